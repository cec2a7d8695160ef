/// An equipment of the box.
public struct FakeJeedomEquipment: Sendable {
    /// Its number.
    public var id: Int
    /// Its name.
    public var name: String
    /// `eqType_name`: the plugin.
    public var type = "virtual"
    /// `logicalId`.
    public var logicalID = ""
    /// Whether it takes values.
    public var isEnabled = true
    /// Its commands.
    public var commands: [FakeJeedomCommand]
    /// The datetime of the last event of any of them.
    public var lastCommunication = "2026-01-01 00:00:00"

    /// An equipment.
    public init(id: Int, name: String, commands: [FakeJeedomCommand]) {
        self.id = id
        self.name = name
        self.commands = commands
    }

    /// In the order of the API: by `order`, which is 0 for all, then by name.
    var sorted: [FakeJeedomCommand] { commands.sorted { ($0.name, $0.id) < ($1.name, $1.id) } }

    func exported(withCommands: Bool) -> PHPValue {
        let times: PHPValue = .object(["createtime": "2026-11-21 00:52:58", "updatetime": "2026-11-21 01:01:31"])
        let status: PHPValue = .object([
            "lastCommunication": .string(lastCommunication), "timeout": 0, "warning": 0, "danger": 0,
            "enableDatime": "2026-11-21 01:01:31",
        ])
        var members: [PHPValue.Member] = [
            .init(key: "id", value: .integer(id)), .init(key: "name", value: .string(name)),
            .init(key: "logicalId", value: .string(logicalID)), .init(key: "generic_type", value: .null),
            .init(key: "object_id", value: 1), .init(key: "eqType_name", value: .string(type)),
            .init(key: "isVisible", value: 1), .init(key: "isEnable", value: .integer(isEnabled ? 1 : 0)),
            .init(key: "configuration", value: times), .init(key: "timeout", value: 0),
            .init(key: "category", value: []), .init(key: "display", value: .object(["backGraph::info": 0])),
            .init(key: "order", value: 9999), .init(key: "comment", value: .null), .init(key: "tags", value: .null),
            .init(key: "status", value: status), .init(key: "cache", value: []),
        ]
        if withCommands {
            members.append(
                .init(key: "cmds", value: .list(sorted.map { $0.exported(of: self, hasValue: true) })))
        }
        return .map(members)
    }
}
