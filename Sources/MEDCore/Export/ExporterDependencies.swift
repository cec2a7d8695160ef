public import Logging

/// What the surroundings give to an exporter.
public struct ExporterDependencies: Sendable {
    /// Where it logs. Secrets and whole PDLs do not go there.
    public let logger: Logger
    /// The clock.
    public let now: @Sendable () -> UTCInstant
    /// A name that is unique per installation, for protocols that need one (an MQTT client id).
    public let installationID: String

    /// The dependencies of an exporter.
    public init(logger: Logger, installationID: String, now: @escaping @Sendable () -> UTCInstant) {
        self.logger = logger
        self.installationID = installationID
        self.now = now
    }
}
