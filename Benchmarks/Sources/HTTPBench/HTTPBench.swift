import Glibc
import MEDHTTP

/// Requests as fast as answers come, over kept-alive connections, or one per host and period; the counterpart of
/// Peers/curlbench.c. Prints one line of JSON; CPU is user and system time of the whole process.
///
///     HTTPBench flood BASE-URL CONCURRENCY SECONDS [CA-FILE]
///     HTTPBench paced PORT HOSTS PERIOD-SECONDS SECONDS
@main
struct HTTPBench {
    static func main() async throws {
        let arguments = CommandLine.arguments
        switch arguments.dropFirst().first {
        case "flood" where arguments.count >= 5:
            // The script passes numbers.
            let tls = HTTPTLS(caFile: arguments.count > 5 ? arguments[5] : nil)
            try await flood(HTTPURL(arguments[2]), Int(arguments[3]) ?? 64, Double(arguments[4]) ?? 2, tls)
        case "paced" where arguments.count >= 6:
            try await paced(
                port: Int(arguments[2]) ?? 80, hosts: Int(arguments[3]) ?? 1000, period: Double(arguments[4]) ?? 5,
                seconds: Double(arguments[5]) ?? 10)
        default:
            print("usage: HTTPBench flood BASE-URL CONCURRENCY SECONDS [CA-FILE] | paced PORT HOSTS PERIOD SECONDS")
            exit(2)
        }
    }

    private static func flood(_ base: HTTPURL, _ concurrency: Int, _ seconds: Double, _ tls: HTTPTLS) async throws {
        let client = try HTTPClient(HTTPConfiguration(allowsHTTP2: false))
        let url = try base.appending(path: "power")
        let warm = ContinuousClock.now + .milliseconds(500)
        let end = warm + .seconds(seconds)
        let measured = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<concurrency {
                group.addTask {
                    var count = 0
                    while true {
                        let now = ContinuousClock.now
                        if now >= end { return count }
                        let response = try await client.send(HTTPRequest(.get, url, tls: tls))
                        guard response.status == 200, response.body.count > 100 else { fatalError("\(response)") }
                        if now >= warm { count += 1 }
                    }
                }
            }
            try await Task.sleep(until: warm, clock: .continuous)
            let cpu = cpuSeconds()
            let count = try await group.reduce(0, +)
            return (count: count, cpu: cpuSeconds() - cpu)
        }
        await client.close()
        let scheme = base.origin.scheme
        print(
            #"{"name":"MEDHTTP \#(scheme) \#(concurrency)","requests_per_second":\#(Double(measured.count) / seconds),"#
                + #""cpu_us_per_request":\#(measured.cpu * 1e6 / Double(measured.count))}"#)
    }

    /// Each host is an address of its own in 127/8, and so a connection of its own.
    private static func paced(port: Int, hosts: Int, period: Double, seconds: Double) async throws {
        let client = try HTTPClient()
        let urls = try (0..<hosts).map {
            try HTTPURL("http://127.\(1 + $0 / 65_536).\($0 / 256 % 256).\($0 % 256):\(port)/power")
        }
        let rounds = max(1, Int(seconds / period))
        let start = ContinuousClock.now + .milliseconds(200)
        let empty = residentBytes()
        let (lateness, cpu, connections) = try await withThrowingTaskGroup(of: ([Double], Int).self) { group in
            for (index, url) in urls.enumerated() {
                group.addTask {
                    var late: [Double] = []
                    var opened = 0
                    // The first two periods open the connections.
                    for round in 0...rounds {
                        let phase = period * Double(index) / Double(hosts)
                        let due = start + .seconds(round == 0 ? 2 * phase : period * Double(round + 1) + phase)
                        try await Task.sleep(until: due, tolerance: .zero, clock: .continuous)
                        let response = try await client.send(HTTPRequest(.get, url))
                        guard response.status == 200 else { fatalError("\(response)") }
                        guard round > 0 else { continue }
                        if !response.timings.isConnectionReused { opened += 1 }
                        late.append((ContinuousClock.now - due) / .milliseconds(1))
                    }
                    return (late, opened)
                }
            }
            try await Task.sleep(until: start + .seconds(2 * period), clock: .continuous)
            let cpu = cpuSeconds()
            let all = try await group.reduce(into: ([Double](), 0)) {
                $0.0 += $1.0
                $0.1 += $1.1
            }
            return (all.0.sorted(), cpuSeconds() - cpu, all.1)
        }
        let memory = Double(residentBytes() - empty) / 1024 / Double(hosts)
        print(
            #"{"name":"MEDHTTP paced","hosts":\#(hosts),"requests":\#(lateness.count),"#
                + #""cpu_us_per_request":\#(cpu * 1e6 / Double(lateness.count)),"kib_per_host":\#(memory),"#
                + #""answer_ms_p50":\#(lateness[lateness.count / 2]),"#
                + #""answer_ms_p99":\#(lateness[lateness.count * 99 / 100]),"reconnections":\#(connections)}"#)
        await client.close()
    }

    private static func cpuSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(microseconds) / 1e6
    }

    private static func residentBytes() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, 128, file) != nil else { return 0 }
        let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            .split(separator: " ")
        return (Int(words[1]) ?? 0) * 4096
    }
}
