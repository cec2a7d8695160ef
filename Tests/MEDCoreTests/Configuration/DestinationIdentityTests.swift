import MEDCore
import MEDTesting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DestinationIdentityTests {
    @Test func identityIsMadeOfIdentityFieldsWithoutSecrets() {
        let configuration = ExporterConfiguration(
            instance: InstanceID("mqtt"),
            values: [
                "host": .string("broker"), "password": .secret(Secret("hunter2")), "retain": .boolean(true),
                "topics": .list(["a", "b"]), "labels": .map(["b": "2", "a": "1"]), "qos": .integer(2),
            ],
            manifest: ExporterConfigurationTests.manifest)
        let identity = DestinationIdentity(configuration, manifest: ExporterConfigurationTests.manifest)
        #expect(identity.fingerprint == "host=broker\nlabels=a=1,b=2\nport=1883\nretain=true\ntopics=a,b")
        #expect(DestinationIdentity(fingerprint: identity.fingerprint) == identity)
    }

    @Test(
        arguments: [
            [:], ["a": ""], ["a": "x=y=z"], ["a": "one\ntwo", "b": "three"], ["a": "one\nb=two"],
            ["a": "ends in CR\r", "b": "x"],
            ["a": "\r\n", "b": "\n\n"], ["a": "\\", "b": "\\n"], ["a=b": "c", "a": "b=c"], ["a\nb": "c"],
            ["": "empty key"],
            ["é": "日本 e\u{301}"],
        ] as [[String: String]])
    func fingerprintReadsBack(values: [String: String]) {
        let identity = DestinationIdentity(values: values)
        #expect(DestinationIdentity(fingerprint: identity.fingerprint).values == values)
    }

    @Test func differentIdentitiesHaveDifferentFingerprints() {
        var generator = SeededGenerator(seed: 7)
        let alphabet: [Unicode.Scalar] = ["a", "b", "=", "\n", "\r", "\\", ","]
        func text() -> String {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                scalars.append(alphabet.randomElement(using: &generator) ?? "a")
            }
            return String(scalars)
        }
        var seen: [String: [String: String]] = [:]
        for _ in 0..<20_000 {
            let values = [(text(), text()), (text(), text())]
            let identity = DestinationIdentity(values: Dictionary(values, uniquingKeysWith: { $1 }))
            #expect(DestinationIdentity(fingerprint: identity.fingerprint) == identity)
            #expect(seen[identity.fingerprint] ?? identity.values == identity.values)
            seen[identity.fingerprint] = identity.values
        }
    }
}
