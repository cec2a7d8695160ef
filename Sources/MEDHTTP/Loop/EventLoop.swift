import CCurl
import Glibc

/// The work of one thread: takes requests from its inbox, and lets libcurl move bytes when sockets are ready.
final class EventLoop {
    /// Origins and exchanges of one multi handle: see ``Placement``.
    static let shardCapacity = 100
    /// How often unused origins are looked for.
    private static let sweepInterval = Duration.seconds(10)
    /// Data of the inbox's event; a shard's socket has other data, because descriptors are below 2^31.
    private static let inboxEvent = UInt64.max

    private let configuration: HTTPConfiguration
    private let inbox: LoopInbox
    private let poller: CInt
    private let events = UnsafeMutablePointer<ccurl_event>.allocate(capacity: 256)

    private var shards: [Placement.ShardID: Shard] = [:]
    private var placement = Placement(capacity: shardCapacity)
    private var idle: [EasyHandle] = []
    /// Handles that run an exchange, each at its own `index`.
    private var active: [EasyHandle] = []
    /// Ended exchanges, whose callers are woken together.
    private var finished: [(exchange: Exchange, outcome: Result<RawResponse, HTTPFault>)] = []
    private var closingTime: ContinuousClock.Instant?
    private var nextSweep = ContinuousClock.now + sweepInterval

    /// Starts a loop on a thread of its own.
    static func start(_ configuration: HTTPConfiguration) throws(HTTPFault) -> LoopInbox {
        guard CURLLibrary.initialisation == CURLE_OK else { throw HTTPFault(.other, "curl_global_init") }
        let inbox = try LoopInbox()
        let poller = ccurl_epoll_create()
        guard poller >= 0 else { throw HTTPFault(.other, "epoll: \(String(cString: strerror(errno)))") }
        guard ccurl_epoll_add(poller, inbox.wakeUp.descriptor, ccurl_readable, inboxEvent) == 0 else {
            close(poller)
            throw HTTPFault(.other, "epoll: \(String(cString: strerror(errno)))")
        }
        do {
            try NamedThread.start("med-http") { EventLoop(configuration, inbox, poller).run() }
        } catch {
            close(poller)
            throw error
        }
        return inbox
    }

    private init(_ configuration: HTTPConfiguration, _ inbox: LoopInbox, _ poller: CInt) {
        self.configuration = configuration
        self.inbox = inbox
        self.poller = poller
    }

    private func run() {
        while true {
            let requests = inbox.take()
            closingTime = requests.closingTime
            for exchange in requests.cancelled { cancel(exchange) }
            for exchange in requests.submitted { start(exchange) }
            if let closingTime, active.isEmpty || .now >= closingTime { break }
            wait()
            let now = ContinuousClock.now
            for shard in shards.values { shard.timePassed(now) }
            for shard in shards.values where shard.isTouched { reap(shard) }
            wakeCallers()
            if now >= nextSweep { sweep(now) }
        }
        end()
    }

    private func wait() {
        let now = ContinuousClock.now
        var limit = shards.isEmpty ? now + .seconds(3600) : nextSweep
        if let closingTime { limit = min(limit, closingTime) }
        for shard in shards.values { if let deadline = shard.deadline { limit = min(limit, deadline) } }
        let (seconds, attoseconds) = (limit - now).components
        // Rounded up: one that came too early would find nothing to do.
        let milliseconds =
            limit <= now ? 0 : seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        let mayWait = milliseconds > 0 && inbox.beginWaiting()
        let count = Int(ccurl_epoll_wait(poller, events, mayWait ? CInt(clamping: milliseconds) : 0))
        if mayWait { inbox.endWaiting() }
        for index in 0..<count {
            let event = events[index]
            if event.data == Self.inboxEvent {
                inbox.wakeUp.clear()
            } else {
                // A socket that an earlier event of this round closed is unknown to libcurl, which then does nothing.
                shards[Int(event.data >> 32)]?.socketReady(CInt(truncatingIfNeeded: event.data), event.events)
            }
        }
    }

    private func start(_ exchange: Exchange) {
        if exchange.isCancelled { return exchange.finish(.failure(HTTPFault(.cancelled))) }
        let now = ContinuousClock.now
        guard exchange.expiry > now else {
            return exchange.finish(.failure(HTTPFault(.timedOut, "before it was sent")))
        }
        let key = Placement.Key(origin: exchange.request.url.origin, policy: exchange.request.addressPolicy)
        let slot = placement.take(key, now: now)
        do throws(HTTPFault) {
            let shard = try shard(slot.shard)
            let easy = try easyHandle()
            try easy.prepare(exchange, remaining: exchange.expiry - now)
            let result = curl_multi_add_handle(shard.multi, easy.curl)
            guard result == CURLM_OK else { throw HTTPFault(.other, String(cString: curl_multi_strerror(result))) }
            exchange.easy = easy
            exchange.slot = slot
            easy.index = active.count
            active.append(easy)
        } catch {
            placement.release(slot, now: now)
            exchange.finish(.failure(error))
        }
    }

    private func easyHandle() throws(HTTPFault) -> EasyHandle {
        if let easy = idle.popLast() { return easy }
        return try EasyHandle(configuration)
    }

    private func shard(_ id: Placement.ShardID) throws(HTTPFault) -> Shard {
        if let shard = shards[id] { return shard }
        let shard = try Shard(id: id, poller: poller, capacity: Self.shardCapacity)
        shards[id] = shard
        return shard
    }

    private func reap(_ shard: Shard) {
        shard.isTouched = false
        var result = CURLE_OK
        while let curl = ccurl_next_finished(shard.multi, &result) {
            // The private pointer is the handle that `prepare` set; its exchange keeps it.
            guard let context = ccurl_info_private(curl) else { continue }
            let easy = Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue()
            guard let exchange = easy.exchange else { continue }
            let outcome = easy.outcome(result, host: exchange.request.url.origin.host)
            detach(exchange)
            finished.append((exchange, outcome))
        }
    }

    private func wakeCallers() {
        if finished.count > 1 {
            // From one task: each caller woken by this thread would wake a thread of the cooperative pool, which on a
            // busy core takes this one's place; that was measured as 1.2 changes of threads and 5 us per request.
            Task.detached { [finished] in
                for (exchange, outcome) in finished { exchange.finish(outcome) }
            }
        } else {
            for (exchange, outcome) in finished { exchange.finish(outcome) }
        }
        finished.removeAll()
    }

    private func cancel(_ exchange: Exchange) {
        exchange.isCancelled = true
        end(exchange, HTTPFault(.cancelled))
    }

    private func end(_ exchange: Exchange, _ fault: HTTPFault) {
        guard exchange.easy != nil else { return }
        detach(exchange)
        exchange.finish(.failure(fault))
    }

    /// Takes the exchange off libcurl: its connection is kept when the response was complete, and closed otherwise.
    private func detach(_ exchange: Exchange) {
        guard let easy = exchange.easy, let slot = exchange.slot else { return }
        // The last one takes its place.
        active.swapAt(easy.index, active.count - 1)
        active[easy.index].index = easy.index
        active.removeLast()
        if let shard = shards[slot.shard] {
            curl_multi_remove_handle(shard.multi, easy.curl)
        }
        exchange.easy = nil
        easy.clear()
        if idle.count < 256 { idle.append(easy) }
        placement.release(slot, now: .now)
    }

    private func sweep(_ now: ContinuousClock.Instant) {
        nextSweep = now + Self.sweepInterval
        for id in placement.retire(unusedSince: now - configuration.idleTimeout) { shards[id] = nil }
    }

    private func end() {
        for exchange in active.compactMap(\.exchange) { end(exchange, HTTPFault(.closed)) }
        // Handles first: their multi handles must outlive them.
        idle = []
        shards = [:]
        close(poller)
        events.deallocate()
        inbox.finish()
    }
}
