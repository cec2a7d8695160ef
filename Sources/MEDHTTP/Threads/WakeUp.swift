import CCurl
import Glibc

/// An eventfd with which any thread ends another thread's `epoll_wait`.
final class WakeUp: Sendable {
    let descriptor: CInt

    init() throws(HTTPFault) {
        descriptor = ccurl_eventfd()
        if descriptor < 0 {
            throw HTTPFault(.other, "eventfd: \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    /// Makes the descriptor readable.
    func signal() {
        var one: UInt64 = 1
        // A full counter is readable already: nothing to check.
        _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Makes it unreadable again; signals that came before count as seen.
    func clear() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
    }
}
