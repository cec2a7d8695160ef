import Glibc

/// Ports nobody listens on.
public enum FreePort {
    /// A TCP port of the loopback that was free a moment ago. Another process may take it first: a server started on
    /// it must be checked and started again on another one.
    public static func find() throws -> Int {
        let socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw TestServerError("socket: errno \(errno)") }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, length) == 0 ? getsockname(socket, pointer, &length) : -1
            }
        }
        guard result == 0 else { throw TestServerError("bind: errno \(errno)") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
