/// A command of the box.
public struct FakeJeedomCommand: Sendable {
    /// Its number.
    public var id: Int
    /// Its name.
    public var name: String
    /// `info` or `action`.
    public var type = "info"
    /// `numeric`, `string`, `other`.
    public var subType = "numeric"
    /// Its unit.
    public var unit = ""
    /// Whether it has a history.
    public var isHistorized = true
    /// `configuration.historizeMode`; nil: not set, which archiving takes for `avg`.
    public var smoothing: String?
    /// `configuration.historizeRound`: decimals; nil: none.
    public var rounding: Int?
    /// `configuration.minValue` and `maxValue`.
    public var bounds: ClosedRange<Double>?
    /// `logicalId`.
    public var logicalID: String?
    /// What it shows.
    public var value = FakeJeedomValue.text("")
    /// Of when that is; nil: never set.
    public var collectDate: String?

    /// A command.
    public init(id: Int, name: String, unit: String = "") {
        self.id = id
        self.name = name
        self.unit = unit
    }

    /// The same with changes.
    public func with(_ change: (inout FakeJeedomCommand) -> Void) -> FakeJeedomCommand {
        var copy = self
        change(&copy)
        return copy
    }

    /// `exportApi` of core/class/cmd.class.php.
    func exported(of equipment: FakeJeedomEquipment, hasValue: Bool) -> PHPValue {
        let isInfo = type == "info"
        var settings: [PHPValue.Member] = []
        if let smoothing { settings.append(.init(key: "historizeMode", value: .string(smoothing))) }
        if let rounding { settings.append(.init(key: "historizeRound", value: .string(String(rounding)))) }
        var members: [PHPValue.Member] = [
            .init(key: "id", value: .integer(id)), .init(key: "logicalId", value: PHPValue(logicalID)),
            .init(key: "generic_type", value: .null), .init(key: "eqType", value: .string(equipment.type)),
            .init(key: "name", value: .string(name)), .init(key: "order", value: 0),
            .init(key: "type", value: .string(type)), .init(key: "subType", value: .string(subType)),
            .init(key: "eqLogic_id", value: .integer(equipment.id)),
            .init(key: "isHistorized", value: isHistorized ? "1" : "0"), .init(key: "unite", value: .string(unit)),
            .init(key: "configuration", value: settings.isEmpty ? [] : .map(settings)),
            .init(
                key: "template", value: .object(["dashboard": "core::default", "mobile": "core::default"])),
            .init(key: "display", value: []), .init(key: "value", value: isInfo ? "" : .null),
            .init(key: "isVisible", value: 1), .init(key: "alert", value: []),
        ]
        if hasValue { members.append(.init(key: "currentValue", value: isInfo ? value.php : .null)) }
        return .map(members)
    }
}
