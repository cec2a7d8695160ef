import CCurl

extension EasyHandle {
    /// Sets everything for a bare connection: name, address policy, TCP and TLS as for a request, and no byte of HTTP.
    ///
    /// - Throws: what libcurl refuses.
    func prepareConnection(_ request: HTTPRequest, remaining: Duration) throws(HTTPFault) {
        policy = request.addressPolicy
        curl_easy_reset(curl)
        try setInvariants()
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NOPROXY, "")
        // ALPN must not agree on HTTP/2: an upgrade is of HTTP/1.1 (RFC 6455 §4.1).
        try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        if request.url.origin.scheme == "https" { try setTLS(request.tls) }
        try set(CURLOPT_URL, request.url.requestText)
        try set(CURLOPT_CONNECT_ONLY, 1)
        try set(CURLOPT_TIMEOUT_MS, Int(clamping: Int64(min(remaining, .seconds(86_400)) / .milliseconds(1))) + 1)
    }

    /// Sends what the connection takes now.
    ///
    /// - Returns: how many bytes; 0: it takes none now. Then the same bytes at the same place must be tried again, because
    ///   OpenSSL may have encrypted them (SSL_write(3)).
    func send(_ bytes: UnsafeRawBufferPointer) throws(HTTPFault) -> Int {
        var count = 0
        switch curl_easy_send(curl, bytes.baseAddress, bytes.count, &count) {
        case CURLE_OK: return count
        case CURLE_AGAIN: return 0
        case let failure: throw HTTPFault(.connectionLost, "sending: \(String(cString: curl_easy_strerror(failure)))")
        }
    }

    /// What came; `nil`: nothing yet, 0: the server ended its side.
    func receive(into buffer: UnsafeMutableRawBufferPointer) throws(HTTPFault) -> Int? {
        var count = 0
        switch curl_easy_recv(curl, buffer.baseAddress, buffer.count, &count) {
        case CURLE_OK: return count
        case CURLE_AGAIN: return nil
        case let failure:
            throw HTTPFault(.connectionLost, "receiving: \(String(cString: curl_easy_strerror(failure)))")
        }
    }
}
