/// Who holds a lease: one running engine.
public struct WorkerID: Hashable, Sendable, CustomStringConvertible {
    /// A name that no other engine has.
    public let description: String

    /// A worker of that name.
    public init(_ name: String) {
        description = name
    }

    /// A worker of a random name.
    public static func random() -> WorkerID {
        WorkerID("worker-" + String(UInt64.random(in: .min ... .max), radix: 36))
    }
}
