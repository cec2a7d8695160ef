import CCurl
import Glibc

extension HTTPFault {
    /// The fault of a transfer that libcurl ended with an error.
    ///
    /// - Parameter message: libcurl's error buffer. It names hosts, files and certificates; it is taken for the codes
    ///   where it can hold nothing else.
    init(result: CURLcode, easy: UnsafeMutableRawPointer, host: String, message: String) {
        let text = String(cString: curl_easy_strerror(result))
        switch result {
        case CURLE_URL_MALFORMAT:
            self.init(.invalidURL, text)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            self.init(.resolve, host)
        case CURLE_COULDNT_CONNECT:
            self.init(connectError: CInt(truncatingIfNeeded: ccurl_info_long(easy, CURLINFO_OS_ERRNO)), host: host)
        case CURLE_OPERATION_TIMEDOUT:
            self.init(.timedOut, "\(host): \(Self.stage(easy))")
        case CURLE_PEER_FAILED_VERIFICATION:
            // libcurl compares the name before it asks for the chain's result, which is 1 (unspecified) until then.
            let isName = ccurl_info_long(easy, CURLINFO_SSL_VERIFYRESULT) <= 1
            self.init(isName ? .tlsHostName : .tlsVerification, message.isEmpty ? text : message)
        case CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ISSUER_ERROR:
            self.init(.tlsVerification, text)
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            self.init(.tlsPin, "\(host): the server's key is another one")
        case CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ENGINE_NOTFOUND:
            self.init(.tlsFile, message.isEmpty ? text : message)
        case CURLE_SSL_CLIENTCERT:
            self.init(.tlsClientCertificate, host)
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER:
            self.init(tlsMessage: message.isEmpty ? text : message)
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR:
            // TLS 1.3 servers ask for a certificate after the client's side of the handshake is over.
            let isCertificateAlert = message.contains("alert") && message.contains("certificate")
            self.init(isCertificateAlert ? .tlsClientCertificate : .connectionLost, host)
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            self.init(.connectionLost, "\(host): \(text)")
        case CURLE_SEND_FAIL_REWIND:
            self.init(.connectionLost, "\(host): the server may have taken the request, so it was not sent again")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            // "Unsupported protocol" is libcurl's word for an answer without a status line (HTTP/0.9).
            self.init(.malformedResponse, "\(host): the answer is not HTTP")
        default:
            self.init(.other, "\(host): \(text)")
        }
    }

    private init(connectError error: CInt, host: String) {
        let code: Code =
            switch error {
            case EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL: .unreachable
            case ETIMEDOUT: .timedOut
            case EMFILE, ENFILE: .other
            default: .refused
            }
        self.init(code, error == 0 ? host : "\(host): \(String(cString: strerror(error)))")
    }

    private init(tlsMessage message: String) {
        let isCertificateAlert = message.contains("alert") && message.contains("certificate")
        self.init(isCertificateAlert ? .tlsClientCertificate : .tlsHandshake, message)
    }

    /// What the exchange was waiting for.
    private static func stage(_ easy: UnsafeMutableRawPointer) -> String {
        let isReused = ccurl_info_long(easy, CURLINFO_NUM_CONNECTS) == 0
        if ccurl_info_offset(easy, CURLINFO_STARTTRANSFER_TIME_T) > 0 { return "the response did not end in time" }
        if ccurl_info_offset(easy, CURLINFO_PRETRANSFER_TIME_T) > 0 { return "no answer in time" }
        if ccurl_info_offset(easy, CURLINFO_NAMELOOKUP_TIME_T) == 0 { return "the name was not resolved in time" }
        if !isReused, ccurl_info_offset(easy, CURLINFO_CONNECT_TIME_T) > 0 { return "TLS was not agreed in time" }
        return "no connection in time"
    }
}
