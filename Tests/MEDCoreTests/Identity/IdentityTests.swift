import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct IdentityTests {
    @Test func leadingZerosOfAPDLAreKept() throws {
        let pdl = try Sample.pdl("01234567890123")
        #expect(pdl.digits == "01234567890123")
        #expect("\(pdl)" == "…0123", "a log shows four digits only")
        #expect(PDL("x01234567890123".dropFirst()) == pdl)
    }

    @Test(arguments: [
        "", "1234567890123", "123456789012345", "1234567890123a", " 1234567890123", "12345678 90123",
        "１２３４５６７８９０１２３４", "-1234567890123",
    ])
    func textThatIsNoPDL(_ text: String) {
        #expect(PDL(text) == nil)
    }

    @Test func streamsAndKeysNameNoWholePDL() throws {
        let stream = StreamID.pdl(try Sample.pdl())
        #expect(StreamID(storageName: stream.storageName) == stream)
        #expect(StreamID(storageName: "national") == .national)
        #expect(StreamID(storageName: "1234") == nil)
        let key = RecordKey(stream: stream, series: .consumption, day: try Sample.day("2024-01-15"))
        #expect("\(key)" == "…0123 consumption 2024-01-15")
    }

    @Test(arguments: [
        ("mes-index-01234567890123.csv", "mes-index-…0123.csv"),
        ("home/01234567890123/consumption/11111111119999", "home/…0123/consumption/…9999"),
        ("Enedis_Conso_Heure_20240101-20241231.csv", "Enedis_Conso_Heure_20240101-20241231.csv"),
        ("012345678901234", "012345678901234"), ("", ""),
    ])
    func wholePDLsInATextAreShortened(text: String, shortened: String) {
        #expect(PDL.shortening(in: text) == shortened)
    }

    @Test func seriesOfDirections() {
        for direction in Direction.allCases { #expect(Series(direction).direction == direction) }
        #expect(Series.tempo.direction == nil)
    }

    @Test(
        arguments: [
            ("mqtt", "mqtt", nil), ("mqtt.cloud", "mqtt", "cloud"), ("webhook.a.b", "webhook", "a.b"),
            ("mqtt.", "mqtt", nil),
            (".cloud", "", "cloud"), ("", "", nil), ("home_assistant.été", "home_assistant", "été"),
        ] as [(String, String, String?)])
    func instancesAreReadByTheirParts(text: String, key: String, name: String?) {
        let instance = InstanceID(text)
        #expect(instance.exporterKey == key)
        #expect(instance.name == name)
        #expect(InstanceID(instance.description) == instance)
        #expect(InstanceID(exporterKey: key, name: name) == instance)
    }

    @Test func emptyNameOfAnInstanceIsNone() {
        #expect(InstanceID(exporterKey: "mqtt", name: "") == InstanceID("mqtt"))
        #expect(InstanceID("mqtt") < InstanceID("mqtt.cloud"))
    }
}
