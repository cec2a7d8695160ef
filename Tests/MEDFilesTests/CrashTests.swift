import Foundation
import MEDCore
import MEDFiles
import TestServers
import Testing

/// kill -9, a full disk, missing rights: the old file or the new one, never half of either.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct CrashTests {
    @Test func killedWriterLeavesWholeFiles() async throws {
        let directory = try TemporaryDirectory("med-kill")
        let folder = directory.path("files")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var kills = 0
        var leftovers = 0
        for round in 0..<9 {
            let lines = directory.path("output-forever")
            try? FileManager.default.removeItem(atPath: lines)
            let crasher = try Crasher("forever", folder, in: directory)
            while crasher.lines.count < 1 + round % 3 {
                try #require(crasher.process.isRunning)
                usleep(500)
            }
            // The next export is under way: another moment of it each time.
            usleep(UInt32(round) * 2_300)
            crasher.process.kill()
            kills += 1
            leftovers += try Fixtures.names(folder).count { $0.hasPrefix(".med-") }
            try check(folder)
        }
        // The next writer takes away what the killed ones left.
        let exporter = try Fixtures.exporter(folder)
        let day = Fixtures.day("2024-01-01")
        let document = Fixtures.document(day, slots: Fixtures.slots(day) { _ in 1 })
        let result = try await exporter.exportConsumption([ConsumptionData(document)], in: History([document]).context)
        #expect(result.outcome(for: document.key) == .delivered(.acknowledged))
        let unfinished = try Fixtures.names(folder).filter { $0.hasPrefix(".med-") || $0.hasPrefix("tmp") }
        #expect(unfinished.isEmpty, "\(unfinished)")
        print("kill -9: \(kills) kills while writing, \(leftovers) unfinished files beside the whole ones, none half")
    }

    /// Every file is there, has all its rows, and these are of one export: each export writes another power.
    private func check(_ folder: String) throws {
        let said = try Fixtures.python(
            """
            import csv, glob, json, sys, zipfile
            import xml.etree.ElementTree as E
            m = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
            def one(rows, count, name):
                assert len(rows) == count, (name, len(rows))
                assert len(set(rows)) == 1, name
            files = [f for f in sorted(glob.glob(sys.argv[1] + '/*'))]
            for f in files:
                count = 30 * 48 if 'half' in f else 30
                if f.endswith('.csv'):
                    rows = list(csv.DictReader(open(f, newline='')))
                    one([r['value_wh'] for r in rows], count, f)
                elif f.endswith('.jsonl'):
                    one([json.loads(l)['value_wh'] for l in open(f)], count, f)
                elif f.endswith('.xlsx'):
                    z = zipfile.ZipFile(f)
                    assert z.testzip() is None
                    sheet = E.fromstring(z.read('xl/worksheets/sheet1.xml'))
                    column = 'F' if 'half' in f else 'B'
                    rows = [c.find(m + 'v').text for r in list(sheet.iter(m + 'row'))[1:] for c in r
                            if c.get('r').startswith(column)]
                    one(rows, count, f)
            print(len(files))
            """, folder)
        #expect(said == "6\n", "all six files are there: \(said)")
    }

    @Test func fullDiskLeavesTheOldFiles() throws {
        let directory = try TemporaryDirectory("med-full")
        let folder = directory.path("disk")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let crasher = try Crasher("fill", folder, in: directory, disk: "4m")
        #expect(crasher.process.wait() == 0, "\(crasher.lines)")
        let lines = crasher.lines
        try #require(lines.count >= 4, "\(lines)")
        #expect(lines[0] == "written")
        #expect(lines[1].hasPrefix("unreachable 600 ") && lines[1].contains("the disk is full"), "\(lines[1])")
        #expect(lines[2] == "6 true", "the six files are as they were")
        // libxlsxwriter does not always notice that its temporary files are cut short: reading back does.
        let rooms = lines[3..<(lines.count - 1)]
        #expect(rooms.count == 12)
        for room in rooms { #expect(room.hasSuffix(" old") || room.hasSuffix(" new no fault"), "\(room)") }
        #expect(rooms.contains { $0.contains("unreachable") } && rooms.contains { $0.hasSuffix("no fault") })
        #expect(lines.last == "6 true", "once there is room, all six are new")
        let unnoticed = rooms.count { $0.contains("reading back") }
        print(
            "full disk (tmpfs of 4 MB): the old files stayed; 12 workbooks in too little room: \(unnoticed) found by reading back, "
                + "\(rooms.count { $0.hasSuffix("no fault") }) fitted in")
    }

    @Test func readOnlyFolderBlocks() throws {
        let directory = try TemporaryDirectory("med-denied")
        // Everyone may go in, only its owner may write.
        let base = "/tmp/med-denied-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: base, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o555])
        defer { try? FileManager.default.removeItem(atPath: base) }
        let crasher = try Crasher("denied", base, in: directory)
        #expect(crasher.process.wait() == 0)
        let lines = crasher.lines
        try #require(lines.count == 2, "\(lines)")
        #expect(lines[0].hasPrefix("blocked ") && lines[0].contains("writing is not allowed"), "\(lines)")
        #expect(lines[1] == "false write")
        #expect(try Fixtures.names(base).isEmpty)
    }
}
