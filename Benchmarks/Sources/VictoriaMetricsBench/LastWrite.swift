import Foundation
import Logging
import Synchronization

/// When VictoriaMetrics last answered 2xx to samples, as the exporter logs it at debug level.
final class LastWrite: Sendable {
    private struct State {
        var instant: Double?
        var writes = 0
    }

    private let state = Mutex(State())

    /// Seconds since 1970; `nil` before the first.
    var instant: Double? { state.withLock { $0.instant } }
    /// How many bodies were taken.
    var writes: Int { state.withLock { $0.writes } }

    func note() {
        let now = Date().timeIntervalSince1970
        state.withLock {
            $0.instant = now
            $0.writes += 1
        }
    }
}

/// Notes writes and prints warnings.
struct BenchLog: LogHandler {
    let lastWrite: LastWrite
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        if event.message == "samples written" { lastWrite.note() }
        if event.level >= .warning { FileHandle.standardError.write(Data("\(event.message)\n".utf8)) }
    }
}
