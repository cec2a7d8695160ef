public import MEDCore

/// A final colour that a source took back later.
public struct TempoCorrection: Hashable, Sendable {
    /// The tariff day.
    public let day: Day
    /// What was stored as final.
    public let before: TempoColor
    /// What the source says now.
    public let after: TempoColor
    /// The source's name.
    public let source: String

    /// What a household reads.
    public var message: LocalizedText {
        LocalizedText(
            fr: "Tempo : le \(day) était \(before.frenchName), la source \(source) dit maintenant \(after.frenchName). "
                + "Les jours concernés sont recalculés.",
            en: "Tempo: \(day) was \(before.code), the source \(source) now says \(after.code). "
                + "The days concerned are computed again.")
    }
}
