import CXLSXWriter
import MEDCore

/// The chart beside a table of days: columns of the last year's energies in kWh, off-peak and peak stacked where the
/// contract counts them apart.
struct DailyChart {
    private let sheet: XLSXSheet
    private let language: Language

    /// More columns than that are no longer told apart.
    private static let days = 366

    init(of sheet: XLSXSheet, language: Language) {
        self.sheet = sheet
        self.language = language
    }

    func insert(into workbook: UnsafeMutablePointer<lxw_workbook>) -> lxw_error {
        let kind = sheet.hasRegisters ? LXW_CHART_COLUMN_STACKED : LXW_CHART_COLUMN
        guard let chart = workbook_add_chart(workbook, UInt8(kind.rawValue)) else {
            return LXW_ERROR_MEMORY_MALLOC_FAILED
        }
        if sheet.hasRegisters {
            add("hc_kwh", color: 0x2E_86C1, to: chart)
            add("hp_kwh", color: 0xE6_7E22, to: chart)
        } else {
            add("value_kwh", color: 0x2E_86C1, to: chart)
            chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
        }
        chart_title_set_name(chart, sheet.table.sheetName.text(in: language))
        chart_axis_set_name(chart.pointee.y_axis, "kWh")
        chart_axis_set_num_format(chart.pointee.x_axis, "dd/mm/yy")
        chart_set_series_gap(chart, 20)
        var options = lxw_chart_options()
        (options.x_scale, options.y_scale) = (2.2, 1.5)
        return worksheet_insert_chart_opt(
            sheet.sheet, 1, UInt16(sheet.table.columns.count + 1), chart, &options)
    }

    private func add(_ key: String, color: UInt32, to chart: UnsafeMutablePointer<lxw_chart>) {
        guard let column = sheet.table.columns.firstIndex(where: { $0.key == key }),
            let series = chart_add_series(chart, nil, nil)
        else { return }
        let (first, last) = (UInt32(max(1, sheet.rowCount - Self.days + 1)), UInt32(sheet.rowCount))
        chart_series_set_categories(series, sheet.name, first, 0, last, 0)
        chart_series_set_values(series, sheet.name, first, UInt16(column), last, UInt16(column))
        chart_series_set_name(series, sheet.table.columns[column].title.text(in: language))
        var fill = lxw_chart_fill()
        fill.color = color
        chart_series_set_fill(series, &fill)
    }
}
