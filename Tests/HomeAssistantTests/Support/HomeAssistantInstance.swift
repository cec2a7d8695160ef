import Foundation
import TestServers

/// The Home Assistant that Scripts/test-home-assistant started, seen through its own API by a program that is not ours.
struct HomeAssistantInstance {
    struct State {
        let state: String
        let attributes: [String: Any]

        func text(_ key: String) -> String? { attributes[key] as? String }
    }

    let folder: String
    let values: [String: String]

    init() throws {
        guard let folder = ProcessInfo.processInfo.environment["MED_HOME_ASSISTANT"] else {
            throw TestServerError("MED_HOME_ASSISTANT is not set: see Scripts/test-home-assistant")
        }
        self.folder = folder
        let text = try String(contentsOfFile: "\(folder)/run/env", encoding: .utf8)
        values = Dictionary(
            text.split(separator: "\n").compactMap { line in
                line.firstIndex(of: "=").map { (String(line[..<$0]), String(line[line.index(after: $0)...])) }
            }, uniquingKeysWith: { $1 })
    }

    func value(_ key: String) throws -> String {
        guard let value = values[key] else { throw TestServerError("run/env has no \(key)") }
        return value
    }

    var version: String { values["HA_VERSION"] ?? "?" }
    var mqttPort: Int { values["MQTT_PORT"].flatMap { Int($0) } ?? 0 }

    private static let programs = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Servers/home-assistant").path

    /// The answer of a command of ha_check.py.
    func check(_ arguments: String...) throws -> Any {
        let python = try Executable.path("python3", package: "python3")
        let output = try Executable.run(
            python,
            ["\(Self.programs)/ha_check.py", "--url", try value("HA_URL"), "--token", try value("HA_TOKEN")]
                + arguments)
        return try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)
    }

    /// States of the entities whose ids begin so.
    func states(_ prefix: String) throws -> [String: State] {
        let rows = try check("states", prefix) as? [[String: Any]] ?? []
        return Dictionary(
            rows.compactMap { row in
                guard let id = row["entity_id"] as? String, let state = row["state"] as? String else { return nil }
                return (id, State(state: state, attributes: row["attributes"] as? [String: Any] ?? [:]))
            }, uniquingKeysWith: { $1 })
    }

    /// Entity ids of the registry, which outlives restarts.
    func registered(_ prefix: String) throws -> Set<String> {
        let rows = try check("registry", prefix) as? [[String: Any]] ?? []
        return Set(rows.compactMap { $0["entity_id"] as? String })
    }

    /// What it complained of: warnings and errors about MQTT, sensors, the recorder, that mention `word`.
    func complaints(about word: String) throws -> [String] {
        let rows = try check("log") as? [[String: Any]] ?? []
        return rows.filter { "\($0)".contains(word) }.map { "\($0)" }
    }

    /// Waits until the states are as wanted.
    @discardableResult
    func wait(
        _ what: String, _ prefix: String, timeout: Duration = .seconds(45), _ isRight: ([String: State]) -> Bool
    ) async throws -> [String: State] {
        var last: [String: State] = [:]
        do {
            return try await Poll.until(what, timeout: timeout) {
                last = try states(prefix)
                return isRight(last) ? last : nil
            }
        } catch let error as TestServerError {
            throw TestServerError("\(error); it shows \(last.mapValues(\.state))")
        }
    }

    func restart() throws {
        try program("ha-down.sh", "hass")
        try program("ha-up.sh", "--flavour", try value("HA_FLAVOUR"))
    }

    /// Its retained messages are gone with it.
    func restartBroker() throws {
        try program("ha-down.sh", "mosquitto")
        try program("ha-up.sh", "--flavour", try value("HA_FLAVOUR"), "--broker")
    }

    private func program(_ name: String, _ arguments: String...) throws {
        try Executable.run("\(Self.programs)/\(name)", [folder] + arguments)
    }
}
