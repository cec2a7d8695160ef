/// One value of a series: `{value, date, interval_length, measure_type}`, or `{v, d, p, n}` in the layout of 2026.
struct MeasurePoint: Decodable {
    var value = LooseValue.absent
    var date = LooseValue.absent
    /// `PT30M`: the length of the slot.
    var step = LooseValue.absent
    /// `B` is *brut*; `E` estimated.
    var nature = LooseValue.absent

    private enum CodingKeys: String, CodingKey {
        case value, date, v, d, p, n
        case intervalLength = "interval_length"
        case measureType = "measure_type"
    }

    /// Never throws: what is no object is a point without anything, which is an issue.
    init(from decoder: any Decoder) {
        guard let container = try? decoder.container(keyedBy: CodingKeys.self) else { return }
        value = container.loose(.value, .v)
        date = container.loose(.date, .d)
        step = container.loose(.intervalLength, .p)
        nature = container.loose(.measureType, .n)
    }
}
