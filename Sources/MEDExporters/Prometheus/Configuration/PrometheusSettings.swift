import MEDCore

/// The section `prometheus` of config.yaml as the exporter uses it.
struct PrometheusSettings: Sendable {
    let endpoint: Endpoint
    let path: String
    let credentials: (user: String, password: Secret)?
    let renderer: PrometheusRenderer

    /// - Throws: `ExporterFault.blocked` for what cannot work, or would show a household's consumption to the network
    ///   without anybody having said so.
    init(_ configuration: ExporterConfiguration) throws {
        let host = configuration.string("listen") ?? "127.0.0.1"
        endpoint = Endpoint(host: host, port: configuration.integer("port") ?? 9_090)
        path = configuration.string("path") ?? "/metrics"
        guard path.hasPrefix("/"), !path.contains(where: { $0.isWhitespace || $0 == "?" || $0 == "#" }) else {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "path doit commencer par / et ne contenir ni espace, ni ?, ni # : /metrics.",
                    en: "path has to begin with / and hold no space, ? or #: /metrics."))
        }
        credentials = try Self.credentials(configuration)
        guard endpoint.isLoopback || credentials != nil || configuration.isOn("open") else {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "\(host) est accessible du réseau : indiquez username et password, ou open: true pour laisser "
                        + "tout le monde lire vos consommations, ou écoutez sur 127.0.0.1.",
                    en: "The network reaches \(host): set username and password, or open: true to let everybody read "
                        + "your consumption, or listen on 127.0.0.1."))
        }
        renderer = try PrometheusRenderer(configuration)
    }

    private static func credentials(
        _ configuration: ExporterConfiguration
    ) throws -> (user: String, password: Secret)? {
        switch (configuration.string("username"), configuration.secret("password")) {
        case (nil, nil): return nil
        case (let user?, let password?):
            guard !user.contains(":") else {
                throw ExporterFault.blocked(
                    cause: LocalizedText(
                        fr: "username ne peut pas contenir de deux-points.", en: "username cannot hold a colon."))
            }
            return (user, password)
        default:
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "username et password vont ensemble : indiquez les deux, ou aucun.",
                    en: "username and password go together: set both, or neither."))
        }
    }

    /// What a browser on this machine opens.
    var url: String { url(port: endpoint.port) }

    /// The same at the port that was bound.
    func url(port: Int) -> String {
        let host =
            switch endpoint.host {
            case "0.0.0.0": "127.0.0.1"
            case "::": "::1"
            default: endpoint.host
            }
        return "http://\(Endpoint(host: host, port: port))\(path)"
    }
}
