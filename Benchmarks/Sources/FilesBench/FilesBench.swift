import Foundation
import MEDCore
import MEDFiles

/// Writes three years of half-hours of one PDL (52,560) as a file, one format per process, so that
/// the peak of memory is that format's. `FilesBench csv|jsonl|xlsx|library <folder>`; `library` is the workbook without
/// the disk's confirmation and without reading back.
@main
struct FilesBench {
    private static let pdl = PDL("01234567890123")!
    private static let count = 52_560

    static func main() async throws {
        guard CommandLine.arguments.count == 3, let first = Day("2021-01-01"),
            let format = FileFormat(rawValue: CommandLine.arguments[1] == "library" ? "xlsx" : CommandLine.arguments[1])
        else {
            FileHandle.standardError.write(Data("usage: FilesBench csv|jsonl|xlsx|library <folder>\n".utf8))
            exit(2)
        }
        let days = (first..<first.advanced(by: 1_095)).map(document)
        let before = peakKilobytes()
        let path = "\(CommandLine.arguments[2])/bench.\(format.rawValue)"
        let cpuBefore = cpuSeconds()
        let start = ContinuousClock.now
        var rows = 0
        if CommandLine.arguments[1] == "library" {
            let writer = try XLSXWriter(path: path, temporaryFolder: CommandLine.arguments[2])
            var sheet = try writer.addSheet(.halfHourly(.consumption))
            for day in days { rows += FileTable.halfHourly(.consumption).write(day, to: &sheet) }
            try writer.finish(sheet)
            try writer.close()
        } else {
            rows = try await FileWriter().write(
                [FileSheet(.halfHourly(.consumption), .days(stream(days)))], as: format, to: path)
        }
        let seconds = start.duration(to: .now) / .seconds(1)
        let cpu = cpuSeconds() - cpuBefore
        let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        guard rows == count else { throw BenchFailure(found: "\(rows) rows, not \(count)") }
        print(
            "{\"format\":\"\(CommandLine.arguments[1])\",\"rows\":\(rows),\"seconds\":\(seconds),\"cpu_seconds\":\(cpu),"
                + "\"kilobytes\":\(size / 1_000),\"peak_rss_mb\":\(peakKilobytes() / 1_024),"
                + "\"rss_before_mb\":\(before / 1_024)}")
    }

    /// Of the process, in the program and in the kernel.
    private static func cpuSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    private static func document(_ day: Day) -> DayDocument {
        let slots = stride(from: 0, to: day.lengthInMinutes, by: 30).map {
            LoadSlot(startMinute: $0, minutes: 30, watts: Int32(($0 * 7_919 + Int(day.number) * 31) % 9_000))
        }
        let readings = DayReadings(curve: LoadCurve(slots: slots))
        return DayDocument(
            pdl: pdl, direction: .consumption, day: day, readings: readings,
            derived: DerivedDay(
                day: day, direction: .consumption, readings: readings, indexesAtEnd: nil, contract: nil),
            revision: 1, recordedAt: day.end)
    }

    private static func stream(_ days: [DayDocument]) -> AsyncThrowingStream<DayDocument, any Error> {
        AsyncThrowingStream { continuation in
            for day in days { continuation.yield(day) }
            continuation.finish()
        }
    }

    /// The kernel's VmHWM.
    private static func peakKilobytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }
}

struct BenchFailure: Error {
    let found: String
}
