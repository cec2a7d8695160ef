/// The units that Enedis writes.
enum ReadingUnit: String {
    case watt = "w"
    case kilowatt = "kw"
    case wattHour = "wh"
    case kilowattHour = "kwh"
    case voltAmpere = "va"
    case kilovoltAmpere = "kva"

    /// What a value is multiplied by to get W, Wh or VA.
    var scale: Int64 {
        switch self {
        case .watt, .wattHour, .voltAmpere: 1
        case .kilowatt, .kilowattHour, .kilovoltAmpere: 1_000
        }
    }

    var isPower: Bool { self == .watt || self == .kilowatt }
    var isEnergy: Bool { self == .wattHour || self == .kilowattHour }
    var isApparentPower: Bool { self == .voltAmpere || self == .kilovoltAmpere }
}
