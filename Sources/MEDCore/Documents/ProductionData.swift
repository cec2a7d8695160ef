/// A day of production, as `exportProduction` gets it (document 001's names beside the model's).
@dynamicMemberLookup
public struct ProductionData: Hashable, Sendable {
    /// The day document; its properties can be read directly on this value.
    public let document: DayDocument

    /// Wraps a document of production. It is a programmer error to wrap one of consumption.
    public init(_ document: DayDocument) {
        precondition(document.direction == .production, "a document of consumption is not ProductionData")
        self.document = document
    }

    /// The day, under document 001's name.
    public var date: Day { document.day }

    /// The day's energy in Wh, rounded half to even; `nil` when the day is not known to its end.
    public var valueWh: Int64? { document.energy?.roundedWattHours }

    /// Reads a property of the document.
    public subscript<Value>(dynamicMember path: KeyPath<DayDocument, Value>) -> Value { document[keyPath: path] }
}
