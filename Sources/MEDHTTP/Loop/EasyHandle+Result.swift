import CCurl

extension EasyHandle {
    /// What became of the transfer that libcurl ended with `result`.
    func outcome(_ result: CURLcode, host: String) -> Result<RawResponse, HTTPFault> {
        if result == CURLE_OK { return .success(response()) }
        if isBodyTooLarge { return .failure(HTTPFault(.bodyTooLarge, "\(host): more than \(bodyLimit) bytes")) }
        if isHeadTooLarge { return .failure(HTTPFault(.malformedResponse, "\(host): the headers are too large")) }
        if let refused, !hasOpenedSocket {
            return .failure(HTTPFault(.addressRefused, "\(host) is \(refused), which may not be connected to"))
        }
        return .failure(HTTPFault(result: result, easy: curl, host: host, message: message))
    }

    private func response() -> RawResponse {
        let version: HTTPVersion =
            switch ccurl_info_long(curl, CURLINFO_HTTP_VERSION) {
            case Int(CURL_HTTP_VERSION_1_0): .http1_0
            case Int(CURL_HTTP_VERSION_2_0): .http2
            default: .http1_1
            }
        return RawResponse(
            status: ccurl_info_long(curl, CURLINFO_RESPONSE_CODE),
            version: version,
            head: head,
            body: body,
            remoteAddress: ccurl_info_string(curl, CURLINFO_PRIMARY_IP).map { String(cString: $0) },
            timings: HTTPTimings(
                isReused: ccurl_info_long(curl, CURLINFO_NUM_CONNECTS) == 0,
                nameLookup: ccurl_info_offset(curl, CURLINFO_NAMELOOKUP_TIME_T),
                connect: ccurl_info_offset(curl, CURLINFO_CONNECT_TIME_T),
                appConnect: ccurl_info_offset(curl, CURLINFO_APPCONNECT_TIME_T),
                startTransfer: ccurl_info_offset(curl, CURLINFO_STARTTRANSFER_TIME_T),
                total: ccurl_info_offset(curl, CURLINFO_TOTAL_TIME_T)
            )
        )
    }
}
