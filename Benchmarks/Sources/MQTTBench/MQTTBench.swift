import Glibc
import MEDMQTT

/// Publishes messages of 200 bytes with QoS 1 in batches and waits for every acknowledgement; the counterpart of
/// Peers/mqttbench.c. Prints one line of JSON; CPU is user and system time of the whole process.
///
///     MQTTBench PORT MESSAGES 3.1.1|5 [BATCH]
@main
struct MQTTBench {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4, let port = Int(arguments[1]), let count = Int(arguments[2]) else {
            print("usage: MQTTBench PORT MESSAGES 3.1.1|5 [BATCH]")
            exit(2)
        }
        let batchSize = arguments.count > 4 ? Int(arguments[4]) ?? 1000 : 1000
        let configuration = MQTTConfiguration(
            host: "127.0.0.1",
            port: port,
            clientID: "ours",
            protocolVersion: arguments[3] == "5" ? .v5 : .v3_1_1
        )
        try await MQTTClient.withConnection(configuration) { client in
            let clock = ContinuousClock()
            let start = clock.now
            let cpu = cpuMicroseconds()
            var batch = MQTTBatch()
            batch.reserveCapacity(messages: batchSize, bytes: batchSize * 240)
            var next = 0
            while next < count {
                batch.removeAll(keepingCapacity: true)
                let end = min(next + batchSize, count)
                for index in next..<end { append(index, to: &batch) }
                let result = try await client.publish(contentsOf: batch)
                guard result.isComplete else { fatalError("\(result)") }
                next = end
            }
            let used = cpuMicroseconds() - cpu
            let elapsed = (clock.now - start) / .seconds(1)
            var usage = rusage()
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            print(
                #"{"name":"MEDMQTT \#(arguments[3])","messages":\#(count),"#
                    + #""messages_per_second":\#(Int(Double(count) / elapsed)),"#
                    + #""cpu_us_per_message":\#(used / Double(count)),"#
                    + #""max_rss_mb":\#(Double(usage.ru_maxrss) / 1024)}"#
            )
        }
    }

    private static func append(_ index: Int, to batch: inout MQTTBatch) {
        batch.append(qos: .atLeastOnce, retain: false) { bytes in
            bytes.append("med/")
            bytes.append(decimal: 21_400_000_000_000 + index % 1000, width: 14)
            bytes.append("/reading")
        } payload: { bytes in
            let start = bytes.count
            bytes.append(#"{"pdl":""#)
            bytes.append(decimal: 21_400_000_000_000 + index % 1000, width: 14)
            bytes.append(#"","ts":"2024-01-15T10:30:00Z","kind":"puissance","value":"#)
            bytes.append(decimal: index % 5000)
            bytes.append(".")
            bytes.append(decimal: index % 10)
            bytes.append(#","unit":"kW","pad":""#)
            let padding = 198 - (bytes.count - start)
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "x"), count: padding))
            bytes.append(#""}"#)
        }
    }

    private static func cpuMicroseconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return Double(seconds) * 1e6 + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    fileprivate mutating func append(decimal value: Int, width: Int = 1) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = value
            var first = 20
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0 || 20 - first < width
            append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }
}
