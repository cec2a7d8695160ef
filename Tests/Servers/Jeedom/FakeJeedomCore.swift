import Foundation

/// The state of a box and its rules, as core 4.5.3 has them (core/api/jeeApi.php, core/class/cmd.class.php,
/// history.class.php, user.class.php, jeedom.class.php) and as the transcripts of one show. No I/O.
struct FakeJeedomCore {
    /// What a method of JSON-RPC, or an exception, ends with.
    struct Failure: Error {
        let code: Int
        let message: String
    }

    static let denied = "Vous n'êtes pas autorisé à effectuer cette action"

    var options: FakeJeedomOptions
    var equipments: [FakeJeedomEquipment]
    /// By command: the table `history`, by datetime.
    var history: [Int: [String: String]] = [:]
    /// By command: the table `historyArch`.
    var archive: [Int: [String: String]] = [:]
    /// Every event that a command took, in their order.
    var taken: [FakeJeedomEvent] = []
    private var failedLogins = 0
    private var bannedUntil: Int64?

    init(_ equipments: [FakeJeedomEquipment], _ options: FakeJeedomOptions) {
        self.equipments = equipments
        self.options = options
    }

    // MARK: Keys

    /// `user::isBan`.
    func isBanned(at now: Int64) -> Bool {
        !options.isLoopbackWhite && bannedUntil.map { now < $0 } == true
    }

    /// `user::failedLogin`.
    mutating func failedLogin(at now: Int64) {
        failedLogins += 1
        if failedLogins > options.maxFailedLogins { bannedUntil = now + options.banSeconds }
    }

    /// `jeedom::apiAccess`.
    func allows(_ key: String, plugin: String) -> Bool {
        if key.utf8.count < 16 { return false }
        if key == options.userKey { return true }
        if options.disabledModes.contains(plugin) { return false }
        return key == (plugin == "core" ? options.coreKey : plugin == "virtual" ? options.virtualKey : nil)
    }

    // MARK: Commands

    func place(of command: Int) -> (equipment: Int, command: Int)? {
        for (index, equipment) in equipments.enumerated() {
            if let position = equipment.commands.firstIndex(where: { $0.id == command }) { return (index, position) }
        }
        return nil
    }

    func command(_ id: Int) -> FakeJeedomCommand? {
        place(of: id).map { equipments[$0.equipment].commands[$0.command] }
    }

    /// `cmd::event`: what is disabled, out of bounds or an action is dropped without a word; the current value moves
    /// before the history is written.
    mutating func event(_ id: Int, _ value: PHPValue, datetime: String?, now: Int64) throws(Failure) {
        guard let place = place(of: id) else { return }
        var command = equipments[place.equipment].commands[place.command]
        guard command.type == "info", equipments[place.equipment].isEnabled else { return }
        let formatted = Self.format(value, for: command)
        if case .number(let number) = formatted, let bounds = command.bounds, !bounds.contains(number) { return }
        let date = datetime ?? Self.text(of: now)
        command.value = formatted
        command.collectDate = date
        equipments[place.equipment].commands[place.command] = command
        equipments[place.equipment].lastCommunication = date
        taken.append(FakeJeedomEvent(command: id, value: formatted, datetime: date))
        guard command.isHistorized, formatted != .text("") else { return }
        guard Self.isDatetime(date) else {
            throw Failure(
                code: 0,
                message: """
                    [MySQL] Error code : 22007 (1292). Incorrect datetime value: '\(date)' for column \
                    `jeedom`.`history`.`datetime` at row 1  : REPLACE INTO history
                            SET cmd_id=:cmd_id,
                            `datetime`=:datetime,
                            value=:value
                    """)
        }
        history[id, default: [:]][date] = formatted.php.text
    }

    /// `formatValue`: nothing becomes 0, text in a numeric command too, a comma is a point.
    static func format(_ value: PHPValue, for command: FakeJeedomCommand) -> FakeJeedomValue {
        let text = value == .null ? "0" : value.text.trimmingCharacters(in: CharacterSet(charactersIn: " \t\n\r\0\""))
        guard command.subType == "numeric" else { return .text(text) }
        var number = leadingNumber(text.replacing(",", with: "."))
        if let rounding = command.rounding {
            let scale = pow(10, Double(rounding))
            number = (number * scale).rounded() / scale
        }
        return .number(number)
    }

    private static func leadingNumber(_ text: String) -> Double {
        guard let match = text.firstMatch(of: /^[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?/) else { return 0 }
        return Double(String(match.output)) ?? 0
    }

    // MARK: History

    /// `history::all` over both tables, which may hold two rows of one time until the next archiving.
    func rows(of command: Int, from first: String, through last: String) -> [(datetime: String, value: String)] {
        let all = Array(history[command] ?? [:]) + Array(archive[command] ?? [:])
        return all.filter { $0.key >= first && $0.key <= last }.sorted { ($0.key, $0.value) < ($1.key, $1.value) }
            .map { ($0.key, $0.value) }
    }

    /// The hourly archiving: points of more than two hours ago; averaged per hour unless the mode is `none`.
    mutating func archive(now: Int64) {
        let limit = Self.text(of: now - 7_200)
        for (id, points) in history {
            let old = points.filter { $0.key < limit }
            history[id] = points.filter { $0.key >= limit }
            if command(id)?.smoothing == "none" {
                archive[id, default: [:]].merge(old) { $1 }
                continue
            }
            for (hour, ofHour) in Dictionary(grouping: old, by: { String($0.key.prefix(13)) }) {
                let values = ofHour.compactMap { Double($0.value) }
                let mean = values.reduce(0, +) / Double(max(1, values.count))
                archive[id, default: [:]][hour + ":00:00"] = PHPValue.double(mean).text
            }
        }
    }

    // MARK: Times

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Paris") ?? .gmt
        return calendar
    }()

    /// `date('Y-m-d H:i:s')` of a French box.
    static func text(of instant: Int64) -> String {
        let date = Date(timeIntervalSince1970: Double(instant))
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        func two(_ number: Int?) -> String { String(format: "%02d", number ?? 0) }
        return String(format: "%04d", parts.year ?? 0) + "-\(two(parts.month))-\(two(parts.day)) "
            + "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))"
    }

    /// Whether MySQL takes it for a DATETIME.
    static func isDatetime(_ text: String) -> Bool {
        guard let match = text.wholeMatch(of: /(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)/) else { return false }
        let parts = [match.1, match.2, match.3, match.4, match.5, match.6].compactMap { Int($0) }
        let components = DateComponents(
            calendar: Calendar(identifier: .gregorian), year: parts[0], month: parts[1], day: parts[2])
        return components.isValidDate && parts[3] < 24 && parts[4] < 60 && parts[5] < 60
    }
}
