import Foundation
import Glibc
import TestServers

/// A real mosquitto behind a door that knows MQTT 3.1.1 only: what speaks MQTT 5 is refused as an old broker does it.
final class VersionGate: Sendable {
    let port: Int
    private let listener: CInt

    init(_ broker: MosquittoBroker) throws {
        let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        var address = Self.loopback(port: 0)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 5) == 0 ? getsockname(listener, $0, &length) : -1
            }
        }
        guard result == 0 else { throw TestServerError("bind: errno \(errno)") }
        port = Int(UInt16(bigEndian: address.sin_port))
        self.listener = listener
        let target = broker.port
        Thread {
            while case let client = accept(listener, nil, nil), client >= 0 {
                Thread { Self.serve(client, target: target) }.start()
            }
            close(listener)
        }.start()
    }

    deinit { shutdown(listener, CInt(SHUT_RDWR)) }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        return address
    }

    private static func serve(_ client: CInt, target: Int) {
        defer { close(client) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = recv(client, &bytes, bytes.count, 0)
        // Fixed header (2 bytes), name length (2), "MQTT" (4), version.
        guard count > 8, bytes[8] == 4 else {
            _ = send(client, [0x20, 2, 0, 1] as [UInt8], 4, CInt(MSG_NOSIGNAL))
            return
        }
        let server = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        defer { close(server) }
        var address = loopback(port: target)
        let connected = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0, send(server, bytes, count, CInt(MSG_NOSIGNAL)) == count else { return }
        var ends = [pollfd(fd: client, events: Int16(POLLIN), revents: 0)]
        ends.append(pollfd(fd: server, events: Int16(POLLIN), revents: 0))
        while poll(&ends, 2, -1) > 0 {
            for (end, other) in [(0, server), (1, client)] where ends[end].revents != 0 {
                let count = recv(ends[end].fd, &bytes, bytes.count, 0)
                guard count > 0, send(other, bytes, count, CInt(MSG_NOSIGNAL)) == count else { return }
            }
        }
    }
}
