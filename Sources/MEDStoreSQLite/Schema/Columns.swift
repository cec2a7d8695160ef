import Foundation
import GRDB
import MEDCore
import MEDStore

/// How the model's values stand in columns.
extension Series {
    /// The number in `series` columns. It is stored: never change it.
    var column: Int {
        switch self {
        case .consumption: 0
        case .production: 1
        case .tempo: 2
        case .ecowatt: 3
        }
    }

    init(column: Int) throws {
        guard let series = Series.allCases.first(where: { $0.column == column }) else {
            throw StoreError.unreadable("series \(column)")
        }
        self = series
    }
}

extension ImportSource.Kind {
    /// The number in the `kind` column. It is stored: never change it.
    var column: Int {
        switch self {
        case .file: 0
        case .gateway: 1
        }
    }

    init(column: Int) throws {
        guard let kind = Self.allCases.first(where: { $0.column == column }) else {
            throw StoreError.unreadable("import kind \(column)")
        }
        self = kind
    }
}

extension StreamID {
    init(column: String) throws {
        guard let stream = StreamID(storageName: column) else { throw StoreError.unreadable("stream name") }
        self = stream
    }
}

extension UTCInstant {
    var column: Int64 { secondsSinceEpoch }
}

extension StoreError {
    /// A row that this version cannot read although the schema is right.
    static func unreadable(_ what: String) -> StoreError {
        StoreError(
            .damaged,
            LocalizedText(
                fr: "La base contient une valeur illisible (\(what)) : restaurez une sauvegarde.",
                en: "The database holds an unreadable value (\(what)): restore a backup."))
    }
}

/// The streams of a file, by name and by row.
enum StreamRow {
    /// The row of a stream with its head; `nil` when there is none.
    static func existing(_ stream: StreamID, in database: Database) throws -> (id: Int64, head: Int64)? {
        try Row.fetchOne(
            database.cachedStatement(sql: "SELECT id, head FROM stream WHERE name = ?"),
            arguments: [stream.storageName]
        ).map { ($0[0], $0[1]) }
    }

    /// The row of a stream with its head; it is made when there is none.
    static func find(_ stream: StreamID, in database: Database) throws -> (id: Int64, head: Int64) {
        if let known = try existing(stream, in: database) { return known }
        try database.execute(
            sql: "INSERT INTO stream (name, head) VALUES (?, 0)", arguments: [stream.storageName])
        return (database.lastInsertedRowID, 0)
    }

    static func setHead(_ head: Int64, of stream: Int64, in database: Database) throws {
        try database.cachedStatement(sql: "UPDATE stream SET head = ?1 WHERE id = ?2 AND head <> ?1")
            .execute(arguments: [head, stream])
    }
}
