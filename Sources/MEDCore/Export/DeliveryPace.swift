/// How often the engine delivers to an instance.
public enum DeliveryPace: Hashable, Sendable {
    /// As soon as there is something to deliver.
    case atOnce
    /// What has gathered, at most once in that time.
    case every(Duration)
    /// Not at all: the configuration turns the sending off. The lanes stay where they are, and nothing is lost.
    case held(reason: LocalizedText)
}
