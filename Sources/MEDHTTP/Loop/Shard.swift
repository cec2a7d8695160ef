import CCurl
import Glibc

/// A multi handle of libcurl with its connections, of one event loop.
final class Shard {
    let id: Placement.ShardID
    let multi: UnsafeMutableRawPointer
    private let poller: CInt
    /// When libcurl wants to be called although no socket is ready.
    private(set) var deadline: ContinuousClock.Instant?
    /// Something happened: finished transfers may wait to be read.
    var isTouched = false

    init(id: Placement.ShardID, poller: CInt, capacity: Int) throws(HTTPFault) {
        guard let multi = curl_multi_init() else { throw HTTPFault(.other, "curl_multi_init") }
        self.id = id
        self.multi = multi
        self.poller = poller
        // Unretained: the handle does not outlive this object, whose deinit destroys it.
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, context)
        ccurl_multi_set_pointer(multi, CURLMOPT_TIMERDATA, context)
        ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, capacity)
        ccurl_multi_set_socket_function(multi) { _, socket, what, context, socketContext in
            // The context is the shard itself, see above.
            let shard = Unmanaged<Shard>.fromOpaque(context!).takeUnretainedValue()
            shard.watch(socket, what, isWatched: socketContext != nil)
            return 0
        }
        ccurl_multi_set_timer_function(multi) { _, milliseconds, context in
            // The context is the shard itself, see above.
            let shard = Unmanaged<Shard>.fromOpaque(context!).takeUnretainedValue()
            shard.deadline = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
            return 0
        }
    }

    deinit { curl_multi_cleanup(multi) }

    /// Tells libcurl that a socket is ready.
    func socketReady(_ socket: CInt, _ events: UInt32) {
        var what: CInt = 0
        if events & (ccurl_readable | ccurl_hung_up) != 0 { what |= CURL_CSELECT_IN }
        if events & ccurl_writable != 0 { what |= CURL_CSELECT_OUT }
        var running: CInt = 0
        isTouched = true
        curl_multi_socket_action(multi, socket, what, &running)
    }

    /// Tells libcurl that its time has come, if it has.
    func timePassed(_ now: ContinuousClock.Instant) {
        guard let deadline, deadline <= now else { return }
        self.deadline = nil
        isTouched = true
        var running: CInt = 0
        // CURL_SOCKET_TIMEOUT is the macro for an invalid socket.
        curl_multi_socket_action(multi, -1, 0, &running)
    }

    private func watch(_ socket: CInt, _ what: CInt, isWatched: Bool) {
        if what == CURL_POLL_REMOVE {
            ccurl_epoll_remove(poller, socket)
            return
        }
        let events = (what & CURL_POLL_IN != 0 ? ccurl_readable : 0) | (what & CURL_POLL_OUT != 0 ? ccurl_writable : 0)
        let data = UInt64(id) << 32 | UInt64(UInt32(bitPattern: socket))
        if isWatched {
            ccurl_epoll_change(poller, socket, events, data)
        } else {
            // Any pointer that is not nil marks the socket as watched until libcurl removes it.
            curl_multi_assign(multi, socket, multi)
            if ccurl_epoll_add(poller, socket, events, data) != 0, errno == EEXIST {
                ccurl_epoll_change(poller, socket, events, data)
            }
        }
    }
}
