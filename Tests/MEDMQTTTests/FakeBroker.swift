import Foundation
import Glibc
import TestServers

/// A listener that answers each packet as its script says, for what no mosquitto does.
final class FakeBroker: Sendable {
    struct Answer: Sendable {
        let bytes: [UInt8]
        let hangsUp: Bool

        init(_ bytes: [UInt8], hangsUp: Bool = false) {
            self.bytes = bytes
            self.hangsUp = hangsUp
        }
    }

    let port: Int
    private let listener: CInt
    private let script: @Sendable ([UInt8]) -> Answer

    init(_ script: @escaping @Sendable ([UInt8]) -> Answer) throws {
        self.script = script
        let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 5) == 0 ? getsockname(listener, $0, &length) : -1
            }
        }
        guard result == 0 else { throw TestServerError("bind: errno \(errno)") }
        port = Int(UInt16(bigEndian: address.sin_port))
        self.listener = listener
        let thread = Thread { [self] in
            while case let client = accept(listener, nil, nil), client >= 0 { serve(client) }
            close(listener)
        }
        thread.start()
    }

    /// Refuses from now on; its thread ends with the client's connection.
    func stop() { shutdown(listener, CInt(SHUT_RDWR)) }

    private func serve(_ client: CInt) {
        defer { close(client) }
        var packet = [UInt8](repeating: 0, count: 1024)
        while case let count = recv(client, &packet, packet.count, 0), count > 0, packet[0] & 0xF0 != 0xE0 {
            let answer = script(Array(packet.prefix(count)))
            _ = send(client, answer.bytes, answer.bytes.count, CInt(MSG_NOSIGNAL))
            if answer.hangsUp { return }
        }
    }
}
