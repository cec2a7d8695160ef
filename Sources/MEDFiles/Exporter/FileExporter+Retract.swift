import Glibc
public import MEDCore

extension FileExporter: RetractingExporter {
    /// Removes the files that it wrote, by their names: those of `pdls`, and unless `scope` is one PDL the national ones.
    /// No other file is touched. Of an earlier configuration with the same folder, those that the present one writes stay.
    ///
    /// - Throws: `ExporterFault` when the folder cannot be reached or a file cannot be removed.
    public func retract(_ scope: RetractionScope, pdls: [PDL]) async throws -> Int {
        var folder = settings.folder
        let isWanted: @Sendable (FileName) -> Bool
        switch scope {
        case .pdl(let pdl): isWanted = { $0.pdl == pdl }
        case .all: isWanted = { name in name.pdl.map { pdls.contains($0) } ?? true }
        case .epoch(let identity):
            folder = identity.values["folder"] ?? folder
            if folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
            let formats = (identity.values["formats"] ?? "").split(separator: ",")
            let isHere = folder == settings.folder
            isWanted = { [settings] name in
                formats.contains { $0 == name.format.rawValue } && name.pdl.map { pdls.contains($0) } ?? true
                    && !(isHere && settings.writes(name))
            }
        }
        let place = folder
        do {
            return try await writer.withFolder(place) {
                var count = 0
                for text in FileNames.all(in: place).sorted() {
                    guard let name = FileName(text), isWanted(name) else { continue }
                    guard unlink("\(place)/\(text)") == 0 else {
                        throw FileFault(.system(errno), path: "\(place)/\(text)")
                    }
                    count += 1
                }
                if count > 0 { try AtomicFile.syncFolder(place) }
                return count
            }
        } catch let fault as FileFault {
            throw fault.exporterFault
        }
    }
}
