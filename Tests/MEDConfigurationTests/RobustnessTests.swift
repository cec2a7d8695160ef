import MEDConfiguration
import MEDCore
import MEDTesting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RobustnessTests {
    static let canary = "CaNaRy9876"
    static let sample = """
        # The household's configuration
        logging: {level: INFO}
        server:
          listen: ["127.0.0.1:8080", "127.0.0.1:8181"]
          token: "CaNaRy9876-token"
        database: {url: "postgresql://med:CaNaRy9876@db/med"}
        pdls:
          - id: "12345678901234"
            label: "Maison"
            contract:
              - {from: 2024-01-01, tariff: HC/HP, offpeak: "HC (22H30-6H30)", power_kva: 9, prices: {hc: 0.2, hp: 0.3}}
        import: {watch: inbox}
        mqtt:
          - &first
            enabled: true
            host: "localhost"
            port: 1883
            username: 'user'
            password: "CaNaRy9876-mqtt"
            qos: 1
            retain: yes
          - <<: *first
            id: cloud
            format: json
            start: 2024-01-01
        victoriametrics:
          enabled: off
          push: {enabled: true, url: "http://vm:8428", token: CaNaRy9876, interval: 60}
          labels: {home: a}
          metrics: [daily, load]
        """

    @Test func theSampleLoadsAndLoadsTheSameTwice() throws {
        let loader = try Loader()
        let once = try loader.load(Self.sample)
        let again = try loader.load(Self.sample)
        #expect(once == again)
        #expect(once.warnings.isEmpty, "\(once.warnings)")
        #expect(once.configuration.exporters.map(\.instance.description) == ["mqtt", "mqtt.cloud", "victoriametrics"])
        #expect(once.configuration.exporters[1].configuration.secret("password")?.reveal() == "CaNaRy9876-mqtt")
        #expect(
            once.configuration.exporters[1].origins["password"]
                == .file(
                    ScalarPosition(line: 19, column: 15, style: .doubleQuoted, isShared: true)))
    }

    /// Broken files end in issues with places inside the file, the same ones twice, and never show a secret.
    @Test(arguments: 1...8) func brokenFilesNeverCrash(seed: UInt64) throws {
        let loader = try Loader()
        var random = SeededGenerator(seed: seed)
        var failures = 0
        for _ in 0..<150 {
            let text = Self.mutated(Self.sample, using: &random)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
            let results = (0..<2).map { _ in Result { try loader.load(text) } }
            switch (results[0], results[1]) {
            case (.success(let one), .success(let other)):
                #expect(one == other)
                Self.check(one.warnings, lines: lines, text: text)
            case (.failure(let one as ConfigurationError), .failure(let other as ConfigurationError)):
                #expect(one == other)
                #expect(!one.issues.isEmpty)
                Self.check(one.issues, lines: lines, text: text)
                failures += 1
            default:
                Issue.record("two answers for one text:\n\(text)")
            }
        }
        #expect(failures > 15, "mutations that break nothing test nothing")
    }

    private static func check(_ issues: [ConfigurationIssue], lines: Int, text: String) {
        for issue in issues {
            #expect((1...lines + 1).contains(issue.line ?? 1), "\(issue)")
            #expect((issue.column ?? 1) >= 1)
            #expect(!issue.message.french.isEmpty && !issue.message.english.isEmpty)
            let shown = [issue.description, issue.text(in: .english), issue.expected?.french ?? ""]
            #expect(!shown.contains { $0.contains(canary) }, "\(issue)\n\(text)")
        }
    }

    private static func mutated(_ text: String, using random: inout SeededGenerator) -> String {
        // The canaries stay whole, so that the search for them can find them.
        let pieces =
            Array("\n\t :-[]{}\"'#&*!|>@`%?,~\\\u{0}\u{85}\u{2028}é0a").map(String.init) + ["<<", "---\n", "  "]
        var scalars = Array(text.unicodeScalars)
        let protected = canary.unicodeScalars
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let index = scalars.indices.randomElement(using: &random) ?? 0
            let length = Int.random(in: 1...12, using: &random)
            let end = min(scalars.count, index + length)
            let window = scalars[max(0, index - protected.count)..<min(scalars.count, end + protected.count)]
            if String(String.UnicodeScalarView(window)).contains(canary) { continue }
            switch Int.random(in: 0..<4, using: &random) {
            case 0: scalars.removeSubrange(index..<end)
            case 1: scalars.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").unicodeScalars, at: index)
            case 2:
                scalars.replaceSubrange(
                    index..<min(scalars.count, index + 1),
                    with: (pieces.randomElement(using: &random) ?? "").unicodeScalars)
            default: scalars.insert(contentsOf: scalars[index..<end], at: index)
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
