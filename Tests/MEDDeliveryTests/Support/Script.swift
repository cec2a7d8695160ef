import MEDCore
import Synchronization

@testable import MEDDelivery

/// What a scripted exporter does, and what happened to it: the double of a destination with faults that no real one gives
/// on demand.
final class Script: Sendable {
    /// One call of an export.
    struct Delivery: Sendable {
        let number: Int
        let series: Series
        let keys: [RecordKey]
        let corrections: Set<RecordKey>
        let mayHaveBeenSent: Set<StreamID>
        let instant: UTCInstant
        let object: ObjectIdentifier

        var days: [Day] { keys.map(\.day) }
    }

    /// One call of `run`.
    struct Connection: Sendable {
        let number: Int
        let runtime: ExporterRuntime
        let instant: UTCInstant
    }

    struct Behaviour: Sendable {
        var start: (@Sendable (ExporterConfiguration) throws -> Void)?
        var export: @Sendable (Delivery) async throws -> ExportResult = { _ in
            ExportResult(all: .delivered(.acknowledged))
        }
        var publish: @Sendable (CurrentState) async throws -> Evidence = { _ in .acknowledged }
        var run: @Sendable (Connection) async throws -> Void = { connection in
            connection.runtime.report(.connected)
            await WakeSignal().wait()
        }
    }

    static let all = Mutex<[String: Script]>([:])

    let name: String
    let objects = Journal<ObjectIdentifier>()
    let deliveries = Journal<Delivery>()
    let publications = Journal<CurrentState>()
    let connections = Journal<Connection>()
    let disconnections = Journal<Int>()
    private let behaviour: Mutex<Behaviour>

    init(_ name: String = "a", _ change: (inout Behaviour) -> Void = { _ in }) {
        self.name = "\(name)-\(UInt64.random(in: 0 ... .max))"
        var behaviour = Behaviour()
        change(&behaviour)
        self.behaviour = Mutex(behaviour)
        Self.all.withLock { $0[self.name] = self }
    }

    var now: Behaviour { behaviour.withLock(\.self) }

    func change(_ change: @Sendable (inout Behaviour) -> Void) {
        behaviour.withLock { change(&$0) }
    }

    /// An instance that follows this script; another `option` is another configuration, another `destination` another
    /// destination.
    func setup(
        _ type: any ScriptedExporter.Type = LaneExporter.self, instance: String = "scripted", option: String = "",
        destination: String = "here"
    ) -> InstanceSetup {
        InstanceSetup(
            exporter: type,
            configuration: ExporterConfiguration(
                instance: InstanceID(instance),
                values: [
                    "script": .string(name), "option": .string(option), "destination": .string(destination),
                ]))
    }

    /// All records that were handed over, in order.
    var keys: [RecordKey] { deliveries.entries.flatMap(\.keys) }
}

/// An error that is no `ExporterFault`: a defect in an exporter.
struct Defect: Error {}

extension ExporterFault {
    static func away(retryAfter: Duration? = nil) -> ExporterFault {
        .unreachable(retryAfter: retryAfter, reason: LocalizedText(fr: "absent", en: "away"))
    }

    static let refused = ExporterFault.blocked(cause: LocalizedText(fr: "refusé", en: "refused"))
}
