import Synchronization

/// Whether an address of a destination has ever answered with success since the program started.
final class HTTPDestinationMemory: Sendable {
    private let state = Atomic(false)

    var hasWorked: Bool { state.load(ordering: .relaxed) }

    func noteSuccess() { state.store(true, ordering: .relaxed) }
}
