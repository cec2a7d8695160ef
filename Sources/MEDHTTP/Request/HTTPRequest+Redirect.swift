extension HTTPRequest {
    /// Headers that say nothing about who asks.
    private static let harmlessHeaders: Set<String> = ["accept", "accept-language", "content-type", "user-agent"]

    /// The request that a redirection asks for (RFC 9110 §15.4).
    ///
    /// - Throws: ``HTTPFault`` with `redirectLimit` for a way from https to http.
    func redirected(to target: HTTPURL, status: Int, credentials: HTTPAuthentication?) throws(HTTPFault) -> HTTPRequest
    {
        guard url.origin.scheme == "http" || target.origin.scheme == "https" else {
            throw HTTPFault(.redirectLimit, "\(url.origin) redirects to \(target.origin), without encryption")
        }
        var next = self
        next.url = target
        if target.origin == url.origin {
            next.authentication = credentials
        } else {
            next.authentication = nil
            let kept = headers.fields.filter { Self.harmlessHeaders.contains($0.name.lowercased()) }
            next.headers = HTTPHeaders(fields: kept)
            // A certificate and a pin are as bound to the origin as a password is.
            next.tls = HTTPTLS(caFile: tls.caFile)
        }
        if status == 303 && method != .head || (status == 301 || status == 302) && method == .post {
            next.method = .get
            next.body = []
            next.headers["Content-Type"] = nil
        }
        return next
    }
}
