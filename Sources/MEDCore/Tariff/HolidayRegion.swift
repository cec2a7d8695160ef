/// Where in metropolitan France a meter stands, as far as public holidays differ.
public enum HolidayRegion: UInt8, Hashable, Sendable, CaseIterable {
    /// The eleven holidays of article L3133-1 of the *Code du travail*.
    case france = 0
    /// Haut-Rhin, Bas-Rhin and Moselle: Good Friday and 26 December besides (article L3134-13). The law ties Good Friday
    /// to places with a Protestant church; it counts here as it does in nearly all of them.
    case alsaceMoselle = 1
}
