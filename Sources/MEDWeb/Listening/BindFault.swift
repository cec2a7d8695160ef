import Glibc
import MEDCore
import NIOCore

/// Why an address cannot be listened on, and what to do about it.
struct BindFault {
    let reason: LocalizedText

    init(_ error: any Error, at endpoint: Endpoint) {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: reason = Self.busy(endpoint)
        case EACCES, EPERM:
            reason = LocalizedText(
                fr: "\(endpoint) : le système ne permet pas d'écouter là. Choisissez un port à partir de 1024.",
                en: "\(endpoint): the system does not allow listening there. Choose a port from 1024 on.")
        case EADDRNOTAVAIL, EAFNOSUPPORT: reason = Self.foreign(endpoint)
        case nil where error is SocketAddressError: reason = Self.foreign(endpoint)
        default:
            reason = LocalizedText(
                fr: "\(endpoint) : impossible d'écouter (\(error)).", en: "\(endpoint): cannot listen (\(error)).")
        }
    }

    var exporterFault: ExporterFault { .unreachable(retryAfter: nil, reason: reason) }

    private static func busy(_ endpoint: Endpoint) -> LocalizedText {
        let (french, english) = usualOwner(of: endpoint.port)
        return LocalizedText(
            fr: "\(endpoint) est déjà pris\(french). Choisissez un autre port dans config.yaml, ou arrêtez l'autre "
                + "programme.",
            en: "\(endpoint) is taken already\(english). Choose another port in config.yaml, or stop the other program."
        )
    }

    /// As their own documentations give their ports.
    private static func usualOwner(of port: Int) -> (String, String) {
        let name: String? =
            switch port {
            case 9_090: "Prometheus"
            case 9_091: "Prometheus Pushgateway"
            case 9_100: "node_exporter"
            case 8_428: "VictoriaMetrics"
            case 8_123: "Home Assistant"
            case 3_000: "Grafana"
            default: nil
            }
        if let name { return (", le plus souvent par \(name) lui-même", ", most often by \(name) itself") }
        if [8_080, 8_181, 80, 8_000].contains(port) {
            return (
                ", par un autre serveur web ou un autre « med run »", ", by another web server or another \"med run\""
            )
        }
        return (" par un autre programme", " by another program")
    }

    private static func foreign(_ endpoint: Endpoint) -> LocalizedText {
        LocalizedText(
            fr: "« \(endpoint.host) » n'est pas une adresse de cette machine : 127.0.0.1 pour elle seule, 0.0.0.0 pour "
                + "toutes ses adresses.",
            en: "\"\(endpoint.host)\" is no address of this machine: 127.0.0.1 for itself only, 0.0.0.0 for all of its "
                + "addresses.")
    }
}
