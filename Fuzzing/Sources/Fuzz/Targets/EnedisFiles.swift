import MEDCore
import MEDSources

extension FuzzTarget {
    /// Text files of all layouts.
    static let enedisText = FuzzTarget("enedis-text", maximumLength: 16_384) { bytes in
        guard let file = EnedisCheck.parse(Array(bytes)) else { return }
        // The end of lines changes nothing; a zero byte is looked for in the first 4 KiB only, which CR would shift.
        guard case .text(let encoding, _) = file.recognition.container, encoding != .utf16,
            !bytes.contains(where: { $0 == UInt8(ascii: "\r") || $0 == 0 })
        else { return }
        let other = bytes.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
        demand(EnedisCheck.parse(other)?.meters == file.meters, "the same lines with CR LF are read otherwise")
    }

    /// XLSX workbooks as bytes of a ZIP archive.
    static let enedisWorkbook = FuzzTarget("enedis-workbook", maximumLength: 65_536) { bytes in
        _ = EnedisCheck.parse(Array(bytes))
    }

    /// The XML inside a workbook: the input is a sheet, the shared strings, the list of sheets and its links, each part
    /// after a zero byte; the archive is made here, as no mutation of its bytes would survive the checksums.
    static let enedisSheet = FuzzTarget("enedis-sheet", maximumLength: 16_384) { bytes in
        _ = EnedisCheck.parse(WorkbookBytes.archive(of: Array(bytes)))
    }
}

/// What must hold of whatever was read out of a file.
enum EnedisCheck {
    static func parse(_ bytes: [UInt8]) -> EnedisFile? {
        do {
            let file: EnedisFile
            do {
                file = try EnedisFile.parse(bytes, name: "fuzz")
            } catch  where error.code == .noPDL {
                file = try EnedisFile.parse(bytes, name: "fuzz", pdl: PDL("01234567890123"))
            }
            check(file)
            return file
        } catch {
            demand(!error.message.french.isEmpty && !error.message.english.isEmpty, "an error without words")
            return nil
        }
    }

    private static func check(_ file: EnedisFile) {
        var points = 0
        for meter in file.meters {
            var previous: Day?
            for entry in meter.days {
                demand(previous.map { $0 < entry.day } ?? true, "days do not rise")
                previous = entry.day
                // Enough of a file with thousands of days.
                if points < 2_000 { ReadingsCheck.check(entry.readings, on: entry.day) }
                points += entry.readings.curve.slots.count
                points += entry.readings.officialEnergy == nil ? 0 : 1
                points += entry.readings.indexesAtStart == nil ? 0 : 1
                points += entry.readings.maxPower == nil ? 0 : 1
            }
        }
        demand(points == file.statistics.points, "\(points) points in meters, \(file.statistics.points) counted")
        demand(file.issues.count <= EnedisFile.maximumOfIssues, "too many issues")
        demand(file.issues.count == min(file.statistics.rejectedLines, EnedisFile.maximumOfIssues), "issues not kept")
        for issue in file.issues { demand(issue.line > 0 && !issue.reason.english.isEmpty, "an issue without a place") }
        let explanation = file.explanation
        demand(explanation.allSatisfy { !$0.french.isEmpty && !$0.english.isEmpty }, "an empty explanation")
        for meter in file.meters.prefix(4) {
            demand(!explanation.contains { $0.english.contains(meter.pdl.digits) }, "an explanation shows a PDL")
        }
    }
}
