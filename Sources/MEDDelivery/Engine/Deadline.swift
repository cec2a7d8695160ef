import MEDCore
import Synchronization

/// Runs `operation` with a deadline; when it is over the operation is cancelled and the destination counts as unreachable.
///
/// An operation that ignores its cancellation is left behind: a hanging exporter must hold up neither its own lanes nor the
/// end of the service. When the calling task is cancelled, so is the operation, and its answer is still awaited, because a
/// destination that has already answered is to be believed.
func withDeadline<Value: Sendable>(
    _ deadline: Duration, clock: DeliveryClock, _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let race = Race<Value>()
    // Unstructured, because a task group would wait for an operation that ignores its cancellation.
    let work = Task.detached {
        do {
            race.finish(.success(try await operation()))
        } catch {
            race.finish(.failure(error))
        }
    }
    let timer = Task.detached {
        try await clock.sleep(deadline)
        race.finish(
            .failure(
                ExporterFault.unreachable(
                    retryAfter: nil,
                    reason: LocalizedText(
                        fr: "Pas de réponse en \(deadline.components.seconds) s.",
                        en: "No answer within \(deadline.components.seconds) s."))))
        work.cancel()
    }
    defer { timer.cancel() }
    return try await withTaskCancellationHandler {
        try await race.result()
    } onCancel: {
        work.cancel()
    }
}

/// Runs `operation` to its end even when the calling task is cancelled: what a destination answered is written down, and a
/// lease is given back, also while the service stops.
func uncancelled<Value: Sendable>(_ operation: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await Task.detached { try await operation() }.value
}

/// The first of several endings, for the one task that waits.
private final class Race<Value: Sendable>: Sendable {
    private enum State {
        case running
        case awaited(CheckedContinuation<Value, any Error>)
        case finished(Result<Value, any Error>)
    }

    private let state = Mutex(State.running)

    func finish(_ result: Result<Value, any Error>) {
        let waiter: CheckedContinuation<Value, any Error>? = state.withLock { state in
            switch state {
            case .finished: return nil
            case .running:
                state = .finished(result)
                return nil
            case .awaited(let continuation):
                state = .finished(result)
                return continuation
            }
        }
        waiter?.resume(with: result)
    }

    func result() async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let result: Result<Value, any Error>? = state.withLock { state in
                if case .finished(let result) = state { return result }
                state = .awaited(continuation)
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }
}
