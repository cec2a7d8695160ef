/// Details in which gateways have been seen to differ.
public struct FakeGatewayOptions: Hashable, Sendable {
    /// What `detail` of v1 holds for an error of Enedis.
    public enum Detail: Hashable, Sendable {
        /// `"ADAM-DC-0008: No consent can be found …"`.
        case codeAndMessage
        /// `"No consent can be found …"`.
        case message
        /// `{"error": "ADAM-DC-0008", "error_description": "…"}`.
        case object
    }

    /// What `detail` of v1 holds for an error of Enedis.
    public var detail = Detail.codeAndMessage
    /// Whether v2 sorts a load curve by its shifted stamps, as its server does since its day-by-day cache; in October
    /// the repeated hour is then out of order.
    public var sortsByStamp = false
    /// Whether daily answers leave `reading_type` out of load curves, as older v1 answers do.
    public var omitsCurveReadingType = false
    /// How long the gateway answers from its cache, in seconds, when the caller allows it: the same question is answered
    /// as it was the first time, whatever Enedis has published or corrected since, and costs no call. 0: no cache.
    public var cacheSeconds: Int64 = 0
    /// Whether v1 writes Tempo colours in capitals.
    public var tempoInCapitals = false
    /// What `/edf/tempo/price` of v1 answers: euros per kWh with a decimal comma.
    public var tempoPrices = [
        "blue_hc": "0,1111", "blue_hp": "0,2222", "white_hc": "0,3333", "white_hp": "0,4444", "red_hc": "0,5555",
        "red_hp": "0,6666",
    ]

    /// The usual ones.
    public init() {}
}
