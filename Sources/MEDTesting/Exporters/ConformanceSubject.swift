public import MEDCore

/// What the kit has to know of an exporter: how to reach a destination in each condition, and what a good one holds then.
public struct ConformanceSubject: Sendable {
    /// Makes a destination in a condition; `nil` for one that `notApplicable` names.
    public typealias Stages = @Sendable (DestinationCondition, ConformanceSecrets) async throws -> ConformanceStage?
    /// Whether a record is among what a destination took.
    public typealias Search = @Sendable (RecordKey, [ConformanceWrite]) -> Bool

    /// The meters whose days the kit sends, for access lists and mappings: the first one consumes and produces.
    public static let meters = ["09876543210987", "01122334455667"].compactMap { PDL($0) }

    /// The column of the report.
    public let name: String
    /// The exporter.
    public let exporter: any Exporter.Type
    /// The series that its configuration exports; it has to skip the others.
    public var series: Set<Series>
    /// How sure it may be of a delivery (`.verified` at whatever instant); of the current state where it exports no series.
    public var evidence: Evidence
    /// The meters that its configuration exports; it has to skip the days of others.
    public var meters = Set(Self.meters)
    /// Whether the kit has it show the current state too. Not where that goes another way, which is a subject of its own.
    public var showsState = true
    /// Why promises do not apply, for those that do not.
    public var notApplicable: [ExporterPromise: String]
    /// How many requests (connections) a call may make at a destination that fails: 1 unless there is a reason.
    public var attemptBound = 1
    /// The same in a condition in which it may make more.
    public var attemptBounds: [DestinationCondition: Int] = [:]
    /// Secret fields that the stages leave out, because they exclude others.
    public var unsetSecrets: Set<String> = []
    /// Whether its connection has to be kept while it is called: `run(in:)`.
    public var needsConnection = false
    /// The longest time that its own configuration gives one call; `nil`: it waits until the engine's deadline.
    public var ownDeadline: Duration?
    /// Whether a record is among what a destination took; by default one of the writes names the day.
    public var holds: Search = { key, writes in writes.contains { $0.text.contains("\(key.day)") } }
    /// Makes its destinations; those of another subject can be built upon.
    public let stages: Stages

    /// An exporter.
    public init(
        _ name: String, _ exporter: any Exporter.Type, series: Set<Series>, evidence: Evidence,
        notApplicable: [ExporterPromise: String] = [:], stages: @escaping Stages
    ) {
        self.name = name
        self.exporter = exporter
        self.series = series
        self.evidence = evidence
        self.notApplicable = notApplicable
        self.stages = stages
    }

    func bound(in condition: DestinationCondition) -> Int { attemptBounds[condition] ?? attemptBound }

    /// Whether its configuration exports a record.
    func exports(_ key: RecordKey) -> Bool {
        series.contains(key.series) && key.stream.pdl.map(meters.contains) ?? true
    }
}
