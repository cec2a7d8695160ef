/// The languages that the pages, messages and guides exist in.
public enum Language: String, Hashable, Sendable {
    /// Français, the first language of every page.
    case french = "fr"
    /// English.
    case english = "en"

    /// The language of a POSIX locale such as `fr_FR.UTF-8`: French for `fr…`, English for everything else.
    public init(posixLocale: String) {
        self = posixLocale.lowercased().hasPrefix("fr") ? .french : .english
    }
}
