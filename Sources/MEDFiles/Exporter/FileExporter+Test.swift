import Glibc
public import MEDCore

extension FileExporter {
    /// Looks at the folder, then makes a file in it, writes and removes it again.
    public func testConnection() async -> ConnectionTestResult {
        let folder = settings.folder
        let shown = PDL.shortening(in: folder)
        var stages: [ConnectionTestStage] = []
        do {
            let (free, milliseconds) = try await timed {
                try await writer.withFolder(folder) { try FolderProbe.freeBytes(in: folder) }
            }
            let megabytes = free / 1_000_000
            stages.append(
                ConnectionTestStage(
                    .connect, .passed, milliseconds: milliseconds,
                    detail: LocalizedText(
                        fr: "Le dossier \(shown) existe ; \(megabytes) Mo y sont libres.",
                        en: "The folder \(shown) is there; \(megabytes) MB are free.")))
        } catch {
            return ConnectionTestResult(stages: [stage(.connect, error)])
        }
        do {
            let (_, milliseconds) = try await timed {
                try await writer.withFolder(folder) { try FolderProbe.tryWriting(in: folder) }
            }
            stages.append(
                ConnectionTestStage(
                    .write, .passed, milliseconds: milliseconds,
                    detail: LocalizedText(
                        fr: "Un fichier d'essai y a été écrit, puis effacé.",
                        en: "A file was written there on trial, and removed.")))
        } catch {
            stages.append(stage(.write, error))
        }
        return ConnectionTestResult(stages: stages)
    }

    private func stage(_ name: ConnectionTestStage.Name, _ error: any Error) -> ConnectionTestStage {
        let text =
            (error as? FileFault)?.text
            ?? LocalizedText(fr: "Le test a été interrompu.", en: "The test was interrupted.")
        let hint =
            (error as? FileFault)?.hint
            ?? LocalizedText(fr: "Relancez le test.", en: "Run the test again.")
        return ConnectionTestStage(name, .failed, detail: text, hint: hint)
    }

    private func timed<Value>(_ body: () async throws -> Value) async throws -> (Value, Double) {
        let start = ContinuousClock.now
        let value = try await body()
        let elapsed = (ContinuousClock.now - start).components
        return (value, Double(elapsed.seconds) * 1_000 + Double(elapsed.attoseconds) / 1e15)
    }
}

/// What is tried in a folder.
enum FolderProbe {
    /// Bytes that this user may still write.
    static func freeBytes(in folder: String) throws(FileFault) -> UInt64 {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { throw FileFault(.system(errno), path: folder) }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// Writes some bytes to a file that is gone afterwards.
    static func tryWriting(in folder: String) throws(FileFault) {
        let file = try AtomicFile("test", in: folder)
        try file.write(Array(repeating: UInt8(ascii: "-"), count: 4_096))
        try file.sync()
    }
}
