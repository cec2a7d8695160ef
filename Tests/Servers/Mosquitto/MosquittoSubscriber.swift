import Foundation

/// The real mosquitto_sub in a process of its own: what a client that is not ours receives.
public final class MosquittoSubscriber: Sendable {
    /// A message as mosquitto_sub printed it.
    public struct Line: Sendable, Equatable {
        /// The topic.
        public let topic: String
        /// The quality of service of the delivery.
        public let qos: Int
        /// Whether it is a retained message the broker replayed.
        public let retain: Bool
        /// The payload as text.
        public let payload: String

        init?(_ text: Substring) {
            let parts = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count == 4, let qos = Int(parts[1]) else { return nil }
            topic = String(parts[0])
            self.qos = qos
            retain = parts[2] == "1"
            payload = String(parts[3])
        }
    }

    private let directory: TemporaryDirectory
    private let process: ChildProcess

    /// Subscribes and waits until the broker accepted it.
    ///
    /// - Parameters:
    ///   - broker: the broker, without TLS.
    ///   - topics: the filters.
    ///   - qos: the highest quality of service wanted.
    ///   - user: name and password, when the broker asks for them.
    public init(
        _ broker: MosquittoBroker,
        _ topics: [String],
        qos: Int = 2,
        user: (name: String, password: String)? = nil
    ) async throws {
        directory = try TemporaryDirectory("med-subscriber")
        let program = try Executable.path("mosquitto_sub", package: "mosquitto-clients")
        let id = "subscriber-\(UUID().uuidString)"
        var arguments = ["-h", "127.0.0.1", "-p", "\(broker.port)", "-i", id, "-q", "\(qos)", "-F", "%t %q %r %p"]
        for topic in topics { arguments += ["-t", topic] }
        if let user { arguments += ["-u", user.name, "-P", user.password] }
        process = try ChildProcess(program, arguments, output: directory.path("lines"))
        try await Poll.until("the broker to accept the subscription") {
            // Mosquitto logs "<time>: <client> <qos> <filter>" for each filter it took.
            topics.allSatisfy { broker.log.contains("\(id) \(qos) \($0)\n") }
        }
    }

    /// Everything received so far, without a line still being written.
    public var lines: [Line] {
        let text = (try? String(contentsOfFile: directory.path("lines"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap(Line.init)
    }

    /// Waits until that many messages came.
    ///
    /// - Returns: all messages received so far, which can be more.
    /// - Throws: ``TestServerError`` when the time is over, with their number.
    @discardableResult
    public func wait(for count: Int, timeout: Duration = .seconds(20)) async throws -> [Line] {
        try await wait(timeout: timeout) { $0.count >= count }
    }

    /// Waits until the messages satisfy the predicate.
    ///
    /// - Returns: all messages received so far.
    /// - Throws: ``TestServerError`` when the time is over, with their number.
    @discardableResult
    public func wait(timeout: Duration = .seconds(20), _ predicate: ([Line]) -> Bool) async throws -> [Line] {
        do {
            return try await Poll.until("the subscriber", timeout: timeout) {
                let lines = lines
                return predicate(lines) ? lines : nil
            }
        } catch let error as TestServerError {
            throw TestServerError("\(error); it has \(lines.count) messages")
        }
    }

    /// Ends it.
    public func stop() { process.kill() }
}
