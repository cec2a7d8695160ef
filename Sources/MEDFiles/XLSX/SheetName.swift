/// Names for sheets as Excel takes them: at most 31 characters, none of `[ ] : * ? / \`, no apostrophe at either end,
/// not `History`, and no two alike whatever their case.
struct SheetName {
    private var taken: Set<String> = ["history"]

    /// A name like `wanted` that no other sheet has.
    mutating func unique(_ wanted: String) -> String {
        let clean = Self.clean(wanted)
        var name = clean
        var number = 1
        while !taken.insert(name.lowercased()).inserted {
            number += 1
            let suffix = " (\(number))"
            name = Self.shortened(clean, to: Self.longest - suffix.count) + suffix
        }
        return name
    }

    /// Excel counts UTF-16 units.
    private static let longest = 31

    private static func clean(_ wanted: String) -> String {
        var name = String(
            wanted.unicodeScalars.map { scalar -> Character in
                "[]:*?/\\".unicodeScalars.contains(scalar) || scalar.value < 0x20 ? "_" : Character(scalar)
            })
        name = shortened(name, to: longest)
        while name.hasPrefix("'") { name.removeFirst() }
        while name.hasSuffix("'") { name.removeLast() }
        return name.isEmpty ? "_" : name
    }

    private static func shortened(_ name: String, to length: Int) -> String {
        var name = name
        while name.utf16.count > length { name.removeLast() }
        return name
    }
}
