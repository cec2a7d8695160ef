import MEDConfiguration
import MEDCore
import MEDHTTP
import MEDSources
import MEDStoreSQLite
import TestServers
import Testing

@testable import LocalClient

/// What a gateway says of quota and consent, and what the household hears of it.
@Suite(.timeLimit(.minutes(5)), .serialized)
struct AccessTests {
    private static let house = "01234567890123"
    private static let roof = "12345678901234"

    /// Two meters at one gateway; only ten days of Enedis' history, so that a pass is short.
    private final class Scene {
        let enedis = FakeEnedis(seed: 3)
        let clock = FakeClock(paris: "2026-03-30", hour: 14, minute: 0)
        let gateway: FakeGateway
        private let folder: TemporaryDirectory
        private let store: SQLiteStore
        private let client: HTTPClient
        private let kind: FakeDialect

        init(_ kind: FakeDialect, quota: Int = 500, consentEnds: Int64? = nil) throws {
            self.kind = kind
            for pdl in [AccessTests.house, AccessTests.roof] {
                enedis.add(pdl) { if let consentEnds { $0.consentEnds = consentEnds } }
            }
            let clock = clock
            gateway = try FakeGateway(
                enedis: enedis, dialect: kind, token: SyncScene.token, quota: quota, now: { clock.now })
            folder = try TemporaryDirectory("med-access")
            store = try SQLiteStore(path: folder.path("med.sqlite"))
            client = try HTTPClient(HTTPConfiguration(usesEnvironmentProxies: false))
        }

        func pass(token: String = SyncScene.token, more: String = "") async throws -> SourceSync.Outcome {
            var options = Options()
            options.config = folder.path("config.yaml")
            try folder.write(
                """
                database: {url: "sqlite:///./med.sqlite"}
                pdls: [{id: "\(AccessTests.house)"}, {id: "\(AccessTests.roof)"}]
                sources:
                  gateways: [{kind: \(kind), url: "\(gateway.url)", token_file: token\(more)}]
                  tempo: {enabled: false}
                  ecowatt: {enabled: false}
                """, to: "config.yaml")
            try folder.write(token, to: "token")
            let clock = clock
            let sync = try SourceSync(
                Household(options), store: store, client: client, installation: "here",
                phase: SyncPhase.none, earliest: Day("2026-03-20"),
                clock: SyncClock(
                    now: { UTCInstant(secondsSinceEpoch: clock.now) },
                    sleep: { if $0.secondsSinceEpoch > clock.now { clock.set($0.secondsSinceEpoch) } }))
            gateway.clearCalls()
            return try await sync.pass(isAsked: false)
        }

        var questions: Int { gateway.calls.count { $0.kind == .access || $0.kind == .pdlList } }
    }

    @Test(arguments: [(FakeDialect.v1, 2), (.v2, 1), (.conso, 0)])
    func accessIsAskedOnceAQuotaDay(dialect: FakeDialect, questions: Int) async throws {
        let scene = try Scene(dialect)
        let outcome = try await scene.pass()
        #expect(scene.questions == questions)
        #expect(scene.gateway.calls.count == questions + 8)
        #expect(scene.gateway.rateViolations.isEmpty)
        #expect(outcome.troubles.isEmpty && outcome.warnings.isEmpty)
        _ = try await scene.pass()
        #expect(scene.questions == 0)
        scene.clock.set(scene.clock.now + 86_400)
        _ = try await scene.pass()
        #expect(scene.questions == questions)
    }

    /// A wrong key costs one call, says so, and is forgiven as soon as there is another one.
    @Test(arguments: [FakeDialect.v1, .v2, .conso])
    func aWrongTokenIsTriedOnce(dialect: FakeDialect) async throws {
        let scene = try Scene(dialect)
        let refused = try await scene.pass(token: "un-autre-jeton")
        // v1 and Conso API do not say whether the key or the meter is meant: once for each meter.
        #expect(scene.gateway.calls.count == (dialect == .v2 ? 1 : 2))
        #expect(refused.reports.allSatisfy { $0.report.series.allSatisfy { $0.block != nil } })
        #expect(refused.troubles.count == 2 && refused.warnings.isEmpty)
        #expect(!"\(refused.troubles)".contains("un-autre-jeton") && !"\(refused.troubles)".contains(Self.house))
        _ = try await scene.pass(token: "un-autre-jeton")
        #expect(scene.gateway.calls.isEmpty)
        let well = try await scene.pass()
        #expect(well.troubles.isEmpty)
        #expect(well.reports.allSatisfy { $0.report.end == .done })
    }

    @Test func aConsentThatEndsSoonIsSaidOnEachPass() async throws {
        let clock = FakeClock(paris: "2026-04-20", hour: 12, minute: 0)
        let scene = try Scene(.v1, consentEnds: clock.now)
        for _ in 1...2 {
            let outcome = try await scene.pass()
            #expect(outcome.troubles.isEmpty)
            #expect(
                outcome.warnings.map(\.french) == [
                    "…0123 : le consentement chez v1 prend fin le 2026-04-20, à renouveler avant",
                    "…1234 : le consentement chez v1 prend fin le 2026-04-20, à renouveler avant",
                ])
            #expect(
                outcome.warnings.first?.english.hasSuffix("the consent at v1 ends on 2026-04-20, renew it before")
                    == true)
        }
        let farAway = try Scene(.v1, consentEnds: clock.now + 40 * 86_400)
        #expect(try await farAway.pass().warnings.isEmpty)
    }

    /// The household's own limit holds, whatever the gateway allows.
    @Test func theHouseholdsQuotaIsKept() async throws {
        let scene = try Scene(.v1)
        let outcome = try await scene.pass(more: ", quota: 3")
        #expect(scene.gateway.calls.count - scene.questions == 3)
        #expect(outcome.reports.map(\.report.end) == [.waiting(.quota)])
        #expect(outcome.waitsUntil != nil)
        #expect(outcome.troubles.isEmpty)
    }

    /// v1 calls an access invalid while its quota is used up: no consent is missing then.
    @Test func aUsedQuotaIsNoLostConsent() throws {
        let pdl = try #require(PDL(Self.house))
        let gateway = GatewaySettings(id: "v1", kind: .v1)
        var memory = AccessMemory()
        memory.note(GatewayAccess(isValid: false, callsMade: 65, quota: 50), of: pdl, on: 1)
        #expect(memory.trouble(of: pdl, at: gateway) == nil)
        memory.note(GatewayAccess(isValid: false, callsMade: 5, quota: 50), of: pdl, on: 1)
        #expect(memory.trouble(of: pdl, at: gateway) != nil)
        memory.note(GatewayAccess(isValid: true, isBanned: true), of: pdl, on: 1)
        #expect(memory.trouble(of: pdl, at: gateway)?.english.contains("banned") == true)
        #expect(AccessMemory(memory.encoded()) == memory)
        #expect(AccessMemory([0x7B]) == AccessMemory())
    }

    @Test func aSecretIsTypedUnseen() {
        func typed(_ bytes: String) -> (text: String, end: SecretLine.End?) {
            var line = SecretLine()
            for byte in bytes.utf8 {
                if let end = line.take(byte) { return (line.text, end) }
            }
            return (line.text, nil)
        }
        #expect(typed(" jeton-1\t\r") == ("jeton-1", .entered))
        #expect(typed("abé\u{7F}\u{7F}c\n") == ("ac", .entered))
        #expect(typed("faux\u{15}vrai\n") == ("vrai", .entered))
        #expect(typed("jet\u{3}") == ("jet", .interrupted))
        #expect(typed("\u{4}").end == .interrupted)
        #expect(typed("jeton\u{4}").end == .entered)
        #expect(typed("je\u{1B}ton").end == nil)
    }
}
