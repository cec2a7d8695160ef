/// A live value of a plant.
public struct LiveValue: Hashable, Sendable {
    /// The plant's identifier.
    public let plant: String
    /// The name of the value, for plants with several.
    public let name: String
    /// The number in `unit`; `nil` when the plant is silent.
    public let value: Double?
    /// The unit as the plant's owner wrote it: kW, MW, Nm3/h …
    public let unit: String
    /// When it was read.
    public let instant: UTCInstant

    /// A live value.
    public init(plant: String, name: String, value: Double?, unit: String, instant: UTCInstant) {
        self.plant = plant
        self.name = name
        self.value = value
        self.unit = unit
        self.instant = instant
    }
}
