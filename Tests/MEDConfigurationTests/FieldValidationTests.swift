import MEDConfiguration
import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct FieldValidationTests {
    let loader: Loader

    init() throws { loader = try Loader() }

    @Test(arguments: ["1883", "\"1883\"", "'1883'", "01883"])
    func aNumberIsReadQuotedOrPlain(text: String) throws {
        #expect(try loader.mqtt("mqtt: {port: \(text)}").configuration.integer("port") == 1_883)
    }

    @Test(
        arguments: zip(
            ["true", "yes", "On", "1", "\"TRUE\"", "false", "no", "OFF", "0", "'False'"],
            [true, true, true, true, true, false, false, false, false, false]))
    func booleans(text: String, isOn: Bool) throws {
        #expect(try loader.mqtt("mqtt: {retain: \(text)}").configuration.values["retain"] == .boolean(isOn))
    }

    @Test(arguments: [
        "port: 0", "port: 65536", "port: -1", "port: 18 83", "port: 0x50", "port: 1e3", "port: \"\"",
        "qos: 3", "qos: -1", "qos: one", "retain: maybe", "retain: 2", "format: xml", "start: later",
        "start: 2023-02-29",
        "host: mqtt://broker", "host: broker:1883", "host: broker/path", "host: user@broker", "host: a b",
        "host: [a]", "port: {a: 1}", "username: [a]", "enabled: peut-être",
    ])
    func valuesThatTheirFieldDoesNotTake(line: String) throws {
        let key = String(line.prefix { $0 != ":" })
        let issue = try loader.issue("# a comment\nmqtt:\n  \(line)\n")
        #expect(issue.place == "3:\(key.count + 5) mqtt.\(key)")
        #expect(issue.expected != nil)
        let file = "\(loader.folder.path)/config.yaml"
        #expect(issue.text(in: .french).hasPrefix("\(file):3:\(key.count + 5): mqtt.\(key): attendu "))
        #expect(issue.text(in: .english).hasPrefix("\(file):3:\(key.count + 5): mqtt.\(key): expected "))
    }

    @Test func theTextSaysWhatWhereAndWhatToDo() throws {
        let file = "\(loader.folder.path)/config.yaml"
        let port = try loader.issue("mqtt:\n  enabled: true\n  port: 70000\n")
        #expect(port.description == "\(file):3:9: mqtt.port: attendu un port, de 1 à 65535, lu « 70000 »")
        #expect(port.text(in: .english) == "\(file):3:9: mqtt.port: expected a port, 1 to 65535, read “70000”")
        #expect(port.expected == LocalizedText(fr: "un port, de 1 à 65535", en: "a port, 1 to 65535"))
        let qos = try loader.issue("mqtt:\n  qos: 3\n")
        #expect(qos.message.french == "attendu un nombre entier de 0 à 2, lu « 3 »")
        let host = try loader.issue("mqtt:\n  host: mqtt://broker:1883\n")
        #expect(host.message.french.hasSuffix("écrivez l'hôte seul, sans « mqtt:// »"))
        #expect(host.message.english.hasSuffix("write the host alone, without “mqtt://”"))
        let withPort = try loader.issue("mqtt:\n  host: broker:1883\n")
        #expect(withPort.message.french.hasSuffix("écrivez le port à part, dans la clé « port »"))
        let format = try loader.issue("mqtt:\n  format: xml\n")
        #expect(format.message.english == "expected one of: simple, json, read “xml”")
    }

    @Test func anIssueOfTheEnvironmentNamesTheVariable() throws {
        var loader = loader
        loader.environment["MQTT_PORT"] = "http"
        let issue = try loader.issue("mqtt:\n  port: 1\n")
        #expect(issue.place == "-:- MQTT_PORT")
        #expect(issue.file == nil)
        #expect(issue.text(in: .english) == "MQTT_PORT: expected a port, 1 to 65535, read “http”")
    }

    @Test func allIssuesAreReportedInTheOrderOfTheFile() throws {
        let issues = try loader.issues("pdls: [{id: x}]\nmqtt:\n  qos: 9\n  port: 0\nlogging: {level: loud}\n")
        #expect(issues.map(\.place) == ["1:13 pdls[0].id", "3:8 mqtt.qos", "4:9 mqtt.port", "5:18 logging.level"])
        #expect(ConfigurationError(issues: issues).description.split(separator: "\n").count == 4)
    }

    @Test(arguments: [
        "localhost", "192.168.1.10", "core-mosquitto", "maison_1.lan", "::1", "\"[2001:db8::1]\"", "\"fe80::1%eth0\"",
        "énergie.fr",
    ])
    func hosts(text: String) throws {
        let bare = text.filter { $0 != "\"" && $0 != "[" && $0 != "]" }
        #expect(try loader.mqtt("mqtt:\n  host: \(text)\n").configuration.string("host") == bare)
    }

    @Test(arguments: [
        "http://vm", "https://vm:8428/api/v1/import?x=1#y", "http://[::1]:80/", "HTTPS://user:pw@vm.lan/p",
    ])
    func urls(text: String) throws {
        let loaded = try loader.load("victoriametrics: {push: {url: \"\(text)\"}}")
        #expect(loaded.configuration.exporters.last?.configuration.string("push.url") == text)
    }

    @Test(arguments: [
        "vm:8428", "ftp://vm", "http://", "http:///path", "http://vm:0/", "http://vm:port/", "http://a b/",
        "http://[::1", "http://u@",
    ])
    func urlsThatAreNone(text: String) throws {
        let issue = try loader.issue("victoriametrics: {push: {url: \"\(text)\"}}")
        #expect(issue.place == "1:31 victoriametrics.push.url")
        #expect(issue.expected?.english == "a complete URL that begins with http:// or https://")
    }

    @Test func listsAndMaps() throws {
        let loaded = try loader.load(
            """
            victoriametrics:
              labels: {home: "été", number: 12, empty: }
              metrics:
                - Daily
                - power
              tags: "a, b,,c"
            """)
        let values = try #require(loaded.configuration.exporters.last?.configuration)
        #expect(values.map("labels") == ["home": "été", "number": "12", "empty": ""])
        #expect(values.list("metrics") == ["daily", "power"])
        #expect(values.list("tags") == ["a", "b", "c"])
    }

    @Test(arguments: [
        ("metrics: [daily, nightly]", "2:20 victoriametrics.metrics[1]"),
        ("metrics: [[daily]]", "2:13 victoriametrics.metrics[0]"),
        ("metrics: {daily: 1}", "2:12 victoriametrics.metrics"),
        ("labels: [a]", "2:11 victoriametrics.labels"),
        ("labels: {a: [b]}", "2:15 victoriametrics.labels.a"),
        ("labels: text", "2:11 victoriametrics.labels"),
    ])
    func listsAndMapsThatAreWrong(line: String, place: String) throws {
        #expect(try loader.issue("victoriametrics:\n  \(line)\n").place == place)
    }

    @Test func filesMustBeReadableOnceTheExporterIsOn() throws {
        let issue = try loader.issue("mqtt:\n  enabled: true\n  ca_cert: certs/ca.crt\n")
        #expect(issue.place == "3:12 mqtt.ca_cert")
        #expect(issue.message.french.contains("\(loader.folder.path)/certs/ca.crt"))
        #expect(try loader.mqtt("mqtt:\n  ca_cert: certs/ca.crt\n").isEnabled == false)
        try loader.folder.write("PEM", to: "certs/ca.crt")
        let section = try loader.mqtt("mqtt:\n  enabled: true\n  ca_cert: ./certs/ca.crt\n  client_key: \"\"\n")
        #expect(section.configuration.string("ca_cert") == "\(loader.folder.path)/certs/ca.crt")
        #expect(section.configuration.string("client_key") == nil)
        let folder = try loader.issue("mqtt:\n  enabled: true\n  ca_cert: certs\n")
        #expect(folder.place == "3:12 mqtt.ca_cert", "a folder is no file")
    }
}
