import CCurl

extension EasyHandle {
    /// The authorities libcurl was built with; nil: only a folder of them is known.
    private static let systemAuthorities = ccurl_system_authorities().map { String(cString: $0) }

    func setTLS(_ tls: HTTPTLS) throws(HTTPFault) {
        let trustsPinAlone = tls.pin != nil && tls.caFile == nil
        try set(CURLOPT_SSL_VERIFYPEER, trustsPinAlone ? 0 : 1)
        try set(CURLOPT_SSL_VERIFYHOST, trustsPinAlone ? 0 : 2)
        if let pin = tls.pin { try set(CURLOPT_PINNEDPUBLICKEY, pin.description) }
        if let file = tls.caFile ?? Self.systemAuthorities {
            try set(CURLOPT_CAINFO, file)
            // Debian's libcurl would trust the system's folder besides the file. Without a folder libcurl also keeps
            // the parsed authorities, instead of reading them at each handshake.
            try set(CURLOPT_CAPATH, nil)
            try set(CURLOPT_CA_CACHE_TIMEOUT, 60)
        }
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let certificate = tls.clientCertificate {
            try set(CURLOPT_SSLCERT, certificate)
            try set(CURLOPT_SSLKEY, tls.clientKey ?? certificate)
        }
    }

    func setMethod(_ request: HTTPRequest) throws(HTTPFault) {
        switch (request.method, request.body.isEmpty) {
        case (.get, true): return
        case (.head, true): try set(CURLOPT_NOBODY, 1)
        case (.get, false), (.head, false):
            throw HTTPFault(.invalidRequest, "\(request.method.rawValue) has no body")
        case (.delete, true), (.options, true): try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        default: try setBody(request)
        }
    }

    private func setBody(_ request: HTTPRequest) throws(HTTPFault) {
        try set(CURLOPT_POST, 1)
        try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        let size = CURLOPT_POSTFIELDSIZE_LARGE
        try check(ccurl_set_offset(curl, size, curl_off_t(request.body.count)), size)
        upload = request.body
        // libcurl sends any request again whose kept-alive connection ended without an answer. It cannot do that with a
        // body it may not read twice, so that the server does not see one that it may have taken a second time.
        try check(
            ccurl_set_seek_function(curl, request.method.isIdempotent ? Self.rewind : Self.refuseRewind),
            CURLOPT_SEEKFUNCTION)
        try check(
            ccurl_set_pointer(curl, CURLOPT_SEEKDATA, Unmanaged.passUnretained(self).toOpaque()), CURLOPT_SEEKDATA)
        // Without a body there is nothing to refuse: such a request takes no kept-alive connection.
        if !request.method.isIdempotent && request.body.isEmpty { try set(CURLOPT_FRESH_CONNECT, 1) }
    }
}
