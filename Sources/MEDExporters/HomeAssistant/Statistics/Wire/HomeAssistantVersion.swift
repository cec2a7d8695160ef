/// Home Assistant's version, as `auth_required` and `auth_ok` tell it: `2026.11.0`.
struct HomeAssistantVersion: Equatable, CustomStringConvertible {
    let description: String
    private let year: Int
    private let month: Int

    /// A text that is no version counts as newer than all.
    init(_ text: String) {
        description = text
        let parts = text.split(separator: ".").map { Int($0) }
        year = parts.first.flatMap(\.self) ?? .max
        month = parts.count > 1 ? parts[1] ?? .max : .max
    }

    /// From 2025.11 on metadata has `mean_type` and `unit_class` (developers.home-assistant.io/blog, 2025-10-16); before, it
    /// must have `has_mean` and neither of them.
    var hasMeanType: Bool { (year, month) >= (2025, 11) }
}
