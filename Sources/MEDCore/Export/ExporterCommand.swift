/// What a destination may ask of the service. The engine limits the rate.
public enum ExporterCommand: String, Hashable, Sendable, CaseIterable {
    /// Look at the watch folder and every source now, deliver, publish the status.
    case sync
    /// Read config.yaml again.
    case reload
}
