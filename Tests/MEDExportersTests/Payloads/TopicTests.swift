import MEDCore
import MEDExporters
import Testing

@Suite(.timeLimit(.minutes(1)))
struct TopicTests {
    private let topics = MQTTTopics(prefix: "myelectricaldata")

    @Test func aRetractionKnowsEveryTopic() {
        let registers = ["hc", "hp", "bleu_hc", "bleu_hp", "blanc_hc", "blanc_hp", "rouge_hc", "rouge_hp"]
        let expected =
            registers.map { "consumption/daily/\($0)" }
            + [
                "consumption/daily", "consumption/hc", "consumption/hp", "consumption/month", "consumption/year",
                "consumption/detailed", "max_power", "production/daily", "production/month", "production/year",
                "production/detailed",
            ]
        let all = topics.all(of: meter)
        #expect(Set(all) == Set(expected.map { "myelectricaldata/12345678901234/\($0)" }))
        #expect(all.count == expected.count)
        let everything = topics.everything(of: [meter, otherMeter])
        #expect(everything.count == 2 * expected.count + 6)
        #expect(everything.contains("myelectricaldata/01234567890123/max_power"))
        #expect(everything.last == "myelectricaldata/status")
    }

    @Test func whatIsPublishedCanBeRetracted() {
        let known = Set(MQTTTopics(prefix: "med").everything(of: [meter]))
        let tempo = document(tariff: .tempo, registers: [(.blueHC, Energy(wattHours: 15_234))])
        for state in [fullState(), fullState(consumption: tempo)] {
            #expect(values(state, .json).keys.allSatisfy(known.contains))
        }
    }

    @Test func commandsAndHistory() {
        #expect(topics.command(.sync) == "myelectricaldata/command/sync")
        #expect(topics.command(.reload) == "myelectricaldata/command/reload")
        #expect(
            topics.history(otherMeter, .production, january15)
                == "myelectricaldata/01234567890123/history/production/2024-01-15")
    }

    @Test(arguments: ["myelectricaldata", "maison/énergie", "a b"])
    func prefixes(_ prefix: String) {
        #expect(MQTTTopics.isValid(prefix: prefix))
    }

    @Test(arguments: ["", "/a", "a/", "a/+/b", "a#", "$SYS", "a\u{0}b", "a\nb", "/"])
    func prefixesThatCannotBe(_ prefix: String) {
        #expect(!MQTTTopics.isValid(prefix: prefix))
    }
}
