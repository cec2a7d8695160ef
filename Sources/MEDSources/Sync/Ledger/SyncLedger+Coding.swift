import MEDCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The JSON in which a program keeps the ledger. Days are numbers since 1970-01-01, instants are seconds; gaps that lie
/// side by side and share their fate are one row.
extension SyncLedger {
    /// The ledger as bytes.
    public func encoded() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // Strings and integers only: there is nothing that JSON could not hold.
        return (try? encoder.encode(LedgerRecord(self))).map(Array.init) ?? []
    }

    /// Reads what `encoded()` wrote. Damaged bytes, or those of a version that is not known, give an empty ledger: it costs
    /// calls, never data.
    ///
    /// - Parameter bytes: `nil` when nothing was kept yet.
    public static func read(_ bytes: [UInt8]?) -> (ledger: SyncLedger, isDamaged: Bool) {
        guard let bytes else { return (SyncLedger(), false) }
        guard let record = try? JSONDecoder().decode(LedgerRecord.self, from: Data(bytes)),
            let ledger = SyncLedger(record)
        else { return (SyncLedger(), true) }
        return (ledger, false)
    }

    fileprivate init?(_ record: LedgerRecord) {
        guard record.version == LedgerRecord.current else { return nil }
        self.init()
        quotaDay = record.quotaDay
        callsToday = max(0, record.callsToday)
        callsPerDay = record.callsPerDay
        waitUntil = record.waitUntil.map(UTCInstant.init(secondsSinceEpoch:))
        failures = max(0, record.failures)
        if record.pace.count == 3 {
            pace = CallPace(
                second: record.pace[0], calls: Int(clamping: record.pace[1]), callsBefore: Int(clamping: record.pace[2])
            )
        }
        for (name, days) in record.daysPerCall {
            guard let kind = ReadingKind(rawValue: name), days > 0 else { return nil }
            daysPerCall[kind] = days
        }
        for meter in record.meters {
            guard let pdl = PDL(meter.pdl) else { return nil }
            meters[pdl] = meter.block.map(SyncBlock.init)
            for row in meter.series {
                guard let direction = Direction(rawValue: row.direction), let kind = ReadingKind(rawValue: row.kind),
                    let memory = SeriesMemory(row)
                else { return nil }
                series[SyncSeries(pdl: pdl, direction: direction, kind: kind)] = memory
            }
        }
    }
}

private struct LedgerRecord: Codable {
    static let current = 1

    struct Block: Codable {
        var since: Int64
        var code: String
        var french: String
        var english: String
    }

    struct Series: Codable {
        var direction: String
        var kind: String
        var block: Block?
        var earliest: Int32?
        var refused: Int32?
        var refusals: Int?
        var accepted: Int32?
        var failures: Int?
        var retryAt: Int64?
        var lastAnswer: Int64?
        /// First day, last day, next attempt, answers without it.
        var gaps: [[Int64]]?
    }

    struct Meter: Codable {
        var pdl: String
        var block: Block?
        var series: [Series]
    }

    var version = current
    var quotaDay: Int64?
    var callsToday: Int
    var callsPerDay: Int?
    var waitUntil: Int64?
    var failures: Int
    var pace: [Int64]
    var daysPerCall: [String: Int]
    var meters: [Meter]

    init(_ ledger: SyncLedger) {
        quotaDay = ledger.quotaDay
        callsToday = ledger.callsToday
        callsPerDay = ledger.callsPerDay
        waitUntil = ledger.waitUntil?.secondsSinceEpoch
        failures = ledger.failures
        pace = [ledger.pace.second, Int64(ledger.pace.calls), Int64(ledger.pace.callsBefore)]
        daysPerCall = Dictionary(uniqueKeysWithValues: ledger.daysPerCall.map { ($0.rawValue, $1) })
        let pdls = Set(ledger.series.keys.map(\.pdl)).union(ledger.meters.keys)
        meters = pdls.sorted().map { pdl in
            let series = ledger.series.filter { $0.key.pdl == pdl }.map { Series($0, $1) }
            return Meter(
                pdl: pdl.digits, block: ledger.meters[pdl].map(Block.init),
                series: series.sorted { ($0.direction, $0.kind) < ($1.direction, $1.kind) })
        }
    }
}

extension LedgerRecord.Block {
    fileprivate init(_ block: SyncBlock) {
        self.init(
            since: block.since.secondsSinceEpoch, code: block.code, french: block.message.french,
            english: block.message.english)
    }
}

extension SyncBlock {
    fileprivate init(_ record: LedgerRecord.Block) {
        self.init(
            since: UTCInstant(secondsSinceEpoch: record.since), code: record.code,
            message: LocalizedText(fr: record.french, en: record.english))
    }
}

extension LedgerRecord.Series {
    fileprivate init(_ series: SyncSeries, _ memory: SeriesMemory) {
        self.init(direction: series.direction.rawValue, kind: series.kind.rawValue)
        block = memory.block.map(LedgerRecord.Block.init)
        earliest = memory.earliest?.number
        refused = memory.refused?.number
        refusals = memory.refusals == 0 ? nil : memory.refusals
        accepted = memory.accepted?.number
        failures = memory.failures == 0 ? nil : memory.failures
        retryAt = memory.retryAt?.secondsSinceEpoch
        lastAnswer = memory.lastAnswer?.secondsSinceEpoch
        var rows: [[Int64]] = []
        for (day, gap) in memory.gaps.sorted(by: { $0.key < $1.key }) {
            let (day, fate) = (Int64(day.number), [gap.next.secondsSinceEpoch, Int64(gap.times)])
            if let last = rows.last, last[1] == day - 1, Array(last[2...]) == fate {
                rows[rows.count - 1][1] = day
            } else {
                rows.append([day, day] + fate)
            }
        }
        gaps = rows.isEmpty ? nil : rows
    }
}

extension SeriesMemory {
    /// More days than Enedis ever answers: a row that is longer is damage, and must not take the memory of the machine.
    private static let longestGap: Int64 = 2_000

    fileprivate init?(_ record: LedgerRecord.Series) {
        block = record.block.map(SyncBlock.init)
        earliest = record.earliest.map(Day.init(number:))
        refused = record.refused.map(Day.init(number:))
        refusals = max(0, record.refusals ?? 0)
        accepted = record.accepted.map(Day.init(number:))
        failures = max(0, record.failures ?? 0)
        retryAt = record.retryAt.map(UTCInstant.init(secondsSinceEpoch:))
        lastAnswer = record.lastAnswer.map(UTCInstant.init(secondsSinceEpoch:))
        for row in record.gaps ?? [] {
            guard row.count == 4, let first = Int32(exactly: row[0]), let last = Int32(exactly: row[1]), first <= last,
                row[1] - row[0] < Self.longestGap, gaps.count < Self.longestGap
            else { return nil }
            let gap = Gap(next: UTCInstant(secondsSinceEpoch: row[2]), times: Int(clamping: max(0, row[3])))
            for number in first...last { gaps[Day(number: number)] = gap }
        }
    }
}
