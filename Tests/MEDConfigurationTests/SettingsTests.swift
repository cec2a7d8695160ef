import Foundation
import MEDConfiguration
import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct SettingsTests {
    let loader: Loader

    init() throws { loader = try Loader() }

    @Test(arguments: [
        ("TRACE", LogLevel.trace), ("debug", .debug), ("Info", .info), ("NOTICE", .notice), ("warn", .warning),
        ("WARNING", .warning), ("error", .error), ("CRITICAL", .critical),
    ])
    func logLevels(text: String, level: LogLevel) throws {
        #expect(try loader.load("logging:\n  level: \(text)\n").configuration.logging.level == level)
        var loader = loader
        loader.environment["LOGGING_LEVEL"] = text
        #expect(try loader.load("logging: {level: critical}").configuration.logging.level == level)
    }

    @Test func aLogLevelThatIsNone() throws {
        let issue = try loader.issue("logging:\n  level: verbose\n")
        #expect(issue.place == "2:10 logging.level")
        #expect(issue.message.english.contains("DEBUG"))
        #expect(try loader.load("").configuration.logging.level == .info)
    }

    @Test func serverDefaultsListenOnThisMachineOnly() throws {
        let server = try loader.load("").configuration.server
        #expect(server.listen.map(\.description) == ["127.0.0.1:8080", "127.0.0.1:8181"])
        #expect(server.listen.allSatisfy { $0.isLoopback })
        #expect(server.token == nil)
        #expect(server.tls == nil)
        #expect(server.allowedHosts.isEmpty)
    }

    @Test func serverSettings() throws {
        try loader.folder.write("CERT", to: "tls/cert.pem")
        try loader.folder.write("KEY", to: "tls/key.pem")
        let server = try loader.load(
            """
            server:
              listen: ["0.0.0.0:80", "[::]:8443"]
              token: "jeton-du-serveur"
              allowed_hosts: [med.lan, med.example.com]
              tls: {certificate: tls/cert.pem, key: "tls/key.pem"}
            """
        ).configuration.server
        #expect(server.listen == [ListenAddress(host: "0.0.0.0", port: 80), ListenAddress(host: "::", port: 8_443)])
        #expect(server.listen.map(\.description) == ["0.0.0.0:80", "[::]:8443"])
        #expect(server.token?.reveal() == "jeton-du-serveur")
        #expect(server.allowedHosts == ["med.lan", "med.example.com"])
        let folder = loader.folder.path
        #expect(server.tls == .init(certificate: "\(folder)/tls/cert.pem", key: "\(folder)/tls/key.pem"))
    }

    @Test(arguments: [
        ("server: {listen: [\"0.0.0.0:80\"]}", "1:19 server.listen[0]"),
        ("server: {listen: [127.0.0.1:80, localhost]}", "1:33 server.listen[1]"),
        ("server: {listen: \"127.0.0.1:0\"}", "1:18 server.listen"),
        ("server: {listen: \"::1:80\"}", "1:18 server.listen"),
        ("server: {listen: \":80\"}", "1:18 server.listen"),
        ("server: {listen: \"127.evil.example:80\"}", "1:18 server.listen"),
        ("server: {listen: {a: 1}}", "1:18 server.listen"),
        ("server: {token: [a]}", "1:17 server.token"),
        ("server: {tls: {certificate: config.yaml}}", "1:29 server.tls.certificate"),
        ("server: {tls: {certificate: none.pem, key: config.yaml}}", "1:29 server.tls.certificate"),
        ("server: on", "1:9 server"),
        ("database: {url: \"mysql://a\"}", "1:17 database.url"),
        ("database: {url: \"sqlite://host/a\"}", "1:17 database.url"),
        ("database: {url: \"sqlite:\"}", "1:17 database.url"),
        ("import: {watch: [a]}", "1:17 import.watch"),
    ])
    func settingsThatAreWrong(yaml: String, place: String) throws {
        #expect(try loader.issue(yaml).place == place)
    }

    @Test func databases() throws {
        let folder = loader.folder.path
        let paths = [
            "sqlite:///var/lib/med.sqlite": "/var/lib/med.sqlite",
            "sqlite:////var/lib/med.sqlite": "/var/lib/med.sqlite",
            "sqlite:data/med.sqlite": "\(folder)/data/med.sqlite", "sqlite:///./med.sqlite": "\(folder)/med.sqlite",
            "sqlite:///../med.sqlite": "\(folder)/../med.sqlite",
        ]
        for (url, path) in paths {
            #expect(try loader.load("database: {url: \"\(url)\"}").configuration.database == .sqlite(path: path))
        }
        let url = "postgresql://med:hunter2hunter2@db/med"
        let database = try loader.load("database: {url: \"\(url)\"}").configuration.database
        #expect(database == .postgresql(url: Secret(url)))
        #expect(!"\(database)".contains("hunter2"))
        var loader = loader
        loader.environment["DATABASE_URL"] = "postgres://e/med"
        #expect(
            try loader.load("database: {url: \"\(url)\"}").configuration.database
                == .postgresql(url: Secret("postgres://e/med")))
    }

    @Test func theDefaultDatabaseFollowsXDG() throws {
        func standard(_ environment: [String: String]) throws -> DatabaseLocation {
            try Configuration.load(path: nil, environment: environment, manifests: []).configuration.database
        }
        #expect(try standard(["HOME": "/home/a"]) == .sqlite(path: "/home/a/.local/share/med/med.sqlite"))
        #expect(
            try standard(["HOME": "/home/a", "XDG_DATA_HOME": "/data/"]) == .sqlite(path: "/data/med/med.sqlite"))
        #expect(
            try standard(["HOME": "/home/a", "XDG_DATA_HOME": "relative"])
                == .sqlite(path: "/home/a/.local/share/med/med.sqlite"))
        #expect(try standard([:]) == .sqlite(path: "/var/lib/med/med.sqlite"))
    }

    @Test func theWatchFolderIsRelativeToTheFile() throws {
        #expect(try loader.load("import: {watch: inbox}").configuration.importWatch == "\(loader.folder.path)/inbox")
        #expect(try loader.load("import: {watch: /srv/inbox}").configuration.importWatch == "/srv/inbox")
        #expect(try loader.load("import: {watch: \"\"}").configuration.importWatch == nil)
        #expect(try loader.load("import:\n").configuration.importWatch == nil)
    }

    @Test func theFileIsFoundByArgumentVariableAndHome() throws {
        let home = try TemporaryFolder()
        let environment = ["HOME": home.path, "MED_CONFIG": "/etc/med.yaml"]
        #expect(ConfigurationLocation.path(argument: "a.yaml", environment: environment) == "a.yaml")
        #expect(ConfigurationLocation.path(argument: nil, environment: environment) == "/etc/med.yaml")
        #expect(FileManager.default.fileExists(atPath: "config.yaml") == false, "the package has none at its root")
        #expect(ConfigurationLocation.path(argument: nil, environment: ["HOME": home.path]) == nil)
        let file = try home.write("", to: ".config/med/config.yaml")
        #expect(ConfigurationLocation.path(argument: nil, environment: ["HOME": home.path]) == file)
        let other = try home.write("", to: "xdg/med/config.yaml")
        let xdg = ["HOME": home.path, "XDG_CONFIG_HOME": "\(home.path)/xdg"]
        #expect(ConfigurationLocation.path(argument: nil, environment: xdg) == other)
    }
}
