import Foundation
import Logging
import MEDCore
import MEDExporters
import Synchronization
import TestServers

/// The core's key of these tests: a canary that must be in requests and nowhere else.
let coreKey = "CanaryCoreKey0123456789abcdefABCDEF"
let virtualKey = "CanaryVirtualKey0123456789abcdefABC"

/// The virtual equipment of a household, with the page's five commands and three more.
func linky(_ change: (inout FakeJeedomEquipment) -> Void = { _ in }) -> FakeJeedomEquipment {
    var equipment = FakeJeedomEquipment(
        id: 12, name: "Linky 12345678901234",
        commands: [
            FakeJeedomCommand(id: 456, name: "Consommation jour", unit: "kWh"),
            FakeJeedomCommand(id: 457, name: "Consommation HC", unit: "kWh"),
            FakeJeedomCommand(id: 458, name: "Consommation HP", unit: "kWh"),
            FakeJeedomCommand(id: 459, name: "Production jour", unit: "kWh"),
            FakeJeedomCommand(id: 460, name: "Puissance max", unit: "kVA"),
            FakeJeedomCommand(id: 461, name: "Tempo aujourd'hui").with {
                $0.subType = "string"
                $0.isHistorized = false
            },
            FakeJeedomCommand(id: 462, name: "Tempo demain").with {
                $0.subType = "string"
                $0.isHistorized = false
            },
            FakeJeedomCommand(id: 463, name: "EcoWatt"),
            FakeJeedomCommand(id: 464, name: "Rafraichir").with {
                $0.type = "action"
                $0.subType = "other"
            },
        ].map { command in command.with { if $0.type == "info" { $0.smoothing = "none" } } })
    change(&equipment)
    return equipment
}

/// A box that this test's clock runs in.
func jeedom(
    _ equipments: [FakeJeedomEquipment] = [linky()], clock: TestClock = TestClock(),
    _ change: (inout FakeJeedomOptions) -> Void = { _ in }
) throws -> FakeJeedom {
    var options = FakeJeedomOptions(coreKey: coreKey, virtualKey: virtualKey)
    change(&options)
    return try FakeJeedom(equipments, options: options) { clock.now.secondsSinceEpoch }
}

let pageCommands: [String: ConfigurationValue] = [
    "equipment_id": .string("12"), "commands.consumption_daily": .string("456"),
    "commands.consumption_hc": .string("457"), "commands.consumption_hp": .string("458"),
    "commands.production_daily": .string("459"), "commands.max_power": .string("460"),
]

let nationalCommands: [String: ConfigurationValue] = [
    "commands.tempo_today": .string("461"), "commands.tempo_tomorrow": .string("462"),
    "commands.ecowatt": .string("463"),
]

func jeedomConfiguration(
    _ url: String, _ values: [String: ConfigurationValue] = [:], name: String? = nil
) -> ExporterConfiguration {
    var complete: [String: ConfigurationValue] = ["url": .string(url), "api_key": .secret(Secret(coreKey))]
    complete.merge(pageCommands) { $1 }
    complete.merge(values) { $1 }
    return ExporterConfiguration(
        instance: InstanceID(exporterKey: "jeedom", name: name), values: complete, manifest: JeedomExporter.manifest)
}

func jeedomDependencies(
    _ logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
    clock: TestClock = TestClock()
) -> ExporterDependencies {
    ExporterDependencies(logger: logger, installationID: UUID().uuidString, now: { clock.now })
}

extension FakeJeedom {
    /// An exporter for this box, by JSON-RPC with the page's commands unless told otherwise.
    func exporter(_ values: [String: ConfigurationValue] = [:]) throws -> JeedomExporter {
        try JeedomExporter(configuration: jeedomConfiguration(url, values), dependencies: jeedomDependencies())
    }

    /// The same with the Virtual plugin's key and method.
    func virtualExporter(_ values: [String: ConfigurationValue] = [:]) throws -> JeedomExporter {
        try exporter(["method": .string("virtual"), "api_key": .secret(Secret(virtualKey))].merging(values) { $1 })
    }

    /// The bodies of the requests so far, without those that read back.
    var writes: [String] {
        requests.map { String(decoding: $0.body, as: UTF8.self) }
            .filter { !$0.contains("cmd::getHistory") && !$0.contains("cmd::byId") }
    }
}

let jeedomContext = ExportContext(instance: InstanceID(exporterKey: "jeedom"))

/// Collects what is logged.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    var logger: Logger {
        var logger = Logger(label: "jeedom") { [self] _ in Handler(lines: self) }
        logger.logLevel = .trace
        return logger
    }

    fileprivate func append(_ line: String) { lines.withLock { $0.append(line) } }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.MetadataValue? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.append("\(event.level) \(event.message) \(metadata) \(event.metadata ?? [:])")
        }
    }
}
