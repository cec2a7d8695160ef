import Foundation
import MEDConfiguration
import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DocumentTests {
    let loader: Loader

    init() throws { loader = try Loader() }

    @Test(arguments: [
        ("mqtt:\n\thost: a\n", "2:1 "),
        ("mqtt:\n  host: a\n\tport: 1\n", "3:1 "),
        ("mqtt:\n  host: \"a\n", "2:9 "),
        ("mqtt:\n  host: 'a\nserver: {}\n", "2:9 "),
        ("mqtt: {host: a\nserver: {}\n", "1:7 "),
        ("mqtt: {host: a port: b: 1}\n", "1:20 "),
        ("a: [", "1:5 "),
        ("mqtt:\n  host: a: b\n", "2:10 "),
        ("mqtt:\n  host: @a\n", "2:9 "),
        ("mqtt:\n  host a\n  port: 1\n", "3:7 "),
        ("mqtt: [a, b\n", "1:7 "),
        ("mqtt: \"a\\q\"\n", "1:9 "),
        ("mqtt: *nothing\n", "1:7 "),
        ("mqtt: {}\n---\nserver: {}\n", "2:1 "),
        ("a: \u{1}\n", "1:4 "),
        ("{}: 1\n[a]: 2\n", "1:1 "),
    ])
    func syntaxErrorsNameTheirPlace(yaml: String, place: String) throws {
        let issue = try #require(try loader.issues(yaml).first)
        #expect(issue.place == place, "\(issue)")
        #expect(issue.description.hasPrefix("\(loader.folder.path)/config.yaml:\(place.split(separator: " ")[0]): "))
    }

    @Test func aTabIsNamedAsOne() throws {
        let issue = try loader.issue("mqtt:\n\thost: a\n")
        #expect(issue.message.french.contains("tabulations"))
        #expect(issue.message.english.contains("tabs"))
    }

    @Test(arguments: [
        ("mqtt: {}\nserver: {}\nmqtt: {}\n", ["3:1 mqtt"]),
        ("mqtt:\n  host: a\n  port: 1\n  host: b\n", ["4:3 host"]),
        ("mqtt:\n  host: a\n  \"host\": b\n", ["3:3 host"]),
        ("mqtt:\n  'host': a\n  host: b\n  host: c\n", ["3:3 host", "4:3 host"]),
        ("mqtt: {host: a, port: 1, host: b, port: 2}\n", ["1:26 host", "1:35 port"]),
        ("a: {k: 1, k: 2}\nb: {k: 1}\nb: 2\n", ["1:11 k", "3:1 b"]),
        ("é: 1\nclé: 2\nclé: 3\n", ["3:1 clé"]),
        ("mqtt:\r\n  host: a\r\n  host: b\r\n", ["3:3 host"]),
    ])
    func aKeyThatStandsTwiceIsAnErrorAtItsLaterPlace(yaml: String, places: [String]) throws {
        let issues = try loader.issues(yaml)
        #expect(issues.map(\.place) == places)
        #expect(issues.allSatisfy { $0.message.english.contains("already stands above") })
    }

    /// Found by fuzzing: each key that stands twice was one more reading of the whole file, a minute for these 18 KB.
    @Test func aFilePastedManyTimesIsRefusedAtOnce() throws {
        let issues = try loader.issues(String(repeating: "mqtt: {}\n", count: 2_000))
        #expect(issues.map(\.key) == ["mqtt"])
        #expect(issues[0].message.english.contains("more than twenty others"))
        let twenty = (0..<20).map { "key\($0): 1\n" }.joined()
        #expect(try loader.issues(twenty + twenty).count == 20, "up to twenty are all named")
    }

    @Test func aKeyWrittenWithEscapesIsADuplicateToo() throws {
        let issues = try loader.issues("\"h\\x6fst\": 1\nhost: 2\n")
        #expect(issues.map(\.key) == ["host"])
    }

    @Test func anchorsAliasesAndMergeKeysAreRead() throws {
        let loaded = try loader.load(
            """
            realtime:
              broker: &broker {host: shared.lan, port: 2883, qos: 0}
              prefix: &prefix "maison"
            mqtt:
              <<: *broker
              port: 3883
              topic_prefix: *prefix
              username: own
            """)
        let values = try #require(loaded.configuration.exporters.first?.configuration)
        #expect(values.string("host") == "shared.lan")
        #expect(values.integer("port") == 3_883, "a section's own key wins over a merged one")
        #expect(values.integer("qos") == 0)
        #expect(values.string("topic_prefix") == "maison")
        #expect(
            loaded.positions["mqtt.host"] == ScalarPosition(line: 2, column: 26, style: .plain, isShared: true))
        #expect(loaded.positions["mqtt.topic_prefix"]?.isShared == true)
        #expect(loaded.positions["mqtt.username"] == ScalarPosition(line: 8, column: 13))
        #expect(loaded.warnings.isEmpty)
    }

    @Test func severalSectionsMergeInOrder() throws {
        let values = try loader.mqtt(
            "realtime: [&a {host: a, qos: 0}, &b {host: b, port: 2}]\nmqtt:\n  <<: [*a, *b]\n"
        ).configuration
        #expect(values.string("host") == "a")
        #expect(values.integer("port") == 2)
        #expect(try loader.issue("mqtt:\n  <<: text\n").place == "2:7 <<")
    }

    @Test func everyScalarHasItsPosition() throws {
        let loaded = try loader.load(
            """
            mqtt:
              host: 'a'  # comment
              topic_prefix: "é"
              username: >-
                folded
              password: |-
                literal
            pdls:
              - id: "12345678901234"
            server: {allowed_hosts: [é, b]}
            """)
        #expect(
            loaded.positions == [
                "mqtt.host": ScalarPosition(line: 2, column: 9, style: .singleQuoted),
                "mqtt.topic_prefix": ScalarPosition(line: 3, column: 17, style: .doubleQuoted),
                "mqtt.username": ScalarPosition(line: 4, column: 13, style: .folded),
                "mqtt.password": ScalarPosition(line: 6, column: 13, style: .literal),
                "pdls[0].id": ScalarPosition(line: 9, column: 9, style: .doubleQuoted),
                "server.allowed_hosts[0]": ScalarPosition(line: 10, column: 26),
                "server.allowed_hosts[1]": ScalarPosition(line: 10, column: 29),
            ])
        let values = try #require(loaded.configuration.exporters.first?.configuration)
        #expect(values.string("username") == "folded")
        #expect(values.secret("password")?.reveal() == "literal")
    }

    @Test func filesThatCannotBeRead() throws {
        func issue(_ path: String) -> ConfigurationIssue? {
            do {
                _ = try Configuration.load(path: path, environment: [:], manifests: [])
                return nil
            } catch {
                return error.issues.first
            }
        }
        let folder = loader.folder.path
        #expect(
            issue("\(folder)/absent.yaml")?.description
                == "\(folder)/absent.yaml: impossible de lire la configuration : le fichier n'existe pas")
        #expect(issue(folder)?.message.english == "cannot read the configuration: it is not a file")
        #expect(issue("/dev/zero")?.message.english == "cannot read the configuration: it is not a file")
        let large = try loader.folder.write(String(repeating: "# \n", count: 2_000_000), to: "large.yaml")
        #expect(issue(large)?.message.english == "cannot read the configuration: the file is too large")
        let latin = try loader.folder.write(
            Data("a: 1\nlabel: \"".utf8) + [0xE9] + Data("\"\n".utf8), to: "latin1.yaml")
        #expect(issue(latin)?.place == "2:9 ")
        #expect(issue(latin)?.message.english.contains("UTF-8") == true)
    }

    @Test func aByteOrderMarkIsSkipped() throws {
        #expect(try loader.mqtt("\u{FEFF}mqtt:\n  host: a\n").configuration.string("host") == "a")
        #expect(try loader.issue("\u{FEFF}mqtt:\n  port: 0\n").place == "2:9 mqtt.port")
    }

    @Test func nestingWithoutEndIsAnErrorAndNoCrash() throws {
        for text in [
            String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 5_000),
            String(repeating: "[", count: 400) + String(repeating: "]", count: 400),
            (0..<20_000).map { String(repeating: " ", count: min($0, 2_000)) + "a:" }.joined(separator: "\n"),
        ] {
            #expect(try loader.issues(text.count > 3_900_000 ? String(text.prefix(3_900_000)) : text).isEmpty == false)
        }
        var laughs = "l0: &l0 [a]\n"
        for level in 1...20 {
            let aliases = Array(repeating: "*l\(level - 1)", count: 10).joined(separator: ", ")
            laughs += "l\(level): &l\(level) [\(aliases)]\n"
        }
        #expect(try loader.issues(laughs).first?.message.english.contains("nested too deeply") == true)
    }
}
