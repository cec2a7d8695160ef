import Foundation
import Logging
import MEDCore
import MEDFiles
import MEDTesting

/// A process for tests to kill, to starve of disk and to deny its rights. Says on its output what it has done.
///
/// usage: FileCrasher forever|fill|denied <folder>
func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

let pdl = PDL("01234567890123")!

/// A context of `count` days from 2024-01-01 on, each of `watts`.
func context(_ count: Int, watts: Int32) -> ExportContext {
    let first = Day("2024-01-01")!
    return ExportContext(
        instance: InstanceID("files"),
        history: { pdl, direction, days in
            AsyncThrowingStream { continuation in
                for index in 0..<count where direction == .consumption {
                    let day = first.advanced(by: index)
                    if days.contains(day) { continuation.yield(document(day, watts: watts)) }
                }
                continuation.finish()
            }
        })
}

func document(_ day: Day, watts: Int32) -> DayDocument {
    let readings = SampleReadings.day(day, watts: watts).readings
    let derived = DerivedDay(
        day: day, direction: .consumption, readings: readings, indexesAtEnd: nil, contract: nil)
    return DayDocument(
        pdl: pdl, direction: .consumption, day: day, readings: readings, derived: derived, revision: 1,
        recordedAt: day.end)
}

func exporter(
    _ folder: String, formats: [String] = ["csv", "xlsx", "jsonl"], granularity: [String] = ["daily", "half_hourly"]
) throws -> FileExporter {
    try FileExporter(
        configuration: ExporterConfiguration(
            instance: InstanceID("files"),
            values: ["folder": .string(folder), "formats": .list(formats), "granularity": .list(granularity)],
            manifest: FileExporter.manifest),
        dependencies: ExporterDependencies(
            logger: Logger(label: "crasher", factory: { _ in SwiftLogNoOpLogHandler() }), installationID: "crasher",
            now: { UTCInstant(utcYear: 2024, month: 12, day: 31) }))
}

func export(_ exporter: FileExporter, _ count: Int, watts: Int32) async throws {
    let day = document(Day("2024-01-01")!.advanced(by: count - 1), watts: watts)
    _ = try await exporter.exportConsumption([ConsumptionData(day)], in: context(count, watts: watts))
}

/// Fills the disk by a file of somebody else, but for `room` bytes; the fault of `body` then.
func fault(leaving room: Int, _ body: () async throws -> Void) async -> String {
    let path = folder + "/big"
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    if let big = FileHandle(forWritingAtPath: path) {
        var size = 0
        while (try? big.write(contentsOf: Data(count: 4_096))) != nil { size += 4_096 }
        try? big.truncate(atOffset: UInt64(max(0, size - room)))
    }
    do {
        try await body()
        return "no fault"
    } catch ExporterFault.unreachable(let after, let reason) {
        return "unreachable \(after.map { "\($0.components.seconds)" } ?? "-") \(reason.english)"
    } catch {
        return "\(error)"
    }
}

/// Every file but the one that fills the disk.
func contents(of folder: String) -> [String: Data] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return Dictionary(
        uniqueKeysWithValues: names.filter { $0 != "big" }.map { name in
            (name, FileManager.default.contents(atPath: folder + "/" + name) ?? Data())
        })
}

let folder = CommandLine.arguments[2]
let made = try exporter(folder)
switch CommandLine.arguments[1] {
case "forever":
    // The same files again and again, each time with other values in every row: a mixture would show.
    var watts: Int32 = 0
    while true {
        watts += 2
        try await export(made, 30, watts: watts)
        say("\(watts)")
    }
case "fill":
    // What a full disk answers, after one export of a few days that found room.
    try await export(made, 3, watts: 100)
    let old = contents(of: folder)
    say("written")
    say(await fault(leaving: 0) { try await export(made, 300, watts: 200) })
    say("\(contents(of: folder).count) \(contents(of: folder) == old)")
    // Room for the workbook, but more or less of it for the rows that wait in libxlsxwriter's temporary files meanwhile.
    let workbooks = try exporter(folder, formats: ["xlsx"], granularity: ["half_hourly"])
    for tenth in 1...12 {
        let before = contents(of: folder)
        let said = await fault(leaving: tenth * 100 << 10) {
            try await export(workbooks, 30, watts: 200 + Int32(tenth) * 2)
        }
        say("\(tenth)00 kB: \(contents(of: folder) == before ? said + " old" : "new " + said)")
    }
    try FileManager.default.removeItem(atPath: folder + "/big")
    try await export(made, 30, watts: 200)
    let new = contents(of: folder)
    say("\(new.count) \(new.allSatisfy { $0.value != old[$0.key] })")
default:
    // Root may write anywhere: the test of rights is made as nobody.
    if getuid() == 0 { _ = (setgid(65_534), setuid(65_534)) }
    do {
        try await export(made, 3, watts: 100)
        say("no fault")
    } catch ExporterFault.blocked(let cause) {
        say("blocked \(cause.english)")
    }
    let result = await made.testConnection()
    say("\(result.success) \(result.failure?.name.rawValue ?? "-")")
}
