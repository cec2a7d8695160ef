import Foundation
import GRDB
import MEDCore
import MEDStore

/// Reads rows of `day_record` in the column order of `columns`.
enum RecordRow {
    static let columns = "day, revision, recorded_at, readings, derived"

    static func document(_ row: Row, pdl: PDL, direction: Direction) throws -> DayDocument {
        guard let readings = DayReadings(packed: row[3] as Data), let derived = DerivedDay(packed: row[4] as Data)
        else { throw StoreError.unreadable("day \(Day(number: row[0]))") }
        return DayDocument(
            pdl: pdl, direction: direction, day: Day(number: row[0]), readings: readings, derived: derived,
            revision: row[1], recordedAt: UTCInstant(secondsSinceEpoch: row[2]))
    }

    static func tempo(_ row: Row) throws -> TempoData {
        guard
            let tempo = TempoData(
                packed: row[3] as Data, day: Day(number: row[0]), revision: row[1],
                recordedAt: UTCInstant(secondsSinceEpoch: row[2]))
        else { throw StoreError.unreadable("Tempo \(Day(number: row[0]))") }
        return tempo
    }

    static func ecowatt(_ row: Row) throws -> EcowattData {
        guard
            let ecowatt = EcowattData(
                packed: row[3] as Data, day: Day(number: row[0]), revision: row[1],
                recordedAt: UTCInstant(secondsSinceEpoch: row[2]))
        else { throw StoreError.unreadable("EcoWatt \(Day(number: row[0]))") }
        return ecowatt
    }
}
