import MEDConfiguration
import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct SecretTests {
    let loader: Loader

    init() throws { loader = try Loader() }

    @Test(arguments: [
        ("s3cret", "s3cret"), ("s3cret\n", "s3cret"), ("s3cret\r\n", "s3cret"), ("s3cret\n\n", "s3cret\n"),
        (" s3 cret ", " s3 cret "),
    ])
    func aSecretInAFileLosesItsFinalNewline(content: String, secret: String) throws {
        try loader.folder.write(content, to: "secrets/mqtt")
        let section = try loader.mqtt("mqtt:\n  enabled: true\n  password_file: secrets/mqtt\n")
        #expect(section.configuration.secret("password")?.reveal() == secret)
        #expect(section.origins["password"] == .file(ScalarPosition(line: 3, column: 18)))
    }

    @Test func aSecretOfSystemd() throws {
        var loader = loader
        try loader.folder.write("from-systemd\n", to: "credentials/mqtt-password")
        loader.environment["CREDENTIALS_DIRECTORY"] = "\(loader.folder.path)/credentials"
        let yaml = "mqtt:\n  enabled: true\n  password_credential: mqtt-password\n"
        #expect(try loader.mqtt(yaml).configuration.secret("password")?.reveal() == "from-systemd")
        loader.environment["CREDENTIALS_DIRECTORY"] = nil
        let issue = try loader.issue(yaml)
        #expect(issue.place == "3:24 mqtt.password_credential")
        #expect(issue.message.french.contains("LoadCredential=mqtt-password"))
        #expect(try loader.issue("mqtt: {password_credential: ../x}").place == "1:29 mqtt.password_credential")
    }

    @Test func aSecretOfTheEnvironment() throws {
        var loader = loader
        let yaml = "mqtt:\n  password: in-the-file\n"
        loader.environment["MQTT_PASSWORD"] = "in-the-environment"
        let section = try loader.mqtt(yaml)
        #expect(section.configuration.secret("password")?.reveal() == "in-the-environment")
        #expect(section.origins["password"] == .environment(name: "MQTT_PASSWORD"))
        loader.environment["MQTT_PASSWORD"] = nil
        loader.environment["MQTT_PASSWORD_FILE"] = try loader.folder.write("in-a-file\n", to: "s")
        #expect(try loader.mqtt(yaml).configuration.secret("password")?.reveal() == "in-a-file")
        #expect(try loader.mqtt(yaml).origins["password"] == .environment(name: "MQTT_PASSWORD_FILE"))
        loader.environment["MQTT_PASSWORD"] = "both"
        #expect(try loader.issue(yaml).place == "-:- MQTT_PASSWORD_FILE")
    }

    @Test func onlyOneWayToGiveASecret() throws {
        let issue = try loader.issue("mqtt:\n  password: abcdef\n  password_file: p\n")
        #expect(issue.place == "3:18 mqtt.password_file")
        #expect(issue.message.english == "the same secret is given several times (password, password_file); keep one")
    }

    @Test func aFileThatCannotBeReadIsNamed() throws {
        let missing = try loader.issue("mqtt:\n  enabled: true\n  password_file: nowhere\n")
        #expect(missing.place == "3:18 mqtt.password_file")
        #expect(
            missing.message.french
                == "impossible de lire le secret dans « \(loader.folder.path)/nowhere » : le fichier n'existe pas")
        let off = try loader.load("mqtt:\n  password_file: nowhere\n")
        #expect(off.warnings.map(\.place) == ["2:18 mqtt.password_file"], "an exporter that is off stops nothing")
        try loader.folder.write("\n", to: "empty")
        #expect(try loader.issue("mqtt: {enabled: 1, password_file: empty}").message.english.hasSuffix("is empty"))
        let folder = try loader.issue("mqtt: {enabled: 1, password_file: .}")
        #expect(folder.message.english.hasSuffix("it is not a file"))
    }

    @Test(arguments: [0o604, 0o644, 0o666, 0o602])
    func aPasswordThatEveryoneReadsIsAnErrorWithItsRemedy(mode: Int) throws {
        let issue = try loader.issue("mqtt:\n  host: a\n  password: abcdef\n", mode: mode)
        #expect(issue.place == "3:13 mqtt.password")
        #expect(issue.message.french.contains("chmod 600 \(loader.folder.path)/config.yaml"))
        #expect(issue.message.english.contains("chmod 600 \(loader.folder.path)/config.yaml"))
    }

    @Test func aPasswordThatAGroupReadsIsAWarning() throws {
        let loaded = try loader.load("mqtt:\n  password: abcdef\n", mode: 0o640)
        #expect(loaded.warnings.map(\.place) == ["2:13 mqtt.password"])
        #expect(loaded.warnings.first?.message.french.contains("chmod 600") == true)
    }

    @Test func aFileWithoutSecretMayBeReadByEveryone() throws {
        try loader.folder.write("abcdef", to: "p")
        let yaml = "mqtt: {password_file: p}\nserver: {token: \"\"}\ndatabase: {url: \"sqlite:a.sqlite\"}\n"
        #expect(try loader.load(yaml, mode: 0o644).warnings.isEmpty)
        #expect(try loader.load("mqtt: {password: abcdef}", mode: 0o600).warnings.isEmpty)
    }

    @Test func aDatabaseURLWithAPasswordIsASecret() throws {
        let issue = try loader.issue("database: {url: \"postgresql://u:pw@h/d\"}", mode: 0o644)
        #expect(issue.place == "1:17 database.url")
        #expect(try loader.load("database: {url: \"postgresql:///d\"}", mode: 0o644).warnings.isEmpty)
    }

    @Test func theEnvironmentOverALiteralDoesNotHideItFromOthers() throws {
        var loader = loader
        loader.environment["MQTT_PASSWORD"] = "other-secret"
        #expect(try loader.issue("mqtt: {password: abcdef}", mode: 0o644).place == "1:18 mqtt.password")
    }

    /// The canary stands in every place that takes a secret, and in values that are wrong because of it.
    @Test(arguments: [
        "mqtt: {password: CANARY-1234}\nmqtt2: {}\n", "mqtt: {password: [CANARY-1234]}\n",
        "mqtt: {password: \"CANARY-1234\", format: CANARY-1234}\n",
        "mqtt: {password: \"CANARY-1234\", host: \"u:CANARY-1234@h\"}\n",
        "mqtt:\n  password: \"CANARY-1234\n", "mqtt:\n  password: CANARY-1234: x\n", "mqtt:\n\tpassword: CANARY-1234\n",
        "mqtt:\n  password: CANARY-1234\n  password: CANARY-1234\n", "mqtt:\n  password: @CANARY-1234\n",
        "server: {token: CANARY-1234, listen: CANARY-1234}\n",
        "database: {url: \"mysql://u:CANARY-1234@h/d\"}\n",
        "victoriametrics: {push: {url: \"vm:CANARY-1234@h\", token: CANARY-1234}}\n",
        "victoriametrics: {labels: {a: [CANARY-1234]}}\n", "mqtt: {password: CANARY-1234, password_file: x}\n",
        "mqtt:\n  port: 1883\n    password CANARY-1234\n",
        "database: {\"postgresql://u:CANARY-1234@h\"}\n", "mqtt: {password, CANARY-1234}\n",
        "mqtt: {CANARY-1234: 1, CANARY-1234: 2}\n", "victoriametrics: {labels: {CANARY-1234: [a]}}\n",

    ])
    func noTextHoldsASecret(yaml: String) throws {
        for mode in [0o600, 0o640, 0o644] {
            var texts: [String] = []
            do {
                let loaded = try loader.load(yaml, mode: mode)
                texts += loaded.warnings.flatMap { [$0.description, $0.text(in: .english), String(reflecting: $0)] }
                texts.append(String(reflecting: loaded.configuration))
                texts.append("\(loaded)")
            } catch let error as ConfigurationError {
                texts += [error.description, error.text(in: .english), String(reflecting: error)]
            }
            #expect(!texts.isEmpty)
            for text in texts { #expect(!text.contains("CANARY"), "\(text)") }
        }
    }
}
