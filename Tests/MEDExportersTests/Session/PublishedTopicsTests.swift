import Testing

@testable import MEDExporters

@Suite(.timeLimit(.minutes(1)))
final class PublishedTopicsTests {
    private var published = PublishedTopics()

    private func steps(to values: [MQTTTopicValue], owned: Set<String> = []) -> [PublishedTopics.Step] {
        published.steps(to: values, owned: owned)
    }

    private func find(_ topic: String) -> PublishedTopics.Step? { published.find(topic) }

    private func value(_ topic: String, _ payload: String) -> MQTTTopicValue {
        MQTTTopicValue(topic: topic, payload: Array(payload.utf8))
    }

    private func step(_ topic: String, _ payload: String) -> PublishedTopics.Step {
        PublishedTopics.Step(topic: topic, payload: Array(payload.utf8))
    }

    private func acknowledgeAll(_ values: [MQTTTopicValue]) {
        for step in steps(to: values) {
            published.acknowledge(step, on: published.connection)
        }
    }

    @Test func onlyWhatChangedIsSent() {
        acknowledgeAll([value("a", "1"), value("b", "1")])
        #expect(steps(to: [value("a", "1"), value("b", "2")]) == [step("b", "2")])
        #expect(steps(to: [value("a", "1"), value("b", "1")]).isEmpty)
    }

    @Test func whatWasNotAcknowledgedIsSentAgain() {
        _ = steps(to: [value("a", "1")])
        #expect(steps(to: [value("a", "1")]) == [step("a", "1")])
    }

    @Test func aReconnectionSendsEverything() {
        acknowledgeAll([value("a", "1")])
        published.reconnected()
        #expect(steps(to: [value("a", "1")]) == [step("a", "1")])
    }

    @Test func anAcknowledgementOfAnEarlierConnectionDoesNotCount() {
        let connection = published.connection
        let sent = steps(to: [value("a", "1")])
        published.reconnected()
        published.acknowledge(sent[0], on: connection)
        #expect(steps(to: [value("a", "1")]) == [step("a", "1")])
    }

    @Test func whatNoLongerAppliesIsClearedOnce() {
        acknowledgeAll([value("a", "1"), value("b", "1")])
        #expect(steps(to: [value("a", "1")]) == [step("b", "")])
        published.acknowledge(step("b", ""), on: published.connection)
        #expect(steps(to: [value("a", "1")]).isEmpty)
    }

    @Test func itIsClearedAfterAReconnectionToo() {
        acknowledgeAll([value("a", "1"), value("b", "1")])
        published.reconnected()
        #expect(steps(to: [value("a", "1")]) == [step("a", "1"), step("b", "")])
    }

    @Test func aLeftoverOfOursIsClearedWhenItIsFound() {
        #expect(find("hc") == nil)
        #expect(find("foreign") == nil)
        #expect(steps(to: [value("a", "1")], owned: ["hc", "hp"]) == [step("a", "1"), step("hc", "")])
        #expect(find("hp") == step("hp", ""))
        #expect(find("a") == nil)
        #expect(find("foreign") == nil)
    }
}
