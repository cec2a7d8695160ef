public import Logging

/// What the surroundings give to an exporter.
public struct ExporterDependencies: Sendable {
    /// Where it logs. Secrets and whole PDLs do not go there.
    public let logger: Logger
    /// The clock.
    public let now: @Sendable () -> UTCInstant
    /// Serves the address of an exporter that is asked rather than sends; `nil` when this program serves nothing.
    public let server: (any EndpointServer)?
    /// A name that is unique per installation, for protocols that need one (an MQTT client id).
    public let installationID: String

    /// The dependencies of an exporter.
    public init(
        logger: Logger, installationID: String, server: (any EndpointServer)? = nil,
        now: @escaping @Sendable () -> UTCInstant
    ) {
        self.logger = logger
        self.server = server
        self.installationID = installationID
        self.now = now
    }
}
