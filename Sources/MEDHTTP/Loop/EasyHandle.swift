import CCurl
import Glibc

/// An easy handle of libcurl: it runs one exchange at a time and is used again for the next.
///
/// Confined to its event loop's thread; libcurl calls its functions there, too.
final class EasyHandle {
    /// Larger response heads are an attack or a mistake: libcurl limits a line, not their sum.
    static let headLimit = 256 << 10

    let curl: UnsafeMutableRawPointer
    private let configuration: HTTPConfiguration
    /// libcurl writes its message for an error here.
    private let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    var headerList: UnsafeMutablePointer<curl_slist>?
    /// What is set besides the invariants: nil, once another request than a plain GET was sent.
    private var settings: Settings?

    /// What two plain GET requests can differ in, besides their URL and time.
    private struct Settings: Equatable {
        var scheme: String
        var tls: HTTPTLS
        var policy: HTTPAddressPolicy
    }

    var exchange: Exchange?
    /// Where the event loop keeps it while it runs.
    var index = 0
    var policy = HTTPAddressPolicy.publicOnly
    /// An address was refused, the last one.
    var refused: NetworkAddress?
    var hasOpenedSocket = false
    var head: [UInt8] = []
    var isHeadComplete = false
    var isHeadTooLarge = false
    var body: [UInt8] = []
    var bodyLimit = 0
    var isBodyTooLarge = false
    var upload: [UInt8] = []
    var uploadOffset = 0

    init(_ configuration: HTTPConfiguration) throws(HTTPFault) {
        guard let curl = curl_easy_init() else { throw HTTPFault(.other, "curl_easy_init") }
        self.curl = curl
        self.configuration = configuration
    }

    deinit {
        curl_easy_cleanup(curl)
        curl_slist_free_all(headerList)
        errorBuffer.deallocate()
    }

    /// Sets everything for the exchange.
    ///
    /// - Throws: what libcurl refuses. Nothing is ignored: a refused option may be the one that protects.
    func prepare(_ exchange: Exchange, remaining: Duration) throws(HTTPFault) {
        let request = exchange.request
        self.exchange = exchange
        policy = request.addressPolicy
        bodyLimit = request.bodyLimit
        errorBuffer.pointee = 0
        let isPlain =
            request.method == .get && request.body.isEmpty && request.headers.fields.isEmpty
            && exchange.credentials == nil
        let wanted = Settings(scheme: request.url.origin.scheme, tls: request.tls, policy: policy)
        if settings != wanted {
            curl_easy_reset(curl)
            try setInvariants()
            try setProxy(request)
            try setVersion(wanted.scheme)
            if wanted.scheme == "https" { try setTLS(request.tls) }
            settings = wanted
        }
        try set(CURLOPT_URL, request.url.requestText)
        let (seconds, attoseconds) = remaining.components
        let milliseconds = Int(clamping: seconds) &* 1000 &+ Int(attoseconds / 1_000_000_000_000_000)
        // 0 would be "no limit"; libcurl keeps it in 32 bits on some systems.
        try set(CURLOPT_TIMEOUT_MS, seconds > 2_000_000 ? 2_000_000_000 : max(1, milliseconds))
        if !isPlain {
            settings = nil
            try setMethod(request)
            try setHeaders(request, exchange.credentials)
        }
    }

    /// Makes it ready for another exchange.
    func clear() {
        exchange = nil
        refused = nil
        hasOpenedSocket = false
        head = []
        isHeadComplete = false
        isHeadTooLarge = false
        body = []
        isBodyTooLarge = false
        upload = []
        uploadOffset = 0
        if let headerList {
            ccurl_set_pointer(curl, CURLOPT_HTTPHEADER, nil)
            curl_slist_free_all(headerList)
            self.headerList = nil
        }
    }

    /// libcurl's words for the error that ended the transfer.
    var message: String { String(cString: errorBuffer) }

    func set(_ option: CURLoption, _ value: Int) throws(HTTPFault) {
        try check(ccurl_set_long(curl, option, value), option)
    }

    func set(_ option: CURLoption, _ value: String?) throws(HTTPFault) {
        try check(ccurl_set_string(curl, option, value), option)
    }

    func check(_ result: CURLcode, _ option: CURLoption) throws(HTTPFault) {
        guard result == CURLE_OK else {
            throw HTTPFault(
                .other, "libcurl refused option \(option.rawValue): \(String(cString: curl_easy_strerror(result)))")
        }
    }

    func setInvariants() throws(HTTPFault) {
        // Unretained: the handle does not outlive this object, whose deinit destroys it.
        let context = Unmanaged.passUnretained(self).toOpaque()
        try check(ccurl_set_pointer(curl, CURLOPT_PRIVATE, context), CURLOPT_PRIVATE)
        try check(ccurl_set_pointer(curl, CURLOPT_WRITEDATA, context), CURLOPT_WRITEDATA)
        try check(ccurl_set_pointer(curl, CURLOPT_HEADERDATA, context), CURLOPT_HEADERDATA)
        try check(ccurl_set_pointer(curl, CURLOPT_READDATA, context), CURLOPT_READDATA)
        try check(ccurl_set_pointer(curl, CURLOPT_OPENSOCKETDATA, context), CURLOPT_OPENSOCKETDATA)
        try check(ccurl_set_pointer(curl, CURLOPT_ERRORBUFFER, errorBuffer), CURLOPT_ERRORBUFFER)
        try setCallbacks()
        try set(CURLOPT_NOSIGNAL, 1)
        // A resolver thread that hangs in getaddrinfo is left behind instead of stopping the loop.
        try set(CURLOPT_QUICK_EXIT, 1)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
        try set(CURLOPT_USERAGENT, configuration.userAgent)
        try set(CURLOPT_MAXAGE_CONN, Int(clamping: configuration.idleTimeout.components.seconds))
    }

    private func setVersion(_ scheme: String) throws(HTTPFault) {
        guard scheme == "https", configuration.allowsHTTP2 else {
            return try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        }
        try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Requests wait for the first handshake to say whether one connection will do.
        try set(CURLOPT_PIPEWAIT, 1)
    }

    private func setProxy(_ request: HTTPRequest) throws(HTTPFault) {
        if configuration.usesEnvironmentProxies && request.addressPolicy != .publicOnly { return }
        // The empty string, unlike nothing, also disables those of the environment.
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NOPROXY, "")
    }
}
