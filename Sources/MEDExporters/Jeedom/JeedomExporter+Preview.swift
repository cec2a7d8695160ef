public import MEDCore
import MEDHTTP

extension JeedomExporter: PreviewingExporter {
    /// The requests of the current state. `•••` stands for the key, which is the only difference to what is sent.
    public func preview(_ state: CurrentState) -> [PreviewedMessage] {
        if let broker { return broker.preview(state) }
        return events.events(of: state, only: settings.pdl, isDated: settings.method == .jsonrpc).map(message)
    }

    /// Those of the history, by JSON-RPC.
    public func preview(_ days: [DayDocument]) -> [PreviewedMessage] {
        guard settings.method == .jsonrpc else { return [] }
        return days.filter { settings.pdl == nil || $0.pdl == settings.pdl }.flatMap(events.events).map(message)
    }

    private func message(_ event: JeedomEvent) -> PreviewedMessage {
        let isForm = settings.method == .virtual
        let requests = JeedomRequests(key: "•••", plugin: nil)
        return PreviewedMessage(
            address: settings.destination?.url.description ?? "",
            body: isForm ? requests.form(event) : requests.event(event),
            manner: isForm ? "POST, form" : "POST, JSON-RPC")
    }
}
