/// The whole configuration: config.yaml with the environment over it.
public struct Configuration: Hashable, Sendable {
    /// `logging`.
    public var logging: LoggingSettings
    /// `server`.
    public var server: ServerSettings
    /// `database.url`.
    public var database: DatabaseLocation
    /// `pdls`, in the order of the file.
    public var meters: [MeterSettings]
    /// `sources`.
    public var sources: SourceSettings
    /// `import.watch`: the folder whose files are read when they appear.
    public var importWatch: String?
    /// The instances of every exporter of the build, in the order of the manifests: also those that are off.
    public var exporters: [ExporterSection]

    /// A configuration.
    public init(
        logging: LoggingSettings = LoggingSettings(), server: ServerSettings = ServerSettings(),
        database: DatabaseLocation, meters: [MeterSettings] = [], sources: SourceSettings = SourceSettings(),
        importWatch: String? = nil, exporters: [ExporterSection] = []
    ) {
        self.logging = logging
        self.server = server
        self.database = database
        self.meters = meters
        self.sources = sources
        self.importWatch = importWatch
        self.exporters = exporters
    }
}
