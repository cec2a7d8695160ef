import MEDCore

/// What the broker has of us, as far as we know.
///
/// Payloads count only for the connection on which they were acknowledged: a broker that was restarted may have lost its
/// retained messages. The names of topics outlive the connection, so that one that no longer applies is still cleared.
struct PublishedTopics {
    /// A message that brings the broker closer to the wanted state.
    struct Step: Equatable {
        let topic: String
        /// Empty: the topic is cleared.
        let payload: [UInt8]
    }

    /// Counts connections; what is acknowledged on an earlier one says nothing about this one.
    private(set) var connection = 0
    private var acknowledged: [String: [UInt8]] = [:]
    /// Acknowledged on an earlier connection.
    private var former: Set<String> = []
    /// Replayed by the broker: from an earlier run of ours, or somebody else's.
    private var found: Set<String> = []
    private var wanted: Set<String>?
    /// Found topics that are ours to clear: those that can belong to what the latest state describes.
    private var owned: Set<String> = []

    mutating func reconnected() {
        connection += 1
        former.formUnion(acknowledged.keys)
        acknowledged = [:]
        found = []
    }

    /// What to send so that the broker has `values` and nothing else of `owned`.
    mutating func steps(to values: [MQTTTopicValue], owned: Set<String>) -> [Step] {
        self.owned = owned
        let wanted = Set(values.map(\.topic))
        self.wanted = wanted
        let changed = values.filter { acknowledged[$0.topic] != $0.payload }
        let leftovers = found.intersection(owned).union(former).union(acknowledged.keys).subtracting(wanted)
        return changed.map { Step(topic: $0.topic, payload: $0.payload) }
            + leftovers.sorted().map { Step(topic: $0, payload: []) }
    }

    /// The broker has it.
    mutating func acknowledge(_ step: Step, on connection: Int) {
        guard connection == self.connection else { return }
        former.remove(step.topic)
        found.remove(step.topic)
        acknowledged[step.topic] = step.payload.isEmpty ? nil : step.payload
    }

    /// The broker replayed a retained message; a step when it is a leftover that has to go.
    mutating func find(_ topic: String) -> Step? {
        guard acknowledged[topic] == nil else { return nil }
        found.insert(topic)
        guard let wanted, owned.contains(topic), !wanted.contains(topic) else { return nil }
        return Step(topic: topic, payload: [])
    }

    /// Everything was cleared on purpose.
    mutating func forget(_ topics: [String]) {
        for topic in topics {
            acknowledged[topic] = nil
            former.remove(topic)
            found.remove(topic)
        }
    }
}
