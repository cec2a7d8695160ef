import MEDConfiguration
import MEDCore
import MEDTesting
import Testing

@testable import MEDConfiguration

@Suite(.timeLimit(.minutes(1)))
struct UnknownKeyTests {
    let loader: Loader

    init() throws { loader = try Loader() }

    @Test(arguments: [
        ("mqtt:\n  hots: a\n", "2:3 mqtt.hots", "clé inconnue « hots », vouliez-vous dire « host » ?"),
        ("mqtt:\n  Port: 1\n", "2:3 mqtt.Port", "clé inconnue « Port », vouliez-vous dire « port » ?"),
        (
            "mqtt:\n  topic-prefix: a\n", "2:3 mqtt.topic-prefix",
            "clé inconnue « topic-prefix », vouliez-vous dire « topic_prefix » ?"
        ),
        ("mqtt:\n  pasword: a\n", "2:3 mqtt.pasword", "clé inconnue « pasword », vouliez-vous dire « password » ?"),
        ("mqtt:\n  colour: a\n", "2:3 mqtt.colour", "clé inconnue « colour » ; elle est ignorée"),
        ("mqtt:\n  id: a\n", "2:3 mqtt.id", "clé inconnue « id » ; elle est ignorée"),
        (
            "mqtt: {password, hunterhunter}\n", "1:18 mqtt.…",
            "clé inconnue ; elle est ignorée (manque-t-il « : » ou une virgule ?)"
        ),
        (
            "database: {\"postgresql://u:pw@h\": 1}\n", "1:12 database.…",
            "clé inconnue ; elle est ignorée (manque-t-il « : » ou une virgule ?)"
        ),
        ("mqqt: {}\n", "1:1 mqqt", "clé inconnue « mqqt », vouliez-vous dire « mqtt » ?"),
        (
            "home-assistant: {}\n", "1:1 home-assistant",
            "clé inconnue « home-assistant », vouliez-vous dire « home_assistant » ?"
        ),
        (
            "victoriametrics: {push: {ulr: a}}\n", "1:26 victoriametrics.push.ulr",
            "clé inconnue « ulr », vouliez-vous dire « url » ?"
        ),
        (
            "victoriametrics: {pus: {url: a}}\n", "1:19 victoriametrics.pus",
            "clé inconnue « pus », vouliez-vous dire « push » ?"
        ),
        (
            "pdls:\n  - id: \"12345678901234\"\n    lable: a\n", "3:5 pdls[0].lable",
            "clé inconnue « lable », vouliez-vous dire « label » ?"
        ),
        ("server: {tokens: a}\n", "1:10 server.tokens", "clé inconnue « tokens », vouliez-vous dire « token » ?"),
    ])
    func anUnknownKeyIsAWarningThatNamesTheNearest(yaml: String, place: String, message: String) throws {
        let warnings = try loader.load(yaml).warnings
        #expect(warnings.map(\.place) == [place])
        #expect(warnings.map(\.message.french) == [message])
    }

    @Test func aMistypedVariableIsNamed() throws {
        var loader = loader
        loader.environment["MQTT_HOTS"] = "a"
        loader.environment["MQTT_SOMETHING_ELSE"] = "a"
        loader.environment["PATH"] = "/bin"
        let warnings = try loader.load("").warnings
        #expect(warnings.map(\.place) == ["-:- MQTT_HOTS"])
        #expect(warnings.first?.message.english == "unknown environment variable, did you mean “MQTT_HOST”?")
    }

    @Test func controlCharactersOfAKeyAreNotPrinted() throws {
        let warning = try #require(try loader.load("\"mq\\e[31mxx\": {}\n").warnings.first)
        #expect(!warning.message.french.unicodeScalars.contains("\u{1B}"))
        #expect(!warning.description.unicodeScalars.contains("\u{1B}"))
    }

    /// The distance against the definition as a recursion (Boytsov's optimal string alignment), on short words.
    @Test func distanceEqualsItsDefinition() {
        func distance(_ left: Substring, _ right: Substring) -> Int {
            guard let first = left.first, let other = right.first else { return max(left.count, right.count) }
            var best = min(
                distance(left.dropFirst(), right.dropFirst()) + (first == other ? 0 : 1),
                distance(left.dropFirst(), right) + 1, distance(left, right.dropFirst()) + 1)
            if left.count > 1, right.count > 1, left.dropFirst().first == other, right.dropFirst().first == first {
                best = min(best, distance(left.dropFirst(2), right.dropFirst(2)) + 1)
            }
            return best
        }
        var random = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            let words = (0..<2).map { _ in
                String(
                    (0..<Int.random(in: 0...5, using: &random)).map { _ in "abc".randomElement(using: &random) ?? "a" })
            }
            #expect(
                NearestKey.distance(words[0], words[1]) == distance(words[0][...], words[1][...]), "\(words)")
        }
    }
}
