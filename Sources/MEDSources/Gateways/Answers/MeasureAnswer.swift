import FoundationEssentials

/// The series in the body of an answer, wherever a gateway puts it: bare (Conso API), in `meter_reading` (Enedis, v1), in
/// `data.meter_reading` (v2), or as `data.grandeur` (v2 in the layout that Enedis introduced in 2026, which the gateway
/// converts back for clients that do not ask for it).
struct MeasureAnswer: Decodable {
    /// `success` of the v2 envelope.
    private(set) var success: Bool?
    /// `error` beside the data: the v2 gateway's `PARTIAL_DATA`.
    private(set) var error: JSONTree?
    private(set) var series: [MeasureSeries] = []

    private enum CodingKeys: String, CodingKey {
        case success, error, data, grandeur, pas
        case meterReading = "meter_reading"
        case readings = "interval_reading"
        case usagePoint = "idPrm"
    }

    /// `nil` when the bytes are no JSON object, or one in which a series is damaged as a whole.
    init?(_ body: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(MeasureAnswer.self, from: Data(body)) else { return nil }
        self = answer
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        success = try? container.decode(Bool.self, forKey: .success)
        error = try? container.decode(JSONTree.self, forKey: .error)
        if container.contains(.readings) {
            series = [try MeasureSeries(from: decoder)]
        } else if container.contains(.meterReading) {
            series = [try container.decode(MeasureSeries.self, forKey: .meterReading)]
        } else if container.contains(.grandeur) {
            series = try container.decode([MeasureSeries].self, forKey: .grandeur)
            for index in series.indices {
                series[index].usagePoint = container.loose(.usagePoint)
                series[index].period = container.loose(.pas)
            }
        } else if decoder.codingPath.isEmpty, container.contains(.data),
            (try? container.decodeNil(forKey: .data)) == false
        {
            series = (try? container.decode(MeasureAnswer.self, forKey: .data))?.series ?? []
        }
    }
}
