import CMosquitto
import Glibc

extension ConnectionLoop {
    /// Fills the window from the waiting calls.
    func publishWaiting() {
        isWindowFull = stopDeadline == nil && inFlight.count >= window
        guard stopDeadline == nil, !isWindowFull else { return }
        var count = 0
        while inFlight.count < window, fault == nil {
            guard let call = current ?? shared.takeCall() else { break }
            count += publish(call)
            current = call.handedOver < call.count && !call.isFinished ? call : nil
        }
        isWindowFull = inFlight.count >= window
        // Many small messages go out in full segments; the cork is pulled as soon as they are written.
        guard count > 1, fault == nil else { return }
        let socket = mosquitto_socket(handle)
        cork(socket, 1)
        let result = mosquitto_loop_write(handle, 1)
        if result != 0 { lost(result) } else if mosquitto_socket(handle) == socket { cork(socket, 0) }
    }

    private func cork(_ socket: CInt, _ on: CInt) {
        var on = on
        setsockopt(socket, CInt(IPPROTO_TCP), TCP_CORK, &on, socklen_t(MemoryLayout<CInt>.size))
    }

    /// Hands messages of one call to libmosquitto while there is room.
    ///
    /// - Returns: how many it took.
    private func publish(_ call: PublishCall) -> Int {
        var count = 0
        let entries = call.batch.entries
        call.batch.bytes.withUnsafeBytes { bytes in
            while call.handedOver < call.count, inFlight.count < window, fault == nil {
                let index = call.handedOver
                let entry = entries[index]
                // Every entry has a NUL behind its topic, so the buffer is not empty and the topic is a C string.
                let base = bytes.baseAddress!
                let topic = (base + entry.start).assumingMemoryBound(to: CChar.self)
                guard strlen(topic) == entry.topicLength, entry.payloadLength <= 268_435_455 else {
                    call.handedOver += 1
                    call.answer(index, entry.payloadLength > 268_435_455 ? .tooLarge : .invalidTopic)
                    continue
                }
                var id: CInt = 0
                let result = mosquitto_publish(
                    handle,
                    &id,
                    topic,
                    CInt(entry.payloadLength),
                    base + entry.payloadStart,
                    CInt(entry.qos.rawValue),
                    entry.retain
                )
                if result == 0 {
                    call.handedOver += 1
                    call.hasLeft = true
                    call.outcomes[index] = .unknown
                    inFlight[UInt16(truncatingIfNeeded: id)] = InFlight(call: call, index: index)
                    count += 1
                } else if let refusal = Self.refusal(result) {
                    call.handedOver += 1
                    call.answer(index, refusal)
                } else {
                    // Not connected any more. libmosquitto may have kept the message, but this handle never
                    // connects again: it is not sent.
                    lost(result)
                }
            }
        }
        if call.answered == call.count { finish(call, nil) }
        return count
    }

    /// The outcome of an error that is the message's fault; nil: the connection's.
    private static func refusal(_ result: CInt) -> OutcomeByte? {
        switch result {
        case CInt(MOSQ_ERR_INVAL.rawValue), CInt(MOSQ_ERR_MALFORMED_UTF8.rawValue): .invalidTopic
        case CInt(MOSQ_ERR_PAYLOAD_SIZE.rawValue), CInt(MOSQ_ERR_OVERSIZE_PACKET.rawValue): .tooLarge
        case CInt(MOSQ_ERR_QOS_NOT_SUPPORTED.rawValue): .qosNotSupported
        case CInt(MOSQ_ERR_NO_CONN.rawValue), CInt(MOSQ_ERR_CONN_LOST.rawValue), CInt(MOSQ_ERR_ERRNO.rawValue): nil
        default: .libraryRefused
        }
    }

    /// PUBACK, PUBCOMP, a refusing PUBREC, or a QoS 0 message written.
    func acknowledged(_ id: UInt16, _ reason: CInt) {
        guard let message = inFlight.removeValue(forKey: id), !message.call.isFinished else { return }
        let call = message.call
        call.answer(message.index, OutcomeByte(rawValue: UInt8(truncatingIfNeeded: reason)))
        if call.answered == call.count { finish(call, nil) }
    }

    func finish(_ call: PublishCall, _ interruption: MQTTFault?) {
        if call.isFinished { return }
        call.isFinished = true
        if call === current { current = nil }
        shared.finish(call, interruption)
    }

    /// The end: what is unanswered stays `unknown`, a call of which nothing left goes back to the queue.
    func finishAll(_ fault: MQTTFault) {
        var returned: PublishCall?
        if let current, !current.hasLeft, current.answered == 0, stopDeadline == nil { returned = current }
        for message in inFlight.values { finish(message.call, fault) }
        inFlight.removeAll()
        shared.detach(connection, returning: returned)
        if returned == nil, let current { finish(current, fault) }
    }
}
