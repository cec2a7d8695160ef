import CCurl

extension EasyHandle {
    /// The lines to send, in libcurl's list; `Name:` alone takes out what libcurl would write.
    static func headerLines(_ request: HTTPRequest, _ credentials: HTTPAuthentication?) -> [String] {
        var lines: [String] = []
        for field in request.headers.fields where credentials.map({ !isSame($0.name, field.name) }) ?? true {
            // libcurl's notation for a field with an empty value is a semicolon.
            lines.append(field.value.isEmpty ? field.name + ";" : field.name + ": " + field.value)
        }
        if let credentials { lines.append(credentials.name + ": " + credentials.value) }
        // Waiting for "100 Continue" costs a second with the servers that do not know it.
        lines.append("Expect:")
        if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        return lines
    }

    func setHeaders(_ request: HTTPRequest, _ credentials: HTTPAuthentication?) throws(HTTPFault) {
        for line in Self.headerLines(request, credentials) {
            guard let list = curl_slist_append(headerList, line) else { throw HTTPFault(.other, "no memory") }
            headerList = list
        }
        try check(ccurl_set_pointer(curl, CURLOPT_HTTPHEADER, headerList), CURLOPT_HTTPHEADER)
    }

    private static func isSame(_ left: String, _ right: String) -> Bool { left.lowercased() == right.lowercased() }
}
