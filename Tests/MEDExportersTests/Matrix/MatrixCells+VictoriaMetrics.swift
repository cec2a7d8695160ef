import MEDCore

@testable import MEDExporters

extension MatrixRow {
    static let victoriaMetrics = MatrixRow(
        key: "victoriametrics",
        consumption: .writes(
            "`myelectricaldata_consumption_daily_kwh{pdl}`, `…_hc_kwh`, `…_hp_kwh`, `…_monthly_kwh`, `…_yearly_kwh`, "
                + "`…_register_kwh{register}` (kWh), `…_cost_eur{register}` (EUR), `…_load_watts` (W), "
                + "`myelectricaldata_max_power_kva` (kVA)",
            golden: [
                address: """
                {"metric":{"__name__":"myelectricaldata_consumption_daily_kwh","pdl":"12345678901234"},"values":[15.234],"timestamps":[1705273200000]}
                {"metric":{"__name__":"myelectricaldata_consumption_monthly_kwh","pdl":"12345678901234"},"values":[15.234],"timestamps":[1705273200000]}
                {"metric":{"__name__":"myelectricaldata_consumption_yearly_kwh","pdl":"12345678901234"},"values":[15.234],"timestamps":[1705273200000]}
                {"metric":{"__name__":"myelectricaldata_consumption_load_watts","pdl":"12345678901234"},"values":[469,397,400],"timestamps":[1705273200000,1705275000000,1705276800000]}
                {"metric":{"__name__":"myelectricaldata_consumption_hc_kwh","pdl":"12345678901234"},"values":[8.5],"timestamps":[1705273200000]}
                {"metric":{"__name__":"myelectricaldata_consumption_hp_kwh","pdl":"12345678901234"},"values":[6.734],"timestamps":[1705273200000]}
                {"metric":{"__name__":"myelectricaldata_max_power_kva","pdl":"12345678901234"},"values":[6.5],"timestamps":[1705273200000]}
                {"metric":{"__name__":"myelectricaldata_consumption_register_kwh","register":"hc","pdl":"12345678901234"},"values":[8.5],"timestamps":[1705273200000]}
                {"metric":{"__name__":"myelectricaldata_consumption_register_kwh","register":"hp","pdl":"12345678901234"},"values":[6.734],"timestamps":[1705273200000]}

                """
            ]
        ) {
            let peak = MaxPower(power: ApparentPower(voltAmperes: 6_500), instant: recorded)
            return try days(document(curve: threeSlots, maxPower: peak))
        },
        production: .writes(
            "`myelectricaldata_production_daily_kwh{pdl}`, `…_monthly_kwh`, `…_yearly_kwh` (kWh), `…_load_watts` (W)",
            golden: [
                address: """
                {"metric":{"__name__":"myelectricaldata_production_daily_kwh","pdl":"12345678901234"},"values":[3.21],"timestamps":[1705273200000]}
                {"metric":{"__name__":"myelectricaldata_production_monthly_kwh","pdl":"12345678901234"},"values":[3.21],"timestamps":[1705273200000]}
                {"metric":{"__name__":"myelectricaldata_production_yearly_kwh","pdl":"12345678901234"},"values":[3.21],"timestamps":[1705273200000]}
                {"metric":{"__name__":"myelectricaldata_production_load_watts","pdl":"12345678901234"},"values":[469,397,400],"timestamps":[1705273200000,1705275000000,1705276800000]}

                """
            ]
        ) { try days(document(january15, .production, wattHours: 3_210, curve: threeSlots)) },
        tempo: .writes(
            "`myelectricaldata_tempo_color{day}` (1 bleu / blue, 2 blanc / white, 3 rouge / red), `…_tempo_days_remaining{color}` (d)",
            golden: [
                address: """
                {"metric":{"__name__":"myelectricaldata_tempo_color","day":"today"},"values":[2],"timestamps":[1705294800000]}
                {"metric":{"__name__":"myelectricaldata_tempo_days_remaining","color":"blue"},"values":[167],"timestamps":[1705294800000]}
                {"metric":{"__name__":"myelectricaldata_tempo_days_remaining","color":"white"},"values":[40],"timestamps":[1705294800000]}
                {"metric":{"__name__":"myelectricaldata_tempo_days_remaining","color":"red"},"values":[22],"timestamps":[1705294800000]}

                """
            ]
        ) {
            try messages(NationalSamples.tempo(season(through: january15), days: january15...january15), pdl: nil)
        },
        ecowatt: .writes(
            "`myelectricaldata_ecowatt_level` (1–3), `myelectricaldata_ecowatt_hour_level` (0–3)",
            golden: [
                address: """
                {"metric":{"__name__":"myelectricaldata_ecowatt_level"},"values":[2],"timestamps":[1705273200000]}
                {"metric":{"__name__":"myelectricaldata_ecowatt_hour_level"},"values":[0,3],"timestamps":[1705273200000,1705280400000]}

                """
            ]
        ) {
            let day = EcowattData(day: january15, level: 2, hours: [0, nil, 3], recordedAt: recorded)
            return try MEDExportersTests.victoriaMetrics().preview([day])
        },
        currentState: .nothing(
            fr: "l'historique porte déjà les valeurs les plus récentes",
            en: "history already holds the newest values"))

    private static let address: String = "http://victoriametrics:8428/api/v1/import"

    private static func days(_ document: DayDocument) throws -> [PreviewedMessage] {
        var samples = MeterSamples(document.direction)
        samples.add(document)
        return try messages(samples.table, pdl: document.pdl)
    }

    private static func messages(_ table: MetricTable, pdl: PDL?) throws -> [PreviewedMessage] {
        let labels = try MetricLabels([:])
        var lines = ImportLines()
        for (series, samples) in zip(table.series, table.samples) where samples.count > 0 {
            lines.append(samples, metric: labels.json(of: series, pdl: pdl), decimals: series.decimals)
        }
        return lines.bodies.map { PreviewedMessage(address: address, body: $0, manner: "POST, gzip") }
    }
}
