import Foundation
import MEDCore
import TestServers
import Testing

/// One clear line (what, where, what to do), a non-zero exit, nothing lost or half-done.
@Suite(.timeLimit(.minutes(3)))
struct BadInputTests {
    @Test(
        "Files that are no Enedis files",
        arguments: [
            ("page.csv", "<!DOCTYPE html><html><body>Connexion</body></html>\n", CInt(65)),
            ("empty.csv", "", 65),
            ("text.csv", "bonjour\nmonde\n", 65),
        ])
    func noEnedisFile(name: String, content: String, code: CInt) throws {
        let home = try MedHome()
        try home.configure(port: 1)
        let path = try home.directory.write(content, to: name)
        let ending = try home.med.run(["import", path])
        #expect(ending.code == code)
        #expect(ending.errors.contains(name))
        #expect(ending.errors.split(separator: "\n").count == 1)
        #expect(try home.med("status").output.contains("nothing yet"))
    }

    @Test("A file that is not there")
    func missingFile() throws {
        let home = try MedHome()
        try home.configure(port: 1)
        let ending = try home.med.run(["import", "nowhere.csv"])
        #expect(ending.code == 66)
        #expect(ending.errors.contains("nowhere.csv"))
    }

    @Test("Bad lines are named with file, line and reason; the others are kept")
    func badLines() throws {
        let home = try MedHome()
        try home.configure(port: 1)
        let path = try home.directory.write(
            """
            2024-01-15T00:30:00+01:00;300
            2024-01-15T01:00:00+01:00;beaucoup
            2024-13-15T01:30:00+01:00;200
            2024-01-15T02:00:00+01:00;400
            """, to: "lines.csv")
        let ending = try home.med.run(["import", path])
        #expect(ending.code == 65)
        #expect(ending.errors.contains("lines.csv:2: "))
        #expect(ending.errors.contains("lines.csv:3: "))
        #expect(ending.output.contains("2 points"))
    }

    @Test("A PDL of 13 digits, and one without quotes, in YAML", arguments: ["\"0123456789012\"", "01234567890123"])
    func pdlInYAML(text: String) throws {
        let home = try MedHome()
        try home.directory.write("pdls:\n  - id: \(text)\n", to: "config.yaml")
        let ending = try home.med.run(["config", "check"])
        #expect(ending.code == 78)
        #expect(ending.errors.contains("config.yaml:2:9"))
        #expect(ending.errors.contains("pdls[0].id"))
    }

    @Test("An unreachable broker")
    func unreachable() throws {
        let home = try MedHome()
        let nobody = try ReservedPort()
        defer { withExtendedLifetime(nobody) {} }
        try home.configure(port: nobody.number)
        let tested = try home.med.run(["test", "mqtt"])
        #expect(tested.code == 69)
        #expect(tested.output.contains("Connection failed"))
        let exported = try home.med.run(["export"])
        #expect(exported.code == 69)
        #expect(exported.errors.contains("Nothing listens on"))
    }

    @Test("A wrong password: refused, named without the password")
    func wrongPassword() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.users = ["med": "right"] })
        let home = try MedHome()
        try home.configure(port: broker.port, mqtt: ["username: med", "password: wr0ng-canary"])
        let exported = try home.med.run(["export"])
        #expect(exported.code == 77)
        #expect(exported.errors.contains("refuses the user name or the password"))
        let tested = try home.med.run(["test", "mqtt"])
        #expect(tested.code == 77)
        for text in [exported.errors, exported.output, tested.output, tested.errors] {
            #expect(!text.contains("canary"))
        }
    }

    @Test("A CA file that does not exist never leads to a connection in clear")
    func missingCA() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.users = ["med": "s3cret"] })
        let home = try MedHome()
        try home.configure(
            port: broker.port,
            mqtt: ["tls: true", "ca_cert: /nowhere/ca.crt", "username: med", "password: s3cret"])
        for command in [["export"], ["config", "check"], ["test", "mqtt"]] {
            let ending = try home.med.run(command)
            #expect(ending.code == 78)
            #expect(ending.errors.contains("/nowhere/ca.crt"))
        }
        #expect(!broker.log.contains("New connection"))
    }

    @Test("What only the exporter knows to be wrong is found by config check, too")
    func certificateWithoutTLS() throws {
        let home = try MedHome()
        let certificate = try home.directory.write("no certificate", to: "ca.crt")
        try home.configure(port: 1, mqtt: ["ca_cert: \(certificate)"])
        for command in [["config", "check"], ["export"], ["test", "mqtt"]] {
            let ending = try home.med.run(command)
            #expect(ending.code == 78)
            #expect(ending.errors.contains("tls: true"))
        }
    }

    @Test("A CA file that holds no certificate, and a password without its user")
    func unusableSecurity() throws {
        let home = try MedHome()
        let page = try home.directory.write("<html>Not found</html>\n", to: "ca.crt")
        try home.configure(port: 8_883, mqtt: ["tls: true", "ca_cert: \(page)"])
        let noCertificate = try home.med.run(["config", "check"])
        #expect(noCertificate.code == 78)
        #expect(noCertificate.errors.contains("-----BEGIN"))
        try home.configure(port: 1_883, mqtt: ["password: canary"])
        let noUser = try home.med.run(["config", "check"])
        #expect(noUser.code == 78)
        #expect(noUser.errors.contains("username"))
        #expect(!noUser.errors.contains("canary"))
    }

    @Test("A configuration that everyone can read and that holds a password")
    func readableByEveryone() throws {
        let home = try MedHome()
        try home.configure(port: 1, mqtt: ["password: canary"])
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: home.directory.path("config.yaml"))
        let ending = try home.med.run(["config", "check"])
        #expect(ending.code == 78)
        #expect(ending.errors.contains("chmod 600"))
        #expect(!ending.errors.contains("canary"))
    }

    @Test("A database that another process holds")
    func lockedDatabase() throws {
        let files = try HouseholdFiles(days: 2)
        let home = try MedHome()
        try home.configure(port: 1)
        try home.med("status")
        let python = try Executable.path("python3", package: "python3")
        let ready = home.directory.path("locked")
        let holder = try ChildProcess(
            python,
            [
                "-c",
                """
                import sqlite3, sys, time
                db = sqlite3.connect(sys.argv[1], isolation_level=None)
                db.execute('BEGIN IMMEDIATE')
                open(sys.argv[2], 'w').close()
                time.sleep(60)
                """, home.databasePath, ready,
            ], output: home.directory.path("holder"))
        while !FileManager.default.fileExists(atPath: ready) { usleep(10_000) }
        let ending = try home.med.run(["import", files.files[0]])
        #expect(ending.code == 74)
        #expect(ending.errors.contains("locked by another program"))
        holder.kill()
        #expect(try home.med("status").output.contains("nothing yet"))
        try home.med("import", files.files[0])
    }

    @Test("A second med run on the same database ends at once; after kill -9 of the first one starts")
    func secondRun() async throws {
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port)
        let subscriber = try await MosquittoSubscriber(broker, ["#"])
        let first = try home.start()
        try await subscriber.wait { $0.contains { $0.topic == "myelectricaldata/status" } }
        let second = try home.med("run", expecting: 74)
        #expect(second.errors.contains("Another \"med run\""))
        #expect(first.isRunning)
        first.kill()
        let third = try home.start()
        defer { third.kill() }
        try await subscriber.wait { lines in
            lines.last { $0.topic == "myelectricaldata/status" }?.payload.contains("offline") == false
                && lines.contains { $0.payload.contains("offline") }
        }
    }

    @Test("A prefix that cannot be published under is found by config check, without naming all of it")
    func prefix() throws {
        let home = try MedHome()
        for prefix in ["a/#", String(repeating: "x", count: 300)] {
            try home.configure(port: 1, prefix: "\"\(prefix)\"")
            for command in [["config", "check"], ["export"], ["test", "mqtt"]] {
                let ending = try home.med.run(command)
                #expect(ending.code == 78)
                #expect(ending.errors.contains("topic_prefix"))
                #expect(ending.errors.count < 300)
            }
        }
    }

    @Test("A file without a meter, in a household of two: the command that names one")
    func fileWithoutMeter() throws {
        let home = try MedHome()
        try home.configure(port: 1, pdls: ["01234567890123", "01234567890124"])
        let path = try home.directory.write(
            "2024-01-15T00:30:00+01:00;300\n2024-01-15T01:00:00+01:00;200\n", to: "bare.csv")
        let ending = try home.med.run(["import", path])
        #expect(ending.code == 65)
        #expect(ending.errors.contains("med import --pdl 01234567890123 bare.csv"))
        try home.med("import", "--pdl", "01234567890124", path)
        #expect(try home.med("status").output.contains("…0124"))
        let stranger = try home.med("import", "--pdl", "01234567890125", path)
        #expect(stranger.output.contains("…0125 is not in \"pdls\""))
        #expect(stranger.output.contains("med import --undo"))
    }

    @Test("A clock in 1970")
    func clock() throws {
        let files = try HouseholdFiles(days: 2)
        let home = try MedHome()
        try home.configure(port: 1)
        let ending = try home.med.run(["import", files.files[0]], environment: ["LD_PRELOAD": try oldClock(home)])
        #expect(ending.code == 78)
        #expect(ending.errors.contains("1970-01-02T00:00:00Z"))
        #expect(try home.med("status").output.contains("nothing yet"))
    }

    @Test("A full disk: nothing half-written, and the file can be imported afterwards")
    func fullDisk() throws {
        let files = try HouseholdFiles(days: 366)
        let home = try MedHome()
        let disk = home.directory.path("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let mount = try Executable.path("mount", package: "mount")
        try Executable.run(mount, ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk])
        defer { _ = try? Executable.run("/usr/bin/umount", [disk]) }
        let url = ["DATABASE_URL": "sqlite://\(disk)/med.sqlite"]
        let ending = try home.med.run(["import", files.files[0]], environment: url)
        #expect(ending.code == 74)
        #expect(ending.errors.contains("full"))
        #expect(try home.med.run(["status"], environment: url).output.contains("nothing yet"))
        try Executable.run(mount, ["-o", "remount,size=16m", disk])
        #expect(try home.med.run(["import", files.files[0]], environment: url).code == 0)
        #expect(try home.med.run(["status"], environment: url).output.contains("366/366"))
    }

    /// The real program under another clock. libfaketime cannot do it: it sets a variable before main, and Swift finds
    /// its arguments by the place of the environment.
    private func oldClock(_ home: MedHome) throws -> String {
        let source = try home.directory.write(
            "#include <time.h>\ntime_t time(time_t *t) { if (t) *t = 86400; return 86400; }\n", to: "clock.c")
        let library = home.directory.path("clock.so")
        let compiler = try Executable.path("clang", package: "clang")
        try Executable.run(compiler, ["-shared", "-fPIC", "-o", library, source])
        return library
    }
}
