import GRDB
import MEDCore
import MEDStore

/// The tables and how older files become newer ones.
enum Schema {
    /// Brings a file up to date.
    ///
    /// - Throws: `StoreError` with `newerVersion` when the file knows migrations that this program does not.
    static func migrate(_ pool: DatabasePool, path: String) throws {
        let migrator = self.migrator
        if try pool.read(migrator.hasBeenSuperseded) {
            throw StoreError(
                .newerVersion,
                LocalizedText(
                    fr: "La base \(path) a été écrite par une version plus récente de med : mettez med à jour, ou "
                        + "indiquez une autre base (database.url).",
                    en: "The database \(path) was written by a newer version of med: update med, or choose another "
                        + "database (database.url)."))
        }
        try migrator.migrate(pool)
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 readings", migrate: SchemaOne.readings)
        migrator.registerMigration("2 lanes", migrate: SchemaOne.lanes)
        migrator.registerMigration("3 sources", migrate: SchemaTwo.sources)
        return migrator
    }
}
