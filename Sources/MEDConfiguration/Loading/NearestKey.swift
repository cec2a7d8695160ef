/// The known key that someone meant.
enum NearestKey {
    /// The nearest of `keys` at no more than two edits (one for keys of up to three letters); `nil` when none is near.
    static func of(_ key: String, among keys: some Sequence<String>) -> String? {
        let normalized = Self.normalized(key)
        let limit = normalized.count <= 3 ? 1 : 2
        return keys.map { (key: $0, distance: distance(normalized, Self.normalized($0))) }
            .filter { $0.distance <= limit }
            .min { ($0.distance, $0.key) < ($1.distance, $1.key) }?.key
    }

    /// Levenshtein's distance; two neighbours swapped count as one edit, since that is how keys are mistyped.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.unicodeScalars.prefix(64))
        let right = Array(right.unicodeScalars.prefix(64))
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let substitution = last[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
                var best = min(substitution, last[column] + 1, current[column - 1] + 1)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }

    private static func normalized(_ key: String) -> String {
        String(key.lowercased().map { $0 == "-" ? "_" : $0 })
    }
}
