import MEDCore
import MEDExporters
import Testing

@testable import struct MEDExporters.ImportLines
@testable import struct MEDExporters.MeterSamples
@testable import struct MEDExporters.MetricLabels
@testable import struct MEDExporters.MetricSamples
@testable import struct MEDExporters.MetricSeries
@testable import struct MEDExporters.MetricTable
@testable import enum MEDExporters.NationalSamples
@testable import enum MEDExporters.NationalSeries

/// What is written, byte by byte. The expected lines are written by hand; 1705273200 is 2024-01-15 00:00 in Paris.
@Suite(.timeLimit(.minutes(1)))
struct LineTests {
    private func lines(_ table: MetricTable, pdl: PDL?, labels: [String: String] = [:]) throws -> [String] {
        let labels = try MetricLabels(labels)
        var lines = ImportLines()
        for (series, samples) in zip(table.series, table.samples) where !samples.isEmpty {
            lines.append(samples, metric: labels.json(of: series, pdl: pdl), decimals: series.decimals)
        }
        return String(decoding: lines.bodies.joined(), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func consumption(_ documents: DayDocument...) -> MetricTable {
        var samples = MeterSamples(.consumption)
        for document in documents { samples.add(document) }
        return samples.table
    }

    @Test func aDayOfConsumption() throws {
        let peak = MaxPower(power: ApparentPower(voltAmperes: 6_500), instant: recorded)
        let table = consumption(document(curve: threeSlots, maxPower: peak))
        #expect(
            try lines(table, pdl: meter, labels: ["location": "paris", "instance": "home"]) == [
                #"{"metric":{"__name__":"myelectricaldata_consumption_daily_kwh","pdl":"12345678901234","instance":"home","location":"paris"},"values":[15.234],"timestamps":[1705273200000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_consumption_monthly_kwh","pdl":"12345678901234","instance":"home","location":"paris"},"values":[15.234],"timestamps":[1705273200000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_consumption_yearly_kwh","pdl":"12345678901234","instance":"home","location":"paris"},"values":[15.234],"timestamps":[1705273200000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_consumption_load_watts","pdl":"12345678901234","instance":"home","location":"paris"},"values":[469,397,400],"timestamps":[1705273200000,1705275000000,1705276800000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_consumption_hc_kwh","pdl":"12345678901234","instance":"home","location":"paris"},"values":[8.5],"timestamps":[1705273200000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_consumption_hp_kwh","pdl":"12345678901234","instance":"home","location":"paris"},"values":[6.734],"timestamps":[1705273200000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_max_power_kva","pdl":"12345678901234","instance":"home","location":"paris"},"values":[6.5],"timestamps":[1705273200000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_consumption_register_kwh","register":"hc","pdl":"12345678901234","instance":"home","location":"paris"},"values":[8.5],"timestamps":[1705273200000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_consumption_register_kwh","register":"hp","pdl":"12345678901234","instance":"home","location":"paris"},"values":[6.734],"timestamps":[1705273200000]}"#,
            ])
    }

    @Test func costsAreExactToTheMillionthOfAEuro() throws {
        var derived = document().derived
        derived.registers = [
            RegisterAmount(register: .hc, energy: Energy(wattHours: 8_500), cost: Cost(microEuros: 1_756_950)),
            RegisterAmount(register: .hp, energy: Energy(wattHours: 6_734), cost: Cost(microEuros: 1_818_181)),
        ]
        let priced = DayDocument(
            pdl: meter, direction: .consumption, day: january15, readings: document().readings, derived: derived,
            recordedAt: recorded)
        let costs = try lines(consumption(priced), pdl: meter).filter { $0.contains("cost") }
        #expect(
            costs == [
                #"{"metric":{"__name__":"myelectricaldata_consumption_cost_eur","register":"hc","pdl":"12345678901234"},"values":[1.75695],"timestamps":[1705273200000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_consumption_cost_eur","register":"hp","pdl":"12345678901234"},"values":[1.818181],"timestamps":[1705273200000]}"#,
            ])
    }

    @Test func aDayOfProduction() throws {
        var samples = MeterSamples(.production)
        samples.add(document(pdl: otherMeter, .production, wattHours: 3_210, curve: threeSlots))
        #expect(
            try lines(samples.table, pdl: otherMeter) == [
                #"{"metric":{"__name__":"myelectricaldata_production_daily_kwh","pdl":"01234567890123"},"values":[3.21],"timestamps":[1705273200000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_production_monthly_kwh","pdl":"01234567890123"},"values":[3.21],"timestamps":[1705273200000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_production_yearly_kwh","pdl":"01234567890123"},"values":[3.21],"timestamps":[1705273200000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_production_load_watts","pdl":"01234567890123"},"values":[469,397,400],"timestamps":[1705273200000,1705275000000,1705276800000]}"#,
            ])
    }

    /// Nothing known is no sample: never 0.
    @Test func aDayWithoutEnergyHasNoSampleOfItsOwn() throws {
        let unknown = document(wattHours: nil, registers: [], curve: threeSlots)
        #expect(try lines(consumption(unknown), pdl: meter).count == 1)
    }

    /// The month begins anew, the year goes on; a day without energy leaves both where they are.
    @Test func monthAndYearToDate() {
        let table = consumption(
            document(fixture(Day("2024-01-30")), wattHours: 1_000),
            document(fixture(Day("2024-01-31")), wattHours: 2_000),
            document(fixture(Day("2024-02-01")), wattHours: nil, registers: []),
            document(fixture(Day("2024-02-02")), wattHours: 4_000),
            document(fixture(Day("2025-01-01")), wattHours: 8_000))
        #expect(table.samples[1].values == [1_000, 3_000, 4_000, 8_000])
        #expect(table.samples[2].values == [1_000, 3_000, 7_000, 8_000])
    }

    /// 06:00 in Paris is 05:00 UTC in January. 300 blue days and 43 white ones; three are white by the fixture.
    @Test func aTempoDay() throws {
        let table = NationalSamples.tempo(season(through: january15), days: january15...january15)
        #expect(
            try lines(table, pdl: nil) == [
                #"{"metric":{"__name__":"myelectricaldata_tempo_color","day":"today"},"values":[2],"timestamps":[1705294800000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_tempo_days_remaining","color":"blue"},"values":[167],"timestamps":[1705294800000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_tempo_days_remaining","color":"white"},"values":[40],"timestamps":[1705294800000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_tempo_days_remaining","color":"red"},"values":[22],"timestamps":[1705294800000]}"#,
            ])
    }

    /// From the season's first day on, so that the days that are left are known; 2024 is a leap year: 301 blue days.
    @Test func thePreviewOfTempoDays() throws {
        let exporter = try victoriaMetrics("http://victoriametrics:8428", ["labels": .map(["location": "paris"])])
        let days = season(through: fixture(Day("2023-09-02")))
        let messages = exporter.preview(Array(days.reversed()))
        #expect(messages.map(\.address) == ["http://victoriametrics:8428/api/v1/import"])
        #expect(
            messages.map { String(decoding: $0.body, as: UTF8.self) } == [
                """
                {"metric":{"__name__":"myelectricaldata_tempo_color","day":"today","location":"paris"},"values":[2,2],"timestamps":[1693540800000,1693627200000]}
                {"metric":{"__name__":"myelectricaldata_tempo_days_remaining","color":"blue","location":"paris"},"values":[301,301],"timestamps":[1693540800000,1693627200000]}
                {"metric":{"__name__":"myelectricaldata_tempo_days_remaining","color":"white","location":"paris"},"values":[42,41],"timestamps":[1693540800000,1693627200000]}
                {"metric":{"__name__":"myelectricaldata_tempo_days_remaining","color":"red","location":"paris"},"values":[22,22],"timestamps":[1693540800000,1693627200000]}

                """
            ])
        #expect(exporter.preview([TempoData]()).isEmpty)
    }

    @Test func aGapInTheSeasonLeavesTheRemainingDaysUnknown() {
        var days = season(through: january15)
        days.remove(at: 20)
        let table = NationalSamples.tempo(days, days: january15...january15)
        #expect(table.samples.map(\.count) == [1, 0, 0, 0])
    }

    @Test func aProvisionalColourIsNotHistory() {
        let day = TempoData(day: january15, color: .red, isFinal: false, recordedAt: recorded)
        #expect(NationalSamples.tempo([day], days: january15...january15).count == 0)
    }

    @Test func anEcowattDay() throws {
        let day = EcowattData(day: january15, level: 2, hours: [0, nil, 3], recordedAt: recorded)
        #expect(
            try lines(NationalSamples.ecowatt([day]), pdl: nil) == [
                #"{"metric":{"__name__":"myelectricaldata_ecowatt_level"},"values":[2],"timestamps":[1705273200000]}"#,
                #"{"metric":{"__name__":"myelectricaldata_ecowatt_hour_level"},"values":[0,3],"timestamps":[1705273200000,1705280400000]}"#,
            ])
    }

    /// 2024-03-31 00:00 is 1711839600, 2024-10-27 00:00 is 1729980000; the clocks change at 01:00 UTC.
    @Test func ecowattOnTheDaysOfTheClockChanges() {
        func seconds(_ text: String) -> [Int64] {
            let day = EcowattData(day: fixture(Day(text)), level: nil, hours: [1, 1, 1, 1], recordedAt: recorded)
            return NationalSamples.ecowatt([day]).samples[NationalSeries.hourLevel].seconds
        }
        #expect(seconds("2024-03-31") == [1_711_839_600, 1_711_843_200, 1_711_846_800])
        #expect(
            seconds("2024-10-27") == [1_729_980_000, 1_729_983_600, 1_729_987_200, 1_729_990_800, 1_729_994_400])
    }

    @Test func labelsAreEscaped() throws {
        let series = MetricSeries(name: "x")
        let labels = try MetricLabels(["note": "a\"b\\c\né"])
        #expect(
            String(decoding: labels.json(of: series, pdl: nil), as: UTF8.self)
                == #"{"__name__":"x","note":"a\"b\\c\né"}"#)
        #expect(labels.selector(of: series, pdl: nil) == #"{__name__="x",note="a\"b\\c\né"}"#)
    }

    @Test(arguments: ["pdl", "__name__", "register", "1st", "with-dash", ""])
    func aLabelThatCannotBe(_ name: String) {
        #expect(throws: ExporterFault.self) { try MetricLabels([name: "x"]) }
    }

    @Test func theLabelsOfAnEarlierIdentity() throws {
        let labels = try MetricLabels(identity: "instance=home,location=Paris, France,zone=a=b")
        #expect(labels.configured.map(\.name) == ["instance", "location", "zone"])
        #expect(labels.configured.map(\.value) == ["home", "Paris, France", "a=b"])
    }

    /// Every figure against Swift's own decimal conversion.
    @Test(arguments: [0, 3, 6])
    func figuresAreExact(_ decimals: Int) throws {
        var samples = MetricSamples()
        let numbers: [Int64] = [
            0, 1, 9, 10, 99, 100, 999, 1_000, 1_001, 10_500, 123_456_789, -1, -250, -1_000, 4_611_686,
        ]
        for number in numbers { samples.append(number, at: 1) }
        var lines = ImportLines()
        lines.append(samples, metric: Array("{}".utf8), decimals: decimals)
        let text = String(decoding: lines.bodies[0], as: UTF8.self)
        let values = text.split(separator: "[")[1].split(separator: "]")[0].split(separator: ",")
        let divisor = (0..<decimals).reduce(Double(1)) { product, _ in product * 10 }
        #expect(values.map { Double($0) } == numbers.map { Double($0) / divisor })
        #expect(values.allSatisfy { !$0.contains(".") || !$0.hasSuffix("0") })
    }

    @Test func aLongSeriesIsSeveralLinesAndABodyIsBounded() {
        var samples = MetricSamples()
        for index in 0..<400_000 { samples.append(Int64(index % 9_000), at: Int64(index) * 1_800) }
        var lines = ImportLines()
        lines.append(samples, metric: Array("{}".utf8), decimals: 0)
        #expect(lines.bodies.count == 2)
        #expect(lines.bodies.allSatisfy { $0.count < ImportLines.bodySize + 300_000 })
        #expect(lines.bodies.joined().count { $0 == UInt8(ascii: "\n") } == 40)
    }
}
