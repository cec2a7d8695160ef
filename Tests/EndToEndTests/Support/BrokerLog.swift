import Foundation
import TestServers

/// What mosquitto itself says it received and acknowledged: evidence from the other side, read as it grows.
struct BrokerLog {
    /// Topics of history messages that arrived.
    private(set) var received: Set<String> = []
    /// Topics of history messages for which a PUBACK was sent.
    private(set) var acknowledged: Set<String> = []
    /// How many history messages arrived, repetitions included.
    private(set) var count = 0
    private let file: FileHandle
    private var rest: [UInt8] = []
    private var open: [String: String] = [:]

    /// Follows the log from its present end.
    init(_ broker: MosquittoBroker) throws {
        file = try FileHandle(forReadingFrom: URL(fileURLWithPath: broker.logPath))
        try file.seekToEnd()
    }

    /// Forgets what was seen so far.
    mutating func forget() {
        received = []
        acknowledged = []
        count = 0
    }

    /// Reads what was logged since the last time (`log_type all`):
    /// `Received PUBLISH from ID (d0, q1, r0, m5, 'topic', ... (9 bytes))`, `Sending PUBACK to ID (m5, rc0)`.
    mutating func read() throws {
        rest += try file.readToEnd() ?? Data()
        guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return }
        let text = String(decoding: rest[...end], as: UTF8.self)
        rest.removeSubrange(...end)
        for line in text.split(separator: "\n") { note(line) }
    }

    private mutating func note(_ line: Substring) {
        if line.contains("Received PUBLISH from "), let topic = Self.between(line, ", '", "'"),
            let id = Self.between(line, ", m", ","), topic.contains("/history/")
        {
            received.insert(topic)
            count += 1
            open[id] = topic
        } else if line.contains("Sending PUBACK to "), let id = Self.between(line, "(m", ","),
            let topic = open.removeValue(forKey: id)
        {
            acknowledged.insert(topic)
        }
    }

    private static func between(_ text: Substring, _ start: String, _ end: String) -> String? {
        guard let from = text.range(of: start), let to = text[from.upperBound...].range(of: end) else { return nil }
        return String(text[from.upperBound..<to.lowerBound])
    }
}
