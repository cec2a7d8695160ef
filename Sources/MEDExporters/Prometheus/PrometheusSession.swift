import MEDCore
import Synchronization

/// What the endpoint shows, shared between the engine's calls and the scrapes.
final class PrometheusSession: Sendable {
    private struct State {
        var state: CurrentState?
        var status: ServiceStatus?
        /// Whether `state` was scraped since it was held.
        var isCollected = true
        var port: Int?
        var lastScrape: UTCInstant?
    }

    private let content = Mutex(State())

    func hold(_ state: CurrentState) {
        content.withLock {
            $0.state = state
            $0.isCollected = false
        }
    }

    func hold(_ status: ServiceStatus) { content.withLock { $0.status = status } }

    func held() -> (CurrentState?, ServiceStatus?) { content.withLock { ($0.state, $0.status) } }

    func listens(on port: Int) { content.withLock { $0.port = port } }

    func ended() { content.withLock { $0.port = nil } }

    /// Whether it is the first scrape of the held state.
    func scraped(at now: UTCInstant) -> Bool {
        content.withLock { content in
            defer { content.isCollected = true }
            content.lastScrape = now
            return !content.isCollected
        }
    }

    var lastScrape: UTCInstant? { content.withLock(\.lastScrape) }

    /// The bound port; `nil` while nothing is served.
    var port: Int? { content.withLock(\.port) }
}
