import MEDCore
import MEDHTTP

/// Where Home Assistant's own API is and who we are there: the section "API Home Assistant" of the page.
struct HomeAssistantAPI: Sendable {
    /// `http://homeassistant.local:8123`, without a path unless a proxy adds one.
    let url: HTTPURL
    /// A long-lived access token of an administrator.
    let token: Secret
    let tls: HTTPTLS

    /// `nil` when `url` or `token` is not set.
    ///
    /// - Throws: `ExporterFault.blocked` for a URL or a pin that is none.
    init?(_ configuration: ExporterConfiguration) throws {
        guard configuration.string("url") != nil, let token = configuration.secret("token") else { return nil }
        url = try configuration.httpURL("url")
        self.token = token
        tls = try configuration.httpTLS()
    }

    /// For messages, and where faults are told of.
    var destination: HTTPDestination {
        HTTPDestination(name: "Home Assistant", url: url, tls: tls)
    }

    /// Opens the WebSocket API.
    ///
    /// - Throws: `HTTPFault.invalidURL`.
    func request() throws(HTTPFault) -> HTTPRequest {
        // Years of hours of several statistics, read back at once.
        destination.request(.get, try url.appending(path: "api/websocket"), bodyLimit: 64 << 20)
    }
}
