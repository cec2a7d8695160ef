@testable import MEDHTTP

extension FuzzTarget {
    /// What a server or a household writes for MEDHTTP to read; the first byte says what.
    static let http = FuzzTarget("http", maximumLength: 2_048) { bytes in
        guard let kind = bytes.first else { return }
        let rest = Array(bytes.dropFirst())
        let text = String(decoding: rest, as: UTF8.self)
        switch kind % 5 {
        case 0: if let url = try? HTTPURL(text) { HTTPCheck.check(url) }
        case 1:
            // A redirection: the reference comes from the server.
            if let base = try? HTTPURL("https://user:secret@example.org:8443/a/b?key=secret"),
                let url = try? base.resolving(text)
            {
                HTTPCheck.check(url)
            }
        case 2:
            if let delay = RetryAfter.delay(text, now: 1_732_000_000) {
                demand(delay >= .zero, "a wait below zero")
            }
        case 3:
            let headers = HTTPHeaders(head: rest)
            for field in headers.fields {
                demand(!field.name.utf8.contains(UInt8(ascii: "\n")), "a name over two lines")
                demand(!field.value.utf8.contains(UInt8(ascii: "\n")), "a value over two lines")
                demand(headers[field.name] != nil && !headers.values(field.name).isEmpty, "a field that is not found")
            }
            _ = headers["Retry-After"].flatMap { RetryAfter.delay($0, now: 0) }
        default: if let pin = HTTPPin(text) { demand(HTTPPin(pin.description) == pin, "pin \(pin)") }
        }
    }
}

private enum HTTPCheck {
    static func check(_ url: HTTPURL) {
        demand(["http", "https"].contains(url.origin.scheme), "another scheme")
        demand((1...65_535).contains(url.origin.port) && !url.origin.host.isEmpty, "no origin")
        let query = url.query.map { query in
            "?"
                + query.split(separator: "&", omittingEmptySubsequences: false).map { item in
                    (item.firstIndex(of: "=").map { item[...$0] } ?? "") + "***"
                }.joined(separator: "&")
        }
        demand("\(url)" == url.origin.description + url.path + (query ?? ""), "shown as \(url)")
        // What is sent is what was checked.
        guard let again = try? HTTPURL(url.requestText) else { fatalError("what is sent cannot be read: \(url)") }
        demand(again.origin == url.origin && again.path == url.path && again.query == url.query, "another URL: \(url)")
        if let more = try? url.appending(queryItem: "name&=", "value #&=é") {
            demand(more.origin == url.origin && more.path == url.path, "a query changes more than the query")
            // Some versions of libcurl write the digits small.
            demand(
                more.query?.lowercased().hasSuffix("name%26%3d=value%20%23%26%3d%c3%a9") == true,
                "query \(more.query ?? "")")
        }
        if let more = try? url.appending(path: "api/states") {
            demand(more.origin == url.origin && more.path.hasSuffix("/api/states"), "path \(more.path)")
        }
    }
}
