import CCurl

/// libcurl itself.
enum CURLLibrary {
    /// Initialised once, at the first use (a global is); never cleaned up: other users of libcurl may be in the process.
    static let initialisation: CURLcode = curl_global_init(Int(CURL_GLOBAL_ALL))
}
