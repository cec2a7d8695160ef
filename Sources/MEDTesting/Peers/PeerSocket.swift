import Glibc

/// TCP sockets of the loopback.
enum PeerSocket {
    static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        return address
    }

    /// A bound socket and its port; `backlog` nil: one that refuses connections.
    static func bound(port: Int = 0, backlog: CInt?) throws -> (socket: CInt, port: Int) {
        let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw PeerError("socket: errno \(errno)") }
        var yes: CInt = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
        var address = loopback(port: port)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard bind(listener, pointer, length) == 0 else { return CInt(-1) }
                if let backlog, listen(listener, backlog) != 0 { return -1 }
                return getsockname(listener, pointer, &length)
            }
        }
        guard result == 0 else {
            close(listener)
            throw PeerError("bind or listen: errno \(errno)")
        }
        return (listener, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// A listening socket and its port.
    static func listening(port: Int = 0, backlog: CInt) throws -> (socket: CInt, port: Int) {
        try bound(port: port, backlog: backlog)
    }
}
