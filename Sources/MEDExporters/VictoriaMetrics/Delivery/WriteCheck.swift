import MEDCore

/// What is known of what was written.
enum WriteCheck: Sendable {
    /// All of it was found.
    case found
    /// Nothing can be known beyond the 204: reading is not allowed.
    case unreadable
    /// It was looked for and not found, at these seconds.
    case missing(Set<Int64>)
    /// It is not right there, and series may not be deleted: a correction cannot be written.
    case undeletable
}
