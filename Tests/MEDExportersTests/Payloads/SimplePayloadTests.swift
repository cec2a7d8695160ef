import MEDCore
import MEDExporters
import Testing

@Suite(.timeLimit(.minutes(1)))
struct SimplePayloadTests {
    @Test func everyTopicHasItsValue() {
        let published = values(fullState(), .simple)
        let json = values(fullState(), .json)
        #expect(
            published == [
                "med/12345678901234/consumption/daily": "15.234",
                "med/12345678901234/consumption/daily/hc": "8.5",
                "med/12345678901234/consumption/daily/hp": "6.734",
                "med/12345678901234/consumption/hc": "8.5",
                "med/12345678901234/consumption/hp": "6.734",
                "med/12345678901234/consumption/month": "230",
                "med/12345678901234/consumption/year": "230",
                "med/12345678901234/max_power": "6.5",
                "med/12345678901234/production/daily": "3.21",
                "med/12345678901234/production/month": "40.001",
                "med/12345678901234/production/year": "40.001",
                "med/tempo/today": "BLANC",
                "med/tempo/tomorrow": "INCONNU",
                "med/tempo/remaining": "167/40/22",
                "med/ecowatt/current": "1",
                "med/ecowatt/forecast": "2,,1,",
                // JSON in both formats.
                "med/12345678901234/consumption/detailed": json["med/12345678901234/consumption/detailed"],
                "med/12345678901234/production/detailed": json["med/12345678901234/production/detailed"],
            ])
    }

    @Test func whatHasNoNumberIsLeftOut() {
        let days = season(through: january15).filter { $0.day != fixture(Day("2023-11-11")) }
        let state = CurrentState(
            CurrentDocuments(
                meters: [MeterState(pdl: meter, direction: .consumption, latestDay: document(registers: []))],
                tempo: days,
                ecowatt: [EcowattData(day: january15, level: 0, hours: [], recordedAt: recorded)]),
            at: recorded)
        #expect(
            values(state, .simple) == [
                "med/12345678901234/consumption/daily": "15.234",
                "med/tempo/today": "BLANC", "med/tempo/tomorrow": "INCONNU", "med/ecowatt/forecast": ",,,",
            ])
    }

    @Test func zeroIsAValue() {
        let day = document(
            wattHours: 0, registers: [(.hc, Energy(wattHours: 0)), (.hp, Energy(wattHours: 0))])
        let state = CurrentState(
            CurrentDocuments(
                meters: [MeterState(pdl: otherMeter, direction: .consumption, latestDay: day)],
                ecowatt: [
                    EcowattData(day: january15, level: 1, hours: Array(repeating: 0, count: 24), recordedAt: recorded)
                ]),
            at: recorded)
        let published = values(state, .simple)
        #expect(published["med/12345678901234/consumption/daily/hc"] == "0")
        #expect(published["med/ecowatt/current"] == "0")
    }
}
