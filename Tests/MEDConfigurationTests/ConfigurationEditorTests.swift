import MEDConfiguration
import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ConfigurationEditorTests {
    static let item = ConfigurationFragment.section([
        .init("id", .text("01234567890123")), .init("label", .text("Maison")),
        .init(
            "contract",
            .list([.section([.init("from", .word("2024-01-01")), .init("tariff", .word("HC/HP"))])])),
    ])
    static let block = "id: \"01234567890123\"|label: \"Maison\"|contract:|  - from: 2024-01-01|    tariff: HC/HP|"

    /// `|` stands for the end of a line.
    private func lines(_ text: String) -> String { String(text.map { $0 == "|" ? "\n" : $0 }) }

    private func set(
        _ text: String, _ path: [ConfigurationPathElement], _ scalar: ConfigurationScalar
    ) throws -> String {
        var editor = try ConfigurationEditor(text: text)
        try editor.set(path, to: scalar)
        return editor.text
    }

    @Test(arguments: [
        ("mqtt:|  host: a  # here|  port: 1|", "mqtt:|  host: b c  # here|  port: 1|", "b c"),
        ("mqtt:|  host: a # x", "mqtt:|  host: b # x", "b"), ("mqtt:|  host: a", "mqtt:|  host: b", "b"),
        ("mqtt:|  host: 'it''s' #|", "mqtt:|  host: 'that''s' #|", "that's"),
        ("mqtt:|  host: 'a'|", "mqtt:|  host: \"\\x07\"|", "\u{7}"),
        ("mqtt:|  host: \"a\\\"#b\" # c|", "mqtt:|  host: \"é \\\" \\\\\" # c|", "é \" \\"),
        ("mqtt:|  host:|", "mqtt:|  host: \"b\"|", "b"), ("mqtt:|  host:", "mqtt:|  host: \"b\"", "b"),
        ("mqtt:|  host:   # c|", "mqtt:|  host: \"b\"   # c|", "b"),
        ("mqtt:|  host: ~|", "mqtt:|  host: b|", "b"), ("mqtt:|  host: null # c|", "mqtt:|  host: b # c|", "b"),
        ("mqtt:|  port: 1|", "mqtt:|  port: 1|  host: \"b\"|", "b"),
        ("mqtt:|  port: 1|# end", "mqtt:|  port: 1|  host: \"b\"|# end", "b"),
        ("mqtt:|    port: 1|    # end|||a: 1|", "mqtt:|    port: 1|    # end|    host: \"b\"|||a: 1|", "b"),
        ("mqtt:|  a: \\|+|    text|||b: 1|", "mqtt:|  a: \\|+|    text|||  host: \"b\"|b: 1|", "b"),
        ("mqtt:|  a: \\||    text|    # text|b: 1|", "mqtt:|  a: \\||    text|    # text|  host: \"b\"|b: 1|", "b"),
        ("mqtt:|a: 1|", "mqtt:|  host: \"b\"|a: 1|", "b"), ("mqtt: ~ # c|", "mqtt: # c|  host: \"b\"|", "b"),
        ("mqtt: {}|a: 1|", "mqtt:|  host: \"b\"|a: 1|", "b"),
        ("mqtt: # c|  # - d|", "mqtt: # c|  host: \"b\"|  # - d|", "b"),
        ("", "mqtt:|  host: \"b\"|", "b"), ("# only this", "# only this|mqtt:|  host: \"b\"|", "b"),
        ("---|...|", "---|mqtt:|  host: \"b\"|...|", "b"), ("---|a: 1|...|", "---|a: 1|mqtt:|  host: \"b\"|...|", "b"),
        ("a: 1|# end|", "a: 1|# end|mqtt:|  host: \"b\"|", "b"),
        ("a:|    b: 1|", "a:|    b: 1|mqtt:|    host: \"b\"|", "b"),
        ("\u{FEFF}mqtt:|  host: a|", "\u{FEFF}mqtt:|  host: b|", "b"),
        ("\"mqtt\":|  'host' : a|", "\"mqtt\":|  'host' : b|", "b"),
        ("x: &x 1|mqtt:|  y: *x|  host: a|", "x: &x 1|mqtt:|  y: *x|  host: b|", "b"),
        ("mqtt:|  host: a|", "mqtt:|  host: \"01234567890123\"|", "01234567890123"),
        ("mqtt:|  host: a|", "mqtt:|  host: \"yes\"|", "yes"), ("mqtt:|  host: a|", "mqtt:|  host: \"1e3\"|", "1e3"),
        ("mqtt:|  host: a|", "mqtt:|  host: \"#x\"|", "#x"), ("mqtt:|  host: a|", "mqtt:|  host: \"a: b\"|", "a: b"),
        ("mqtt:|  host: a|", "mqtt:|  host: \"\"|", ""), ("mqtt:|  host: a|", "mqtt:|  host: \" b\"|", " b"),
        ("mqtt:|  host: a|", "mqtt:|  host: \"a\\nb\\t\\u2028\"|", "a\nb\t\u{2028}"),
        ("mqtt:|  host: a|", "mqtt:|  host: \"~\"|", "~"), ("mqtt:|  host: a|", "mqtt:|  host: \"b:\"|", "b:"),
    ])
    func aValue(before: String, after: String, value: String) throws {
        let bar = { (text: String) in
            self.lines(text.split(separator: "\\|", omittingEmptySubsequences: false).joined(separator: "\u{1}"))
                .split(separator: "\u{1}", omittingEmptySubsequences: false).joined(separator: "|")
        }
        #expect(try set(bar(before), ["mqtt", "host"], .text(value)) == bar(after))
        let windows = bar(before).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        let result = bar(after).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        if before.contains("|") { #expect(try set(windows, ["mqtt", "host"], .text(value)) == result) }
    }

    @Test func kindsOfValues() throws {
        #expect(try set("a: 1\n", ["a"], .integer(-5)) == "a: -5\n")
        #expect(try set("a: '1'\n", ["a"], .integer(2)) == "a: '2'\n")
        #expect(try set("", ["a"], .boolean(true)) == "a: true\n")
        #expect(try set("", ["a"], .word("HC/HP")) == "a: HC/HP\n")
        #expect(try set("", ["a"], .word("2024-01-01")) == "a: 2024-01-01\n")
        #expect(try set("", ["a"], .word("")) == "a: \"\"\n")
        #expect(try set("a: b\n", ["a"], .secret(Secret("word"))) == "a: \"word\"\n")
        #expect(try set("a: 'b'\n", ["a"], .secret(Secret("word"))) == "a: 'word'\n")
        #expect(try set("", ["yes"], .word("no")) == "\"yes\": no\n")
        #expect(!"\(ConfigurationScalar.secret(Secret("word")))".contains("word"))
        #expect(!"\(try ConfigurationEditor(text: "a: sesame"))".contains("sesame"))
    }

    /// Foundation's `String(bytes:encoding:)`, by which Yams reads, drops a byte order mark even inside quotes.
    @Test func whatYamsReadsDifferentlyIsRefused() throws {
        let refusal = #expect(throws: ConfigurationEditRefusal.self) { try set("a: b\n", ["a"], .text("\u{FEFF}b")) }
        #expect(refusal?.reason == .wouldDamage)
    }

    @Test func aSectionInASectionIsCreated() throws {
        let text = "sources:\n  tempo: {enabled: true}\n  # own\nmqtt:\n  host: a\n"
        #expect(
            try set(text, ["sources", "rte", "client_id"], .text("x"))
                == "sources:\n  tempo: {enabled: true}\n  # own\n  rte:\n    client_id: \"x\"\nmqtt:\n  host: a\n")
    }

    @Test(arguments: [
        ("pdls:|  - id: \"1\"|    label: a|mqtt: 1|", "pdls:|  - id: \"1\"|    label: a|  - @    |mqtt: 1|"),
        ("pdls:|- id: \"1\"|  label: a|mqtt: 1|", "pdls:|- id: \"1\"|  label: a|- @  |mqtt: 1|"),
        ("pdls:|- id: \"1\"|# mqtt|mqtt: 1|", "pdls:|- id: \"1\"|- @  |# mqtt|mqtt: 1|"),
        ("pdls:|  - id: \"1\"|  # off|# mqtt|mqtt: 1|", "pdls:|  - id: \"1\"|  # off|  - @    |# mqtt|mqtt: 1|"),
        ("pdls:|  -   id: \"1\"|", "pdls:|  -   id: \"1\"|  -   @      |"),
        ("pdls:|  -|    id: \"1\"|", "pdls:|  -|    id: \"1\"|  - @    |"),
        ("pdls:|  - {id: \"1\"}|", "pdls:|  - {id: \"1\"}|  - @    |"),
        ("pdls:|  - id: \"1\"", "pdls:|  - id: \"1\"|  - @    |"), ("pdls:|", "pdls:|  - @    |"),
        ("pdls:", "pdls:|  - @    |"), ("pdls: # c|mqtt: 1|", "pdls: # c|  - @    |mqtt: 1|"),
        ("pdls: []|", "pdls:|  - @    |"), ("pdls: [ ]   # c|", "pdls:   # c|  - @    |"),
        ("pdls: null|", "pdls:|  - @    |"), ("", "pdls:|  - @    |"), ("a: 1|", "a: 1|pdls:|  - @    |"),
        ("a: 1|...|", "a: 1|pdls:|  - @    |...|"), ("pdls:|  - id: \"1\"|...|", "pdls:|  - id: \"1\"|  - @    |...|"),
        (
            "pdls:|  - id: \"1\"|    contract:|    - from: 2020-01-01|",
            "pdls:|  - id: \"1\"|    contract:|    - from: 2020-01-01|  - @    |"
        ),
    ])
    func anItem(before: String, after: String) throws {
        let parts = after.split(separator: "@")
        let indentation = parts[1].prefix { $0 == " " }
        let block = Self.block.split(separator: "|").joined(separator: "|\(indentation)")
        let expected = lines(parts[0] + block + parts[1].dropFirst(indentation.count))
        var editor = try ConfigurationEditor(text: lines(before))
        try editor.append(Self.item, to: ["pdls"])
        #expect(editor.text == expected)
    }

    @Test func anItemOfAListBelowAnItem() throws {
        var editor = try ConfigurationEditor(text: "pdls:\n  - id: \"1\"\n  - id: \"2\"\n")
        let contract = ConfigurationFragment.section([.init("from", .word("2024-01-01"))])
        try editor.append(contract, to: ["pdls", 0, "contract"])
        try editor.append(contract, to: ["pdls", 0, "contract"])
        try editor.set(["pdls", 0, "label"], to: .text("a"))
        try editor.append(.section([.init("token", .secret(Secret("t")))]), to: ["sources", "gateways"])
        #expect(
            editor.text == """
                pdls:
                  - id: "1"
                    contract:
                      - from: 2024-01-01
                      - from: 2024-01-01
                    label: "a"
                  - id: "2"
                sources:
                  gateways:
                    - token: "t"

                """)
    }

    @Test(arguments: [
        ("pdls: [{id: \"1\"}]\n", "flow", "1:7 pdls", "{id: \"01234567890123\", token: \"…\"}"),
        ("pdls: {id: \"1\"}\n", "notAList", "1:7 pdls", "- id: \"01234567890123\"\n  token: \"…\""),
        ("pdls: {}\n", "notAList", "1:7 pdls", "- id: \"01234567890123\"\n  token: \"…\""),
        ("pdls: text\n", "notAList", "1:7 pdls", "- id: \"01234567890123\"\n  token: \"…\""),
        ("{a: 1}\n", "flow", "1:1 ", "pdls: [{id: \"01234567890123\", token: \"…\"}]"),
        ("text\n", "notASection", "1:1 ", "pdls:\n  - id: \"01234567890123\"\n    token: \"…\""),
        ("pdls: &p\n  - id: \"1\"\n", "shared", "1:7 pdls", "- id: \"01234567890123\"\n  token: \"…\""),
        ("x: &p [a]\npdls: *p\n", "shared", "1:4 pdls", "- id: \"01234567890123\"\n  token: \"…\""),
        ("x: &p {a: 1}\n<<: *p\n", "merged", "1:1 ", "pdls:\n  - id: \"01234567890123\"\n    token: \"…\""),
        ("pdls: !!seq\n  - id: \"1\"\n", "unusual", "1:7 pdls", "- id: \"01234567890123\"\n  token: \"…\""),
        ("pdls: [\n]\n", "unusual", "1:7 pdls", "- id: \"01234567890123\"\n  token: \"…\""),
        ("pdls: &p\n", "shared", "1:7 pdls", "- id: \"01234567890123\"\n  token: \"…\""),
        ("a: 1\na: 2\n", "unreadable", "2:1 a", nil), ("a:\n\tb: 1\n", "unreadable", "2:1 ", nil),
        ("a: 1\n---\nb: 1\n", "unreadable", "2:1 ", nil), ("a: [1\n", "unreadable", "1:4 ", nil),
    ])
    func whereNoItemIsAdded(text: String, reason: String, place: String, manual: String?) throws {
        let refusal = #expect(throws: ConfigurationEditRefusal.self) {
            var editor = try ConfigurationEditor(text: text)
            try editor.append(
                .section([.init("id", .text("01234567890123")), .init("token", .secret(Secret("sesame")))]),
                to: ["pdls"])
        }
        let shown = try #require(refusal)
        #expect(shown.reason.rawValue == reason)
        #expect("\(shown.line ?? 0):\(shown.column ?? 0) \(shown.key)" == place)
        #expect(shown.manualText == manual)
        #expect(!"\(shown)".contains("sesame"))
        #expect(!shown.message.french.isEmpty && shown.message.french != shown.message.english)
    }

    @Test(
        arguments: [
            ("mqtt: {host: a}\n", ["mqtt", "host"], "flow", "host: \"b\""),
            ("mqtt: {host: a}\n", ["mqtt", "x", "z"], "flow", "x: {z: \"b\"}"),
            ("mqtt: {host: a}\n", ["mqtt"], "notAValue", "mqtt: \"b\""),
            ("mqtt:\n  host: a\n", ["mqtt"], "notAValue", "mqtt: \"b\""),
            ("mqtt:\n  host: a\n   b\n", ["mqtt", "host"], "multiline", "host: \"b\""),
            ("mqtt:\n  host: 'a\n   b'\n", ["mqtt", "host"], "multiline", "host: \"b\""),
            ("mqtt:\n  host: |\n   b\n", ["mqtt", "host"], "multiline", "host: \"b\""),
            ("mqtt:\n  host: !!str a\n", ["mqtt", "host"], "unusual", "host: \"b\""),
            ("mqtt:\n  host: &h a\n", ["mqtt", "host"], "shared", "host: \"b\""),
            ("x: &h a\nmqtt:\n  host: *h\n", ["mqtt", "host"], "shared", "host: \"b\""),
            ("x: &h {a: 1}\nmqtt:\n  <<: *h\n  host: a\n", ["mqtt", "host"], "merged", "host: \"b\""),
            ("mqtt: []\n", ["mqtt", "host"], "notASection", "host: \"b\""),
            ("mqtt: text\n", ["mqtt", "host"], "notASection", "host: \"b\""),
            ("mqtt:\n  - host\n", ["mqtt", "host"], "notASection", "host: \"b\""),
            ("mqtt:\n  - host: 1\n", ["mqtt", 1, "host"], "noSuchItem", nil),
            ("mqtt:\n", ["mqtt", 0, "host"], "noSuchItem", nil), ("mqtt: a\n", ["mqtt", 0], "notAList", "\"b\""),
            ("a: 1\n", [], "notAValue", "\"b\""), ("? a\n: 1\n", ["b"], "unusual", "b: \"b\""),
        ] as [(String, [ConfigurationPathElement], String, String?)])
    func whereNoValueIsSet(
        text: String, path: [ConfigurationPathElement], reason: String, manual: String?
    ) throws {
        var editor = try ConfigurationEditor(text: text)
        do throws(ConfigurationEditRefusal) {
            try editor.set(path, to: .text("b"))
            Issue.record("became \(editor.text)")
        } catch {
            #expect(error.reason.rawValue == reason)
            #expect(error.manualText == manual)
        }
        #expect(editor.text == text, "a refused edit changes nothing")
    }
}
