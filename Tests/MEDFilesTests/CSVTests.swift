import MEDCore
import MEDFiles
import Testing

/// The bytes of CSV files, written out by hand.
@Suite(.timeLimit(.minutes(1)))
struct CSVTests {
    private func bytes(_ table: FileTable, _ documents: [DayDocument], _ dialect: CSVDialect) -> String {
        var writer = CSVWriter(dialect: dialect)
        writer.header(of: table)
        for document in documents { table.write(document, to: &writer) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static let header =
        "date,value_wh,value_kwh,tariff,hc_wh,hc_kwh,hp_wh,hp_kwh,blue_hc_wh,blue_hp_wh,white_hc_wh,white_hp_wh,"
        + "red_hc_wh,red_hp_wh,energy_cost_eur,subscription_eur,max_power_va,max_power_time,pdl\n"

    @Test func dailyConsumptionInBothDialects() {
        let expected =
            Self.header
            + "2024-01-15,24000,24,HC/HP,8000,8,16000,16,,,,,,,5.84,0.387097,6540,19:02,01234567890123\n"
            + "2024-01-16,,,,,,,,,,,,,,,,,,01234567890123\n"
            + "2024-01-17,0,0,,,,,,,,,,,,,,,,01234567890123\n"
            + "2024-01-18,15234,15.234,,,,,,,,,,,,,,,,01234567890123\n"
        #expect(bytes(.daily(.consumption), Samples.days, .international) == expected)
        let french =
            "\u{FEFF}"
            + expected.split(separator: "\n").map { line in
                line.split(separator: ",", omittingEmptySubsequences: false).map {
                    $0.replacing(".", with: ",")
                }.joined(separator: ";") + "\n"
            }.joined()
        #expect(bytes(.daily(.consumption), Samples.days, .french) == french)
        #expect(french.contains("2024-01-15;24000;24;HC/HP;8000;8;16000;16;;;;;;;5,84;0,387097;6540;19:02;"))
    }

    @Test func dailyProduction() {
        let document = Fixtures.document(
            Fixtures.day("2024-06-01"), .production, slots: [], official: Energy(wattHours: 8_500))
        #expect(
            bytes(.daily(.production), [document], .international)
                == "date,value_wh,value_kwh,pdl\n2024-06-01,8500,8.5,01234567890123\n")
        #expect(
            bytes(.daily(.production), [document], .french)
                == "\u{FEFF}date;value_wh;value_kwh;pdl\n2024-06-01;8500;8,5;01234567890123\n")
    }

    /// Both 02:30 of October stand there, each with its own UTC; in March no 02:xx does. An unknown slot has no row.
    @Test func halfHoursOfTheClockChanges() {
        let october = Fixtures.day("2024-10-27")
        let lines = bytes(
            .halfHourly(.consumption),
            [Fixtures.document(october, slots: Fixtures.slots(october) { Int32($0) * 10 + 1 })],
            .international
        ).split(separator: "\n").map(String.init)
        #expect(lines.count == 51)
        #expect(lines[0] == "date,time,start_utc,minutes,power_w,value_wh,value_kwh,quality,pdl")
        #expect(lines[1] == "2024-10-27,00:00,2024-10-26T22:00:00Z,30,1,0,0,measured,01234567890123")
        #expect(lines[2] == "2024-10-27,00:30,2024-10-26T22:30:00Z,30,11,6,0.006,measured,01234567890123")
        #expect(lines[6].hasPrefix("2024-10-27,02:30,2024-10-27T00:30:00Z,30,51,"))
        #expect(lines[8].hasPrefix("2024-10-27,02:30,2024-10-27T01:30:00Z,30,71,"))
        #expect(lines[50].hasPrefix("2024-10-27,23:30,2024-10-27T22:30:00Z,30,491,"))
        let march = Fixtures.day("2024-03-31")
        let slots = Fixtures.slots(march) { _ in 2 }
        let spring = bytes(
            .halfHourly(.consumption), [Fixtures.document(march, slots: Array(slots.dropFirst()))], .french
        )
        .split(separator: "\n").map(String.init)
        #expect(spring.count == 46)
        #expect(spring[1] == "2024-03-31;00:30;2024-03-30T23:30:00Z;30;2;1;0,001;measured;01234567890123")
        #expect(spring[4].hasPrefix("2024-03-31;03:00;2024-03-31T01:00:00Z;"))
        #expect(!spring.contains { $0.hasPrefix("2024-03-31;02:") })
    }

    /// Half-hours of 345 W are 172.5 Wh each: their rows add up to the day all the same.
    @Test func halfHoursAddUpToTheirDay() {
        let day = Fixtures.day("2024-01-15")
        let document = Fixtures.document(day, slots: Fixtures.slots(day) { _ in 345 })
        let energies = bytes(.halfHourly(.consumption), [document], .international).split(separator: "\n").dropFirst()
            .map { Int($0.split(separator: ",")[5])! }
        #expect(Set(energies) == [172, 173])
        #expect(energies.reduce(0, +) == 8_280)
        #expect(bytes(.daily(.consumption), [document], .international).contains("2024-01-15,8280,8.28,"))
    }

    @Test func tempoEcowattAndTotals() {
        var writer = CSVWriter()
        writer.header(of: .tempo)
        FileTable.write(
            TempoData(day: Fixtures.day("2024-01-15"), color: .red, isFinal: true, recordedAt: Fixtures.now),
            to: &writer)
        FileTable.write(
            TempoData(day: Fixtures.day("2024-01-16"), color: nil, isFinal: false, recordedAt: Fixtures.now),
            to: &writer)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == """
                date,color,final,start_utc,end_utc
                2024-01-15,ROUGE,true,2024-01-15T05:00:00Z,2024-01-16T05:00:00Z
                2024-01-16,,false,2024-01-16T05:00:00Z,2024-01-17T05:00:00Z

                """)
        writer.removeAll()
        writer.header(of: .ecowatt)
        FileTable.write(
            EcowattData(day: Fixtures.day("2024-01-15"), level: 2, hours: [0, 1, nil, 3], recordedAt: Fixtures.now),
            to: &writer)
        let hours = (0..<24).map { $0 < 10 ? "h0\($0)" : "h\($0)" }.joined(separator: ",")
        let unknown = String(repeating: ",", count: 20)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == "date,level,\(hours)\n2024-01-15,2,0,1,,3\(unknown)\n")
        writer.removeAll()
        writer.header(of: .totals(.production))
        FileTable.write(
            PeriodTotal(
                pdl: Fixtures.pdl, direction: .production, period: .month(year: 2024, month: 1),
                energy: Energy(wattHours: 234_500), knownDays: 30, through: Fixtures.day("2024-01-31"),
                recordedAt: Fixtures.now), to: &writer)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == "period,value_wh,value_kwh,known_days,expected_days,pdl\n2024-01,234500,234.5,30,31,01234567890123\n"
        )
    }

    @Test(arguments: [
        ("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"\n"), ("+33 1", "'+33 1\n"), ("-1", "'-1\n"),
        ("@SUM(A1)", "'@SUM(A1)\n"), ("\tx", "'\tx\n"), ("\r=x", "\"'\r=x\"\n"), ("plain", "plain\n"), ("", "\n"),
        ("a,b", "\"a,b\"\n"), ("a\nb", "\"a\nb\"\n"), ("say \"x\"", "\"say \"\"x\"\"\"\n"), ("été", "été\n"),
    ])
    func textsAreQuotedAndNoFormulas(_ text: String, _ expected: String) {
        var writer = CSVWriter()
        writer.text(text)
        writer.endRow()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    /// Python's csv module reads the texts back, apart from the apostrophe that disarms a formula.
    @Test(arguments: [CSVDialect.international, .french])
    func pythonReadsTextsBack(_ dialect: CSVDialect) throws {
        let texts = ["a;b", "a,b", "\"", "line\nfeed", "cr\rlf", "é€", " spaced ", "", "plain", "'quoted'"]
        var writer = CSVWriter(dialect: dialect)
        for text in texts { writer.text(text) }
        writer.endRow()
        let directory = try TemporaryCSV(writer.bytes)
        let read = try Fixtures.python(
            """
            import csv, json, sys
            with open(sys.argv[1], newline='', encoding='utf-8') as f:
                print(json.dumps(list(csv.reader(f, delimiter=sys.argv[2]))))
            """, directory.path, dialect == .french ? ";" : ",")
        let rows = try JSONTexts(read)
        #expect(rows.values == [texts])
    }
}
