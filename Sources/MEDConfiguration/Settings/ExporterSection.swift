public import MEDCore

/// One configured exporter instance.
public struct ExporterSection: Hashable, Sendable {
    /// `mqtt`, or `mqtt.<id>` for a further instance of a list.
    public var instance: InstanceID
    /// `enabled`; off unless it is set.
    public var isEnabled: Bool
    /// The fields of the manifest, validated, defaults filled in.
    public var configuration: ExporterConfiguration
    /// `start`: which history a new destination gets, instead of the manifest's policy; `nil` when it is not set.
    public var start: BackfillPolicy?
    /// Where each value comes from, by field key; also of `enabled` and `start`.
    public var origins: [String: ValueOrigin]

    /// A section.
    public init(
        instance: InstanceID, isEnabled: Bool, configuration: ExporterConfiguration, start: BackfillPolicy? = nil,
        origins: [String: ValueOrigin] = [:]
    ) {
        self.instance = instance
        self.isEnabled = isEnabled
        self.configuration = configuration
        self.start = start
        self.origins = origins
    }
}
