/// The series of an answer: the content of `meter_reading`, or one `grandeur` of the layout of 2026.
struct MeasureSeries: Decodable {
    var usagePoint = LooseValue.absent
    var unit = LooseValue.absent
    /// `P1D`, or the step of all points where the answer states it once.
    var period = LooseValue.absent
    /// `CONS` or `PROD` in the layout of 2026.
    var business = LooseValue.absent
    var points: [MeasurePoint] = []

    /// Seven days of 10 minutes are 1,008 points, three years of days 1,096. An answer with more than this is damaged.
    static let maximumOfPoints = 20_000

    private enum CodingKeys: String, CodingKey {
        case unite, points
        case usagePoint = "usage_point_id"
        case readingType = "reading_type"
        case readings = "interval_reading"
        case business = "grandeurMetier"
    }

    private enum ReadingTypeKeys: String, CodingKey {
        case unit
        case period = "measuring_period"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        usagePoint = container.loose(.usagePoint)
        unit = container.loose(.unite)
        business = container.loose(.business)
        if let type = try? container.nestedContainer(keyedBy: ReadingTypeKeys.self, forKey: .readingType) {
            unit = type.loose(.unit)
            period = type.loose(.period)
        }
        var list = try container.nestedUnkeyedContainer(forKey: container.contains(.readings) ? .readings : .points)
        while !list.isAtEnd {
            guard points.count < Self.maximumOfPoints else {
                throw DecodingError.dataCorruptedError(in: list, debugDescription: "too many points")
            }
            points.append(try list.decode(MeasurePoint.self))
        }
    }
}
