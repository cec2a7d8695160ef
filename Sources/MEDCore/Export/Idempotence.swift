/// What happens at a destination when a record is sent twice.
public enum Idempotence: Hashable, Sendable {
    /// The second one overwrites the first (a retained topic, a file).
    case natural
    /// The destination drops the second one by its key (a webhook id).
    case keyed
    /// It is counted twice: the lane commits what it is about to send, and after a crash the exporter reads back.
    case none
}
