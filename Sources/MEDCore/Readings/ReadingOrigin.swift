/// Where a value was read. Kept for the household to see; not part of what is exported.
public enum ReadingOrigin: UInt8, Hashable, Sendable {
    /// A file of the Enedis customer portal.
    case enedisFile = 1
    /// A file of the EDF customer portal.
    case edfFile = 2
    /// The first MyElectricalData gateway.
    case gatewayV1 = 3
    /// The second MyElectricalData gateway.
    case gatewayV2 = 4
    /// Conso API.
    case consoAPI = 5
    /// Typed in by the household.
    case manual = 6
}
