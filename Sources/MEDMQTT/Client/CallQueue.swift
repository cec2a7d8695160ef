/// Calls that wait for a connection or for room in its window, first come first served.
struct CallQueue {
    private var calls: [PublishCall?] = []
    private var head = 0

    mutating func append(_ call: PublishCall) { calls.append(call) }

    mutating func prepend(_ call: PublishCall) {
        if head > 0 {
            head -= 1
            calls[head] = call
        } else {
            calls.insert(call, at: 0)
        }
    }

    /// The first call that nobody abandoned meanwhile.
    mutating func popFirst() -> PublishCall? {
        while head < calls.count {
            let call = calls[head]
            calls[head] = nil
            head += 1
            if head == calls.count {
                calls.removeAll(keepingCapacity: true)
                head = 0
            }
            if let call, call.phase == .waiting { return call }
        }
        return nil
    }
}
