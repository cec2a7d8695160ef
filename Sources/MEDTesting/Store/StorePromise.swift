/// One promise of `Store`, named for what it says.
public struct StorePromise: Sendable, CustomStringConvertible {
    /// The name of the method of `StoreConformance` that checks it.
    public let description: String
    let check: @Sendable (StoreConformance) async throws -> Void

    init(_ name: String, _ check: @escaping @Sendable (StoreConformance) async throws -> Void) {
        description = name
        self.check = check
    }
}
