import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct SecretTests {
    private static let word = "hunter2-très-secret"

    private struct Holder {
        var name = "broker"
        var secret = Secret(SecretTests.word)
        var optional: Secret? = Secret(SecretTests.word)
        var list = [Secret(SecretTests.word)]
        var values: [String: ConfigurationValue] = ["password": .secret(Secret(SecretTests.word))]
    }

    @Test func noWayOfPrintingShowsIt() {
        let secret = Secret(Self.word)
        let configuration = ExporterConfiguration(
            instance: InstanceID("mqtt"), values: ["password": .secret(secret), "host": .string("broker")])
        var dumped = ""
        dump(secret, to: &dumped)
        dump(Holder(), to: &dumped)
        dump(configuration, to: &dumped)
        var printed = ""
        print(secret, Holder(), configuration, to: &printed)
        debugPrint(secret, Holder(), configuration, to: &printed)
        let texts = [
            dumped, printed, "\(secret)", "\(secret as Any)", "\(Optional(secret) as Any)", String(describing: secret),
            String(reflecting: secret), String(reflecting: Holder()), "\(configuration)", "\([secret: secret])",
            "\(ConfigurationValue.secret(secret))",
        ]
        for text in texts {
            #expect(!text.contains(Self.word), "\(text.count) characters hold it")
            #expect(text.contains("•••"))
        }
        #expect(texts[1].contains("broker"), "what is no secret is printed")
    }

    @Test func reflectionFindsNothing() {
        func leaves(_ value: Any) -> [String] {
            let children = Mirror(reflecting: value).children
            return children.isEmpty ? ["\(value)"] : children.flatMap { leaves($0.value) }
        }
        #expect(Mirror(reflecting: Secret(Self.word)).children.isEmpty)
        #expect(leaves(Holder()).allSatisfy { !$0.contains(Self.word) })
        #expect(leaves(Holder()).contains("broker"))
    }

    @Test func onlyRevealGivesItOut() {
        #expect(Secret(Self.word).reveal() == Self.word)
        #expect(Secret(Self.word) == Secret(Self.word))
        #expect(Secret("").isEmpty)
    }
}
