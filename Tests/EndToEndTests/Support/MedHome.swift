import Foundation
import MEDStoreSQLite
import TestServers

/// The home folder of one household under test: its configuration, its database, its `med`.
struct MedHome {
    let directory: TemporaryDirectory
    let med: MedProgram

    init() throws {
        directory = try TemporaryDirectory("med-home")
        med = try MedProgram(home: directory)
    }

    var databasePath: String { directory.path("med.sqlite") }

    /// Writes config.yaml with an MQTT section; `mqtt` are further lines of it.
    func configure(
        port: Int, prefix: String = "myelectricaldata", pdls: [String] = ["01234567890123"], mqtt: [String] = [],
        more: String = ""
    ) throws {
        let meters = pdls.map {
            """
              - id: "\($0)"
                contract: [{from: 2020-01-01, tariff: HC/HP, offpeak: "HC (22H30-6H30)", power_kva: 9}]
            """
        }
        try directory.write(
            """
            logging: {level: DEBUG}
            database: {url: "sqlite:///./med.sqlite"}
            pdls:
            \(meters.joined(separator: "\n"))
            mqtt:
              enabled: true
              host: 127.0.0.1
              port: \(port)
              topic_prefix: \(prefix)
            \(mqtt.map { "  \($0)" }.joined(separator: "\n"))
            \(more)
            """, to: "config.yaml")
    }

    /// Runs a command and expects it to succeed.
    @discardableResult
    func med(_ arguments: String..., expecting code: CInt = 0) throws -> MedProgram.Ending {
        let ending = try med.run(arguments)
        guard ending.code == code else {
            throw TestServerError(
                "med \(arguments.joined(separator: " ")) ended with \(ending.code.map(String.init) ?? "a signal"), "
                    + "not \(code): \(ending.errors)\(ending.output)")
        }
        return ending
    }

    /// Starts `med run`.
    func start(environment: [String: String] = [:]) throws -> ChildProcess {
        try med.spawn(
            ["run"], environment: environment, output: directory.path("run.out"), errors: directory.path("run.log"))
    }

    /// What `med run` logged.
    var log: String { (try? String(contentsOfFile: directory.path("run.log"), encoding: .utf8)) ?? "" }

    /// The store, opened beside the program that uses it.
    func store() throws -> SQLiteStore { try SQLiteStore(path: databasePath) }
}
