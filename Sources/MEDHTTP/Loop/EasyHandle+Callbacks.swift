import CCurl
import Glibc

/// libcurl's functions. Each gets the handle as its context: `prepare` passed it, and it outlives the transfer.
extension EasyHandle {
    private static func from(_ context: UnsafeMutableRawPointer?) -> EasyHandle {
        // Never nil: every function is set together with its context.
        Unmanaged<EasyHandle>.fromOpaque(context!).takeUnretainedValue()
    }

    func setCallbacks() throws(HTTPFault) {
        try check(ccurl_set_transfer_function(curl, CURLOPT_WRITEFUNCTION, Self.receiveBody), CURLOPT_WRITEFUNCTION)
        try check(ccurl_set_transfer_function(curl, CURLOPT_HEADERFUNCTION, Self.receiveHead), CURLOPT_HEADERFUNCTION)
        try check(ccurl_set_transfer_function(curl, CURLOPT_READFUNCTION, Self.sendBody), CURLOPT_READFUNCTION)
        try check(ccurl_set_open_socket_function(curl, Self.openSocket), CURLOPT_OPENSOCKETFUNCTION)
    }

    /// Fewer bytes than given, as a result, end the transfer.
    private static let receiveBody: curl_write_callback = { bytes, size, count, context in
        let handle = from(context)
        let length = size * count
        guard let bytes, handle.body.count + length <= handle.bodyLimit else {
            handle.isBodyTooLarge = true
            return 0
        }
        handle.body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: length))
        return length
    }

    /// One line each time, the empty one at the end included.
    private static let receiveHead: curl_write_callback = { bytes, size, count, context in
        let handle = from(context)
        let length = size * count
        let line = UnsafeRawBufferPointer(start: bytes, count: length)
        if line.starts(with: "HTTP/".utf8) {
            // A new head: the one before was informational (1xx).
            handle.head.removeAll(keepingCapacity: true)
            handle.isHeadComplete = false
        }
        // After the head come trailers, which are not to be taken for it.
        guard !handle.isHeadComplete else { return length }
        guard handle.head.count + length <= headLimit else {
            handle.isHeadTooLarge = true
            return 0
        }
        handle.isHeadComplete = length <= 2
        if handle.head.isEmpty { handle.head.reserveCapacity(512) }
        handle.head.append(contentsOf: line)
        return length
    }

    private static let sendBody: curl_write_callback = { bytes, size, count, context in
        let handle = from(context)
        let length = min(size * count, handle.upload.count - handle.uploadOffset)
        guard let bytes, length > 0 else { return 0 }
        handle.upload.withUnsafeBytes { upload in
            let rest = UnsafeRawBufferPointer(rebasing: upload[handle.uploadOffset..<handle.uploadOffset + length])
            UnsafeMutableRawBufferPointer(start: bytes, count: length).copyMemory(from: rest)
        }
        handle.uploadOffset += length
        return length
    }

    static let rewind: curl_seek_callback = { context, offset, origin in
        guard origin == SEEK_SET else { return CInt(CURL_SEEKFUNC_CANTSEEK) }
        let handle = from(context)
        handle.uploadOffset = min(max(0, Int(offset)), handle.upload.count)
        return CInt(CURL_SEEKFUNC_OK)
    }

    static let refuseRewind: curl_seek_callback = { _, _, _ in CInt(CURL_SEEKFUNC_FAIL) }

    /// Called with each address right before it is connected to: the check cannot be older than the connection.
    private static let openSocket: curl_opensocket_callback = { context, _, address in
        let handle = from(context)
        // -1 is CURL_SOCKET_BAD: libcurl goes on to the next address.
        guard let address, let network = NetworkAddress(ccurl_address(address)) else { return -1 }
        guard handle.policy.allows(network) else {
            handle.refused = network
            return -1
        }
        handle.hasOpenedSocket = true
        return ccurl_open_socket(address)
    }
}
