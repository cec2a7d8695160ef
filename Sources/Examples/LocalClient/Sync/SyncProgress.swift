import MEDCore
import MEDSources
import Synchronization

/// A sync as a person follows it: one line that moves on a terminal, one line per series elsewhere.
final class SyncProgress: Sendable {
    private struct State {
        var calls = 0
        var days = 0
        var newDays = 0
    }

    private static let width = 24
    private let console: Console
    /// Days that were missing when the sync began.
    private let wanted: Int
    private let state = Mutex(State())

    init(console: Console, wanted: Int) {
        self.console = console
        self.wanted = max(wanted, 1)
    }

    /// Takes what happened, as `MeterSynchronizer` tells it.
    func take(_ event: SyncEvent) {
        switch event {
        case .asked(let request):
            let state = state.withLock { state in
                state.calls += 1
                return state
            }
            draw(state, request)
        case .stored(let request, let saved, _):
            state.withLock { state in
                state.days += request.days.count
                state.newDays += saved.newDays
            }
        case .failed(let request, let fault):
            clear()
            console.complain(
                LocalizedText(
                    fr: "\(request.pdl), \(request.kind.name.french) du \(request.days.lowerBound) au "
                        + "\(request.days.upperBound) : \(fault.message.french) [\(fault.code)]",
                    en: "\(request.pdl), \(request.kind.name.english) of \(request.days.lowerBound) to "
                        + "\(request.days.upperBound): \(fault.message.english) [\(fault.code)]"))
        case .waiting(let until, let reason):
            guard reason != .pace else { return }
            clear()
            console.say(
                fr: "attente jusqu'à \(until) (\(reason.name.french))",
                en: "waiting until \(until) (\(reason.name.english))")
        case .memoryLost:
            console.complain(
                LocalizedText(
                    fr: "la mémoire des synchronisations est illisible : des appels seront peut-être refaits",
                    en: "what was remembered of earlier syncs cannot be read: calls may be made twice"))
        case .gap, .blocked: break
        case .finished: clear()
        }
    }

    private func clear() {
        if console.hasCursor { Console.write("\r\u{1B}[K", to: 1) }
    }

    private func draw(_ state: State, _ request: ReadingRequest) {
        guard console.hasCursor else { return }
        let share = min(state.days, wanted)
        let filled = Self.width * share / wanted
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        let what = request.kind.name.text(in: console.language)
        let line = console.text(
            fr: "\(bar) \(100 * share / wanted) %  \(state.calls) appels  \(what) \(request.days.lowerBound)",
            en: "\(bar) \(100 * share / wanted) %  \(state.calls) calls  \(what) \(request.days.lowerBound)")
        Console.write("\r\u{1B}[K" + line.prefix(79), to: 1)
    }
}
