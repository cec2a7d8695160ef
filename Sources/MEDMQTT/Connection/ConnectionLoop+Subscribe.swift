import CMosquitto

extension ConnectionLoop {
    func takeRequests() {
        for request in shared.takeRequests() {
            switch request {
            case .abandon(let call, let fault):
                finish(call, fault)
            case .subscribe(let id):
                if let subscription = shared.subscription(id) { ask(subscription) }
            case .unsubscribe(let filters):
                for filter in filters {
                    // A filter in use was accepted by subscribe; if the connection is gone, so is the subscription.
                    _ = mosquitto_unsubscribe(handle, nil, filter)
                }
            }
        }
    }

    func ask(_ subscription: Subscription) {
        for (filter, qos) in subscription.filters {
            var id: CInt = 0
            let result = mosquitto_subscribe(handle, &id, filter, CInt(qos.rawValue))
            if result == 0 {
                asked[UInt16(truncatingIfNeeded: id)] = (subscription.id, filter)
            } else if result != CInt(MOSQ_ERR_NO_CONN.rawValue) {
                let fault = MQTTFault(libraryError: result)
                shared.answered(subscription.id, filter: filter, refusal: fault)
            }
        }
    }

    func subscribed(_ id: UInt16, _ granted: CInt) {
        guard let (subscription, filter) = asked.removeValue(forKey: id) else { return }
        // 3.1.1 has one code for a refusal, 128; mosquitto gives it for a topic the access list denies.
        let fault: MQTTFault? =
            switch granted {
            case ..<128: nil
            case 128: MQTTFault(.notAuthorized, "the broker refused the filter \(filter)", reasonCode: 128)
            default: MQTTFault(messageReason: UInt8(truncatingIfNeeded: granted))
            }
        shared.answered(subscription, filter: filter, refusal: fault)
    }

    func received(_ message: mosquitto_message) {
        guard let topic = message.topic else { return }
        var received: MQTTReceived?
        for subscription in shared.subscriptions() {
            let matches = subscription.filters.contains { filter, _ in
                var matches = false
                return mosquitto_topic_matches_sub(filter, topic, &matches) == 0 && matches
            }
            guard matches else { continue }
            let value =
                received
                ?? MQTTReceived(
                    topic: String(cString: topic),
                    payload: Array(UnsafeRawBufferPointer(start: message.payload, count: Int(message.payloadlen))),
                    qos: MQTTQoS(rawValue: UInt8(truncatingIfNeeded: message.qos)) ?? .atMostOnce,
                    retain: message.retain
                )
            received = value
            if case .dropped = subscription.messages.yield(value) {
                shared.emit(.receivedMessageDropped(topic: value.topic))
            }
        }
    }
}
