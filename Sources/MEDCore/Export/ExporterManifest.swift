/// What an exporter declares about itself; forms, validation, environment names, documentation, redaction and the
/// conformance kit follow from it.
public struct ExporterManifest: Sendable {
    /// The registry key and the section of config.yaml: `mqtt`.
    public let key: String
    /// The name on the tab.
    public let name: LocalizedText
    /// Its fields, in the order of the form.
    public let fields: [ConfigurationField]
    /// Which history a new destination gets.
    public let backfill: BackfillPolicy
    /// What sending a record twice does there.
    public let idempotence: Idempotence
    /// How many records one call may carry.
    public let batchLimit: Int
    /// The version of what is sent; a higher one begins a new epoch.
    public let payloadVersion: Int

    /// A manifest. `enabled` need not be among the fields: every exporter has it.
    public init(
        key: String, name: LocalizedText, fields: [ConfigurationField], backfill: BackfillPolicy,
        idempotence: Idempotence, batchLimit: Int = 500, payloadVersion: Int = 1
    ) {
        self.key = key
        self.name = name
        self.fields = fields
        self.backfill = backfill
        self.idempotence = idempotence
        self.batchLimit = batchLimit
        self.payloadVersion = payloadVersion
    }
}
