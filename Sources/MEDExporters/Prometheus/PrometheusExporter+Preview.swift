public import MEDCore

extension PrometheusExporter: PreviewingExporter {
    /// The exposition in the text format, without the status of a service that may not be running.
    public func preview(_ state: CurrentState) -> [PreviewedMessage] {
        [
            PreviewedMessage(
                address: "GET \(settings.url)",
                body: settings.renderer.render(state, session.held().1, as: .text),
                manner: ExpositionFormat.text.contentType)
        ]
    }

    /// None: Prometheus reads what is current.
    public func preview(_ days: [DayDocument]) -> [PreviewedMessage] { [] }
}
