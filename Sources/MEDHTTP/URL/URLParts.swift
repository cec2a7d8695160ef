import CCurl

/// libcurl's URL parser.
struct URLParts: ~Copyable {
    private let handle: OpaquePointer

    init() throws(HTTPFault) {
        guard let handle = curl_url() else { throw HTTPFault(.other, "curl_url") }
        self.handle = handle
    }

    deinit { curl_url_cleanup(handle) }

    func set(_ part: CURLUPart, _ text: String, flags: CInt = 0) throws(HTTPFault) {
        // The C string would end there, and something else than the text would be parsed.
        guard !text.utf8.contains(0) else { throw HTTPFault(.invalidURL, "a zero byte") }
        let result = curl_url_set(handle, part, text, UInt32(flags))
        guard result == CURLUE_OK else {
            throw HTTPFault(.invalidURL, String(cString: curl_url_strerror(result)))
        }
    }

    /// - Returns: nil when the URL does not have the part.
    func get(_ part: CURLUPart, flags: CInt = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
