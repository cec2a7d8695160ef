public import MEDCore

/// Every topic under one prefix. Document 003 names them; `daily/bleu_hc` and so on, `tempo/…`, `ecowatt/…` and
/// `history/…` are this project's, in its style.
public struct MQTTTopics: Hashable, Sendable {
    /// What they all begin with, without a slash at the end: `myelectricaldata`.
    public let prefix: String

    /// The topics of a prefix; see ``isValid(prefix:)``.
    public init(prefix: String) {
        self.prefix = prefix
    }

    /// Whether a prefix can be published under: not empty, neither `+` nor `#`, no control character, no slash at
    /// either end, and not under `$`, which belongs to brokers.
    public static func isValid(prefix: String) -> Bool {
        guard !prefix.isEmpty, !prefix.hasPrefix("/"), !prefix.hasSuffix("/"), !prefix.hasPrefix("$") else {
            return false
        }
        return prefix.utf8.count <= 200
            && prefix.unicodeScalars.allSatisfy {
                !"+#".unicodeScalars.contains($0) && $0.value >= 0x20 && $0.value != 0x7F
            }
    }

    /// The service's status, and its last will.
    public var status: String { "\(prefix)/status" }
    /// Where a connection test tries to write.
    public var test: String { "\(prefix)/test" }

    /// Where a command is heard: `command/sync`, `command/reload`.
    public func command(_ command: ExporterCommand) -> String { "\(prefix)/command/\(command.rawValue)" }

    /// The energy of the latest day.
    public func daily(_ pdl: PDL, _ direction: Direction) -> String {
        "\(prefix)/\(pdl.digits)/\(direction.rawValue)/daily"
    }

    /// A register of the latest day: `daily/hc`, `daily/hp`, `daily/bleu_hc` … `daily/rouge_hp`; `nil` for the base
    /// register, which is the day itself.
    public func daily(_ pdl: PDL, _ register: TariffRegister) -> String? {
        register.topicName.map { "\(daily(pdl, .consumption))/\($0)" }
    }

    /// The short form of `daily/hc` and `daily/hp` that document 002 shows; `nil` for every other register.
    public func short(_ pdl: PDL, _ register: TariffRegister) -> String? {
        switch register {
        case .hc, .hp: register.topicName.map { "\(prefix)/\(pdl.digits)/consumption/\($0)" }
        default: nil
        }
    }

    /// The month of the latest day, to date.
    public func month(_ pdl: PDL, _ direction: Direction) -> String {
        "\(prefix)/\(pdl.digits)/\(direction.rawValue)/month"
    }

    /// The year of the latest day, to date.
    public func year(_ pdl: PDL, _ direction: Direction) -> String {
        "\(prefix)/\(pdl.digits)/\(direction.rawValue)/year"
    }

    /// The load curve of the latest day that has a complete one.
    public func detailed(_ pdl: PDL, _ direction: Direction) -> String {
        "\(prefix)/\(pdl.digits)/\(direction.rawValue)/detailed"
    }

    /// The highest power of the latest day that has one.
    public func maxPower(_ pdl: PDL) -> String { "\(prefix)/\(pdl.digits)/max_power" }

    /// One day of the history; never retained.
    public func history(_ pdl: PDL, _ direction: Direction, _ day: Day) -> String {
        "\(prefix)/\(pdl.digits)/history/\(direction.rawValue)/\(day)"
    }

    /// The colour of the tariff day that runs.
    public var tempoToday: String { "\(prefix)/tempo/today" }
    /// The colour of the next tariff day.
    public var tempoTomorrow: String { "\(prefix)/tempo/tomorrow" }
    /// Days of each colour left in the season.
    public var tempoRemaining: String { "\(prefix)/tempo/remaining" }
    /// EcoWatt of this day and hour.
    public var ecowattCurrent: String { "\(prefix)/ecowatt/current" }
    /// EcoWatt of four days.
    public var ecowattForecast: String { "\(prefix)/ecowatt/forecast" }

    /// Every retained topic that can belong to a PDL: what a retraction clears.
    public func all(of pdl: PDL) -> [String] {
        var topics = [daily(pdl, .consumption)]
        topics += TariffRegister.allCases.compactMap { daily(pdl, $0) }
        topics += TariffRegister.allCases.compactMap { short(pdl, $0) }
        topics += [month(pdl, .consumption), year(pdl, .consumption), detailed(pdl, .consumption), maxPower(pdl)]
        topics += [
            daily(pdl, .production), month(pdl, .production), year(pdl, .production), detailed(pdl, .production),
        ]
        return topics
    }

    /// The retained topics that belong to no PDL, without the status.
    public var national: [String] {
        [tempoToday, tempoTomorrow, tempoRemaining, ecowattCurrent, ecowattForecast]
    }

    /// Everything to clear when `pdls` and the country are taken back.
    public func everything(of pdls: [PDL]) -> [String] {
        pdls.flatMap { all(of: $0) } + national + [status]
    }
}

extension TariffRegister {
    /// The last level of the register's topic; `nil` for the base register.
    var topicName: String? {
        switch self {
        case .base: nil
        case .hc: "hc"
        case .hp: "hp"
        case .blueHC: "bleu_hc"
        case .blueHP: "bleu_hp"
        case .whiteHC: "blanc_hc"
        case .whiteHP: "blanc_hp"
        case .redHC: "rouge_hc"
        case .redHP: "rouge_hp"
        }
    }
}
