public import MEDCore

/// One configured exporter, ready to be made.
public struct InstanceSetup: Sendable {
    /// Its type, from the registry.
    public let exporter: any Exporter.Type
    /// Its validated configuration.
    public let configuration: ExporterConfiguration
    /// `start:` of the configuration, instead of the exporter's own policy.
    public let start: BackfillPolicy?

    /// A setup.
    public init(exporter: any Exporter.Type, configuration: ExporterConfiguration, start: BackfillPolicy? = nil) {
        self.exporter = exporter
        self.configuration = configuration
        self.start = start
    }

    /// Which instance.
    public var instance: InstanceID { configuration.instance }

    /// The history that a new destination gets. A destination that shows current values only has none to choose from.
    public var backfill: BackfillPolicy {
        let own = exporter.backfill(for: configuration)
        return own == .currentOnly ? own : start ?? own
    }

    /// What makes the destination this one.
    public var destination: DestinationIdentity {
        DestinationIdentity(configuration, manifest: exporter.manifest)
    }

    /// Whether `other` is the same exporter with the same configuration, so that a reload leaves it alone.
    func isSame(as other: InstanceSetup) -> Bool {
        configuration == other.configuration && start == other.start
            && ObjectIdentifier(exporter) == ObjectIdentifier(other.exporter)
    }
}
