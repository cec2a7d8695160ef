/// What a loop hands over; the caller's own thread makes an ``HTTPResponse`` of it.
struct RawResponse: Sendable {
    var status = 0
    var version = HTTPVersion.http1_1
    /// The status line and the header lines of the last response head, with their line ends.
    var head: [UInt8] = []
    var body: [UInt8] = []
    var remoteAddress: String?
    var timings: HTTPTimings
}
