import Foundation
import GRDB
import MEDCore
import MEDStore

/// Writes the days of one PDL in one direction inside a transaction: merges, derives, hashes, revises.
struct DayWriter {
    /// What happened to the days that were written.
    struct Changes {
        var new = 0
        var corrected = 0
        var removed = 0
        var unchanged = 0
    }

    private struct Known {
        var firstRevision: Int64
        var readings: DayReadings
        var derived: Data
        var hash: Data
    }

    private(set) var changes = Changes()
    private let database: Database
    private let stream: Int64
    private let pdl: PDL
    private let direction: Direction
    private let contracts: ContractHistory
    private let tempoColors: [Day: TempoColor]
    private let now: UTCInstant
    private let upsert: Statement
    private let touch: Statement
    private var head: Int64
    private var known: [Day: Known] = [:]
    private var content: [UInt8] = []

    /// A writer for the days `range`, whose stored rows and neighbours it reads.
    init(
        _ database: Database, stream: (id: Int64, head: Int64), pdl: PDL, direction: Direction,
        range: ClosedRange<Day>, contracts: ContractHistory, now: UTCInstant
    ) throws {
        self.database = database
        self.stream = stream.id
        head = stream.head
        self.pdl = pdl
        self.direction = direction
        self.contracts = contracts
        self.now = now
        let known = range.lowerBound.previous...range.upperBound.next
        tempoColors = try TempoColors.final(for: known, under: contracts, in: database)
        upsert = try database.cachedStatement(
            sql: """
                INSERT INTO day_record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (stream, series, day) DO UPDATE SET
                    revision = excluded.revision, recorded_at = excluded.recorded_at, energy = excluded.energy,
                    is_known = excluded.is_known, has_curve = excluded.has_curve, has_peak = excluded.has_peak,
                    readings = excluded.readings, derived = excluded.derived, hash = excluded.hash
                """)
        touch = try database.cachedStatement(
            sql: "UPDATE day_record SET readings = ?, derived = ? WHERE stream = ? AND series = ? AND day = ?")
        try readKnown(known)
    }

    /// The stored readings of a day; `nil` when there are none.
    func storedReadings(of day: Day) -> DayReadings? {
        known[day].flatMap { $0.readings.isEmpty ? nil : $0.readings }
    }

    /// Replaces the readings of days and derives them anew, with the days before them where counters changed.
    mutating func replace(_ replacements: [(day: Day, readings: DayReadings)]) throws {
        var updated: [Day: DayReadings] = [:]
        updated.reserveCapacity(replacements.count)
        for (day, readings) in replacements { updated[day] = readings }
        for (day, readings) in replacements {
            let before = day.previous
            let indexesChanged = known[day]?.readings.indexesAtStart != readings.indexesAtStart
            if indexesChanged, updated[before] == nil, let neighbour = known[before] {
                try write(before, neighbour.readings, end: readings.indexesAtStart, isNeighbour: true)
            }
            let end = (updated[day.next] ?? known[day.next]?.readings)?.indexesAtStart
            try write(day, readings, end: end)
        }
    }

    /// Derives those known days anew that are concerned, for example by another contract.
    mutating func rederive(where isConcerned: (Day) -> Bool) throws {
        for day in known.keys.sorted() where isConcerned(day) {
            guard let readings = storedReadings(of: day) else { continue }
            try write(day, readings, end: known[day.next]?.readings.indexesAtStart)
        }
    }

    /// Stores the stream's new head.
    func finish() throws {
        try StreamRow.setHead(head, of: stream, in: database)
    }

    private mutating func write(
        _ day: Day, _ readings: DayReadings, end: MeterIndexes?, isNeighbour: Bool = false
    ) throws {
        let derived = DerivedDay(
            day: day, direction: direction, readings: readings, indexesAtEnd: end,
            contract: contracts.contract(on: day), tempoColors: tempoColors)
        let document = DayDocument(
            pdl: pdl, direction: direction, day: day, readings: readings, derived: derived, recordedAt: now)
        content.removeAll(keepingCapacity: true)
        document.appendCanonicalForm(to: &content)
        let hash = Data(ContentHash(of: content).bytes)
        let stored = known[day]
        let packedReadings = packed { readings.pack(into: &$0) }
        let packedDerived = packed { derived.pack(into: &$0) }
        if let stored, stored.hash == hash, stored.readings.isEmpty == readings.isEmpty {
            if stored.readings != readings || stored.derived != packedDerived {
                try touch.execute(
                    arguments: [
                        packedReadings, packedDerived, stream, Series(direction).column, day.number,
                    ])
            }
            if !isNeighbour { changes.unchanged += 1 }
            return
        }
        if stored == nil && readings.isEmpty {
            changes.unchanged += 1
            return
        }
        head += 1
        try upsert.execute(
            arguments: [
                stream, Series(direction).column, day.number, head, stored?.firstRevision ?? head, now.column,
                derived.energy?.wattMinutes, !readings.isEmpty, readings.curve.isComplete(on: day),
                readings.maxPower != nil, packedReadings, packedDerived, hash,
            ])
        count(stored: stored, readings: readings)
    }

    private mutating func count(stored: Known?, readings: DayReadings) {
        switch (stored?.readings.isEmpty ?? true, readings.isEmpty) {
        case (true, false): changes.new += 1
        case (false, true): changes.removed += 1
        default: changes.corrected += 1
        }
    }

    private mutating func packed(_ pack: (inout [UInt8]) -> Void) -> Data {
        content.removeAll(keepingCapacity: true)
        pack(&content)
        return Data(content)
    }

    private mutating func readKnown(_ days: ClosedRange<Day>) throws {
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT day, first_revision, readings, derived, hash FROM day_record
                    WHERE stream = ? AND series = ? AND day BETWEEN ? AND ?
                    """),
            arguments: [stream, Series(direction).column, days.lowerBound.number, days.upperBound.number])
        while let row = try rows.next() {
            guard let readings = DayReadings(packed: row[2] as Data) else {
                throw StoreError.unreadable("readings")
            }
            known[Day(number: row[0])] = Known(firstRevision: row[1], readings: readings, derived: row[3], hash: row[4])
        }
    }
}
