import Foundation
import MEDCore
import TestServers

/// A household's home folder and the gateway at which it has an account, both in the machine's own time.
final class GatewayHome {
    static let pdl = "01234567890123"
    /// It must stand nowhere but in the token file.
    static let token = "jeton-canari-7f3a91"

    let home: MedHome
    let enedis = FakeEnedis(seed: 23)
    let national = FakeNational()
    let gateway: FakeGateway
    let dialect: FakeDialect
    /// The first day of the household's contract; `YYYY-MM-DD`, as `days`.
    let firstDay: String
    /// The days of which Enedis had readings when the household came.
    let days: [String]

    /// - Parameter length: how many days ago the household came to its meter; nil: before all that Enedis keeps.
    init(_ dialect: FakeDialect, days length: Int = 75, quota: Int = 500) throws {
        self.dialect = dialect
        home = try MedHome()
        gateway = try FakeGateway(
            enedis: enedis, dialect: dialect, token: Self.token, quota: quota, national: national,
            now: { Int64(time(nil)) })
        let now = Int64(time(nil))
        firstDay = FakeClock.day(paris: now - Int64(length) * 86_400)
        // Before 06:00 yesterday is not there yet.
        days = FakeClock.days(firstDay, FakeClock.day(paris: now - 86_400 - 6 * 3_600))
        let first = firstDay
        enedis.add(Self.pdl) { $0.lastActivation = first }
        try home.directory.write(Self.token + "\n", to: "token")
        let year = Int(FakeClock.day(paris: now).prefix(4)) ?? 0
        for season in [year - 1, year] { national.fillTempo(season: season) }
        for day in FakeClock.days(FakeClock.day(paris: now), FakeClock.day(paris: now + 4 * 86_400)) {
            national.setEcoWatt(FakeEcoWatt(day: day, level: 2))
        }
    }

    var configuration: String {
        (try? String(contentsOfFile: home.directory.path("config.yaml"), encoding: .utf8)) ?? ""
    }

    /// Tempo and EcoWatt are those of the local gateway, or nobody's.
    var environment: [String: String] {
        let signals =
            dialect == .conso
            ? ["SOURCES_TEMPO_ENABLED": "false", "SOURCES_ECOWATT_ENABLED": "false"]
            : ["SOURCES_TEMPO_SOURCE": "gateway", "SOURCES_ECOWATT_SOURCE": "gateway"]
        return signals.merging(["DATABASE_URL": "sqlite:///./med.sqlite"]) { $1 }
    }

    /// Calls for readings so far.
    var readingCalls: [FakeCall] { gateway.calls.filter(\.isReadings) }

    /// Writes config.yaml with the meter and the gateway.
    ///
    /// - Parameters:
    ///   - series: which series are fetched besides the energy of a day: `load_curve: true`.
    ///   - more: further lines.
    func configure(
        series: String = "load_curve: false, max_power: false", pdls: [String] = [pdl], more: String = ""
    ) throws {
        let meters = pdls.map {
            """
              - id: "\($0)"
                contract: [{from: \(firstDay), tariff: HC/HP, offpeak: "HC (22H30-6H30)", power_kva: 9}]
                sources: {\(series)}
            """
        }
        try home.directory.write(
            """
            logging: {level: DEBUG}
            database: {url: "sqlite:///./med.sqlite"}
            pdls:
            \(meters.joined(separator: "\n"))
            sources:
              gateways:
                - id: \(dialect)
                  kind: \(dialect)
                  url: "\(gateway.url)"
                  token_file: "\(home.directory.path("token"))"
            \(more)
            """, to: "config.yaml")
    }

    /// Runs `med`, and expects an exit code.
    @discardableResult
    func med(
        _ arguments: String..., expecting code: CInt = 0, environment: [String: String] = [:]
    ) throws -> MedProgram.Ending {
        let ending = try home.med.run(arguments, environment: self.environment.merging(environment) { $1 })
        guard ending.code == code else {
            throw TestServerError(
                "med \(arguments.joined(separator: " ")) ended with \(ending.code.map(String.init) ?? "a signal"), "
                    + "not \(code): \(ending.errors)\(ending.output)")
        }
        return ending
    }

    /// `med pdl add` of the meter without a question, with the options that follow.
    @discardableResult
    func add(
        _ options: String..., expecting code: CInt = 0, environment: [String: String] = [:]
    ) throws -> MedProgram.Ending {
        let arguments =
            [
                "pdl", "add", Self.pdl, "--gateway", "\(dialect)", "--gateway-url", gateway.url, "--label", "Maison",
                "--yes",
            ]
            + (options.contains("--token-file") ? [] : ["--token-file", home.directory.path("token")]) + options
        let ending = try home.med.run(arguments, environment: self.environment.merging(environment) { $1 })
        guard ending.code == code else {
            throw TestServerError(
                "med pdl add ended with \(String(describing: ending.code)): \(ending.errors)\(ending.output)")
        }
        return ending
    }

    /// What the store holds otherwise than Enedis.
    func differences(_ kinds: [FakeCall.Kind] = [.daily, .curve, .maxPower]) async throws -> [String] {
        let oracle = SyncOracle(enedis: enedis, store: try home.store(), instant: Int64(time(nil)))
        var differences: [String] = []
        for kind in kinds {
            differences += try await oracle.differences(SyncSeriesName(Self.pdl, .consumption, kind), days: days)
        }
        return differences
    }

    /// The files of the home folder, the token's own aside, in which the token stands.
    func filesWithToken() throws -> [String] {
        let folder = home.directory.url
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            guard name != "token", let data = try? Data(contentsOf: folder.appending(path: name)) else { return false }
            return data.range(of: Data(Self.token.utf8)) != nil
        }
    }
}
