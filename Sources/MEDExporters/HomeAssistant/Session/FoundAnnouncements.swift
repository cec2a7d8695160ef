/// What a look at the broker gave.
struct FoundAnnouncements: Sendable {
    var all: [FoundAnnouncement] = []
    /// Whether the broker has no others; `false` where it does not let us read.
    var isComplete = false
}
