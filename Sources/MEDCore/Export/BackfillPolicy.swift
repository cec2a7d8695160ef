/// Which part of the store's history a destination gets when it is new.
public enum BackfillPolicy: Hashable, Sendable {
    /// None, ever: the destination shows current values only.
    case currentOnly
    /// Everything.
    case full
    /// What changes from now on.
    case fromNow
    /// The days from that one on, whenever they arrive.
    case from(Day)
}
