import MEDCore
import Testing

@testable import MEDExporters

/// Negotiation, credentials, methods and compression of a scrape.
@Suite(.timeLimit(.minutes(1)))
struct PrometheusEndpointTests {
    /// What Prometheus 2.42 and 3 send, and others.
    @Test(arguments: [
        (
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1", ExpositionFormat.openMetrics
        ),
        (
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2", .openMetrics
        ),
        ("application/vnd.google.protobuf;proto=x;q=0.7,text/plain;version=0.0.4;q=0.3", .text),
        ("", .text), ("*/*", .text), ("text/html,application/xhtml+xml,*/*;q=0.8", .text), ("application/*", .text),
        ("application/openmetrics-text", .openMetrics),
        ("Application/OpenMetrics-Text; Version=\"1.0.0\"", .openMetrics),
        ("application/openmetrics-text;version=0.0.1", .text), ("application/openmetrics-text;version=2.0.0", .text),
        ("application/openmetrics-text;q=0", .text), ("application/openmetrics-text;q=0.000, */*;q=0", .text),
        ("application/openmetrics-text;q=0.4, text/plain;q=0.5", .text),
        ("application/openmetrics-text;q=0.5, text/plain;q=0.5", .openMetrics),
        ("application/openmetrics-text;q=0.5, text/*;q=0.6", .text),
        ("application/openmetrics-text;q=0.5, text/plain;q=0.1, text/*;q=0.6", .openMetrics),
        ("application/openmetrics-text;q=0.51, text/plain;q=0.501", .openMetrics),
        ("application/openmetrics-text;q=1.5", .text), ("application/openmetrics-text;q=high", .text),
        ("application/openmetrics-text;q=0.1234", .text), ("application/json", .text), (";;,=,;q=1", .text),
    ])
    func theFormatIsNegotiated(_ accept: String, _ format: ExpositionFormat) {
        #expect(ExpositionFormat(accept: [accept]) == format)
    }

    @Test func severalFieldsAreOneList() {
        #expect(ExpositionFormat(accept: ["text/plain;q=0.5", "application/openmetrics-text"]) == .openMetrics)
        #expect(ExpositionFormat(accept: []) == .text)
    }

    private func answer(
        _ method: String = "GET", _ path: String = "/metrics", _ headers: [(name: String, value: String)] = [],
        credentials: (String, String)? = nil, body: String = "x 1\n"
    ) -> EndpointResponse {
        let endpoint = PrometheusEndpoint(
            path: "/metrics", credentials: credentials.map { ($0.0, Secret($0.1)) })
        return endpoint.respond(to: EndpointRequest(method: method, path: path, headers: headers)) { _ in
            Array(body.utf8)
        }
    }

    private func header(_ name: String, of response: EndpointResponse) -> String? {
        response.headers.first { $0.name == name }?.value
    }

    @Test func everyAnswerHasAContentType() {
        let om = [(name: "accept", value: "application/openmetrics-text")]
        #expect(header("Content-Type", of: answer()) == "text/plain; version=0.0.4; charset=utf-8")
        #expect(
            header("Content-Type", of: answer("GET", "/metrics", om))
                == "application/openmetrics-text; version=1.0.0; charset=utf-8")
        for response in [answer("PUT"), answer("GET", "/"), answer(credentials: ("a", "b"))] {
            #expect(header("Content-Type", of: response) == "text/plain; charset=utf-8")
        }
    }

    @Test(arguments: [
        ("GET", "/metrics", 200), ("HEAD", "/metrics", 200), ("POST", "/metrics", 405), ("DELETE", "/metrics", 405),
        ("GET", "/", 404), ("GET", "/metrics/", 404), ("GET", "/METRICS", 404), ("POST", "/", 404),
    ])
    func methodsAndPaths(_ method: String, _ path: String, _ status: Int) {
        let response = answer(method, path)
        #expect(response.status == status)
        #expect(header("Allow", of: response) == (status == 405 ? "GET, HEAD" : nil))
    }

    /// `cHJvbTpzM2NyZXQ6w6k=` is `prom:s3cret:é` by coreutils' base64.
    @Test(
        arguments: [
            (nil, 401), ("Basic cHJvbTpzM2NyZXQ6w6k=", 200), ("basic  cHJvbTpzM2NyZXQ6w6k=", 200),
            ("Basic cHJvbTpzM2NyZXQ6w6", 401), ("Basic cHJvbTpzM2NyZXQ6w6k==", 401), ("Basic", 401), ("Basic ", 401),
            ("Bearer cHJvbTpzM2NyZXQ6w6k=", 401), ("cHJvbTpzM2NyZXQ6w6k=", 401), ("Basic cHJvbTpzM2NyZXQ=", 401),
        ] as [(String?, Int)])
    func credentialsAreAskedFor(_ field: String?, _ status: Int) {
        let headers = field.map { [(name: "Authorization", value: $0)] } ?? []
        let response = answer("GET", "/metrics", headers, credentials: ("prom", "s3cret:é"))
        #expect(response.status == status)
        #expect(
            header("WWW-Authenticate", of: response)
                == (status == 401 ? "Basic realm=\"swift-myelectricaldata\", charset=\"UTF-8\"" : nil))
        // A stranger does not learn which path there is.
        #expect(answer("GET", "/", headers, credentials: ("prom", "s3cret:é")).status == (status == 401 ? 401 : 404))
    }

    @Test(arguments: [
        ("gzip", true), ("gzip;q=0.1, br", true), ("*", true), ("GZIP", true), ("gzip;q=0", false), ("br", false),
        ("", false), ("*, gzip;q=0", false), ("gzip, *;q=0", true),
    ])
    func gzipWhenItIsAcceptedAndWorthIt(_ field: String, _ isPacked: Bool) throws {
        let large = String(repeating: "metric 1\n", count: 200)
        let headers = [(name: "Accept-Encoding", value: field)]
        let response = answer("GET", "/metrics", headers, body: large)
        #expect(header("Content-Encoding", of: response) == (isPacked ? "gzip" : nil))
        if isPacked {
            #expect(response.body.count < large.utf8.count / 10)
            #expect(response.body.starts(with: [0x1F, 0x8B]))
        } else {
            #expect(response.body == Array(large.utf8))
        }
        #expect(header("Vary", of: response) == "Accept, Accept-Encoding")
        #expect(header("Content-Encoding", of: answer("GET", "/metrics", headers)) == nil)
    }
}
