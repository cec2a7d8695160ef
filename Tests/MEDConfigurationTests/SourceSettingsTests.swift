import MEDConfiguration
import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct SourceSettingsTests {
    var loader: Loader

    init() throws { loader = try Loader() }

    private func sources(_ yaml: String) throws -> SourceSettings {
        let loaded = try loader.load(yaml)
        #expect(loaded.warnings.isEmpty, "\(loaded.warnings)")
        return loaded.configuration.sources
    }

    @Test func everyKey() throws {
        try loader.folder.write("from-a-file\n", to: "token")
        let read = try sources(
            """
            pdls: [{id: "01234567890123"}, {id: "12345678901234"}]
            sources:
              gateways:
                - {id: mine, kind: v2, url: "https://gateway.example/api", token: "abcdef", cache: false, quota: 50,
                   pdls: ["01234567890123"]}
                - {kind: conso, token_file: token}
                - {id: old, kind: V1, enabled: false}
              tempo: {enabled: false, source: public}
              ecowatt: {source: rte}
              rte: {client_id: "client", client_secret: "sesame"}
            """)
        let pdl = try #require(PDL("01234567890123"))
        let other = try #require(PDL("12345678901234"))
        #expect(
            read.gateways == [
                GatewaySettings(
                    id: "mine", kind: .v2, url: "https://gateway.example/api", token: Secret("abcdef"),
                    usesCache: false, callsPerDay: 50, pdls: [pdl]),
                GatewaySettings(id: "conso", kind: .conso, token: Secret("from-a-file")),
                GatewaySettings(id: "old", kind: .v1, isEnabled: false),
            ])
        #expect(read.tempo == TempoSettings(isEnabled: false, source: .public))
        #expect(read.ecowatt == EcowattSettings(isEnabled: true, source: .rte))
        #expect(read.rte == RTECredentials(clientID: "client", clientSecret: Secret("sesame")))
        #expect(read.gateway(for: pdl)?.id == "mine")
        #expect(read.gateway(for: other)?.id == "conso")
        #expect(!"\(read)".contains("abcdef") && !"\(read)".contains("sesame"))
    }

    @Test func aPlainMappingIsAListOfOne() throws {
        let read = try sources("sources: {gateways: {kind: v1, token: \"abc\"}}")
        #expect(read.gateways == [GatewaySettings(id: "v1", kind: .v1, token: Secret("abc"))])
    }

    /// On when a gateway or RTE is configured or a contract is Tempo; EcoWatt has no source without an account.
    @Test(arguments: [
        ("", false, false), ("sources:\n", false, false), ("sources: {gateways: []}", false, false),
        ("sources: {gateways: {kind: v1, token: t}}", true, true),
        ("sources: {gateways: {kind: conso, token: t}}", true, false),
        ("sources: {gateways: {kind: v2, enabled: false}}", false, false),
        ("sources: {rte: {client_id: a, client_secret: b}}", true, true),
        ("pdls: [{id: \"12345678901234\", contract: {from: 2024-01-01, tariff: TEMPO}}]", true, false),
        ("pdls: [{id: \"12345678901234\", contract: {from: 2024-01-01, tariff: BASE}}]", false, false),
        ("sources: {gateways: {kind: v1, token: t}, tempo: {enabled: no}, ecowatt: {enabled: no}}", false, false),
        ("sources: {tempo: {enabled: yes}}", true, false),
    ])
    func whatIsOnWithoutBeingSaid(yaml: String, tempo: Bool, ecowatt: Bool) throws {
        let read = try sources(yaml)
        #expect(read.tempo.isEnabled == tempo)
        #expect(read.ecowatt.isEnabled == ecowatt)
    }

    @Test(arguments: [
        ("sources: {gateways: [{kind: v1}]}", "1:22 sources.gateways[0].token"),
        ("sources: {gateways: {kind: v1, token: \"\"}}", "1:21 sources.gateways.token"),
        ("sources: {gateways: [{token: t}]}", "1:22 sources.gateways[0].kind"),
        ("sources: {gateways: [{kind: v3, token: t}]}", "1:29 sources.gateways[0].kind"),
        ("sources: {gateways: [{kind: v1, token: t, id: \"a b\"}]}", "1:47 sources.gateways[0].id"),
        (
            "sources: {gateways: [{kind: v1, token: t}, {kind: v1, token: u}]}", "1:44 sources.gateways[1].id"
        ),
        ("sources: {gateways: [{kind: v1, token: t, url: gateway}]}", "1:48 sources.gateways[0].url"),
        ("sources: {gateways: [{kind: v1, token: t, quota: 0}]}", "1:50 sources.gateways[0].quota"),
        ("sources: {gateways: [{kind: v1, token: t, cache: maybe}]}", "1:50 sources.gateways[0].cache"),
        ("sources: {gateways: [{kind: v1, token_file: none}]}", "1:45 sources.gateways[0].token_file"),
        (
            "sources: {gateways: [{kind: v1, token: t, pdls: [12345678901234]}]}",
            "1:50 sources.gateways[0].pdls[0]"
        ),
        (
            "sources: {gateways: [{kind: v1, token: t, pdls: [\"1234567890123\"]}]}",
            "1:50 sources.gateways[0].pdls[0]"
        ),
        ("sources: {gateways: v1}", "1:21 sources.gateways"), ("sources: {gateways: [v1]}", "1:22 sources.gateways[0]"),
        ("sources: v1", "1:10 sources"), ("sources: {tempo: on}", "1:18 sources.tempo"),
        ("sources: {tempo: {source: edf}}", "1:27 sources.tempo.source"),
        ("sources: {tempo: {enabled: true, source: rte}}", "1:42 sources.tempo.source"),
        ("sources: {tempo: {enabled: true, source: gateway}}", "1:42 sources.tempo.source"),
        ("sources: {gateways: {kind: conso, token: t}, tempo: {source: gateway}}", "1:62 sources.tempo.source"),
        ("sources: {ecowatt: {enabled: true}}", "1:30 sources.ecowatt.enabled"),
        ("sources: {ecowatt: {source: public}}", "1:29 sources.ecowatt.source"),
        ("sources: {rte: {client_id: a}}", "1:28 sources.rte.client_id"),
        ("sources: {rte: {client_secret: abcdef}}", "1:32 sources.rte.client_secret"),
        ("sources: {rte: {client_id: a, client_secret_file: none}}", "1:51 sources.rte.client_secret_file"),
    ])
    func whatIsWrong(yaml: String, place: String) throws {
        #expect(try loader.issue(yaml).place == place)
    }

    @Test(arguments: [
        (
            "sources: {gatewys: []}", "1:11 sources.gatewys",
            "clé inconnue « gatewys », vouliez-vous dire « gateways » ?"
        ),
        (
            "sources: {tempo: {sources: public}}", "1:19 sources.tempo.sources",
            "clé inconnue « sources », vouliez-vous dire « source » ?"
        ),
        (
            "sources: {gateways: [{kind: v1, tokn: t, enabled: false}]}", "1:33 sources.gateways[0].tokn",
            "clé inconnue « tokn », vouliez-vous dire « token » ?"
        ),
        (
            "sources: {gateways: [{kind: v1, token: t, pdls: [\"12345678901234\"]}]}",
            "1:50 sources.gateways[0].pdls[0]", "ce PDL n'est pas dans « pdls » ; rien n'est demandé pour lui"
        ),
        (
            "sources: {gateways: [{kind: v1, token: t, url: \"http://gateway.lan\"}]}",
            "1:48 sources.gateways[0].url", "sans https, le jeton et les relevés passent en clair sur le réseau"
        ),
    ])
    func whatIsDoubtful(yaml: String, place: String, message: String) throws {
        let warnings = try loader.load(yaml).warnings
        #expect(warnings.map(\.place) == [place])
        #expect(warnings.map(\.message.french) == [message])
    }

    @Test func theFirstGatewayHasNamesInTheEnvironment() throws {
        var loader = loader
        loader.environment["SOURCES_GATEWAY_KIND"] = "v2"
        loader.environment["SOURCES_GATEWAY_TOKEN_FILE"] = try loader.folder.write("from-a-file\n", to: "t")
        loader.environment["SOURCES_GATEWAY_URL"] = "http://127.0.0.1:9"
        loader.environment["SOURCES_RTE_CLIENT_ID"] = "client"
        loader.environment["SOURCES_RTE_CLIENT_SECRET"] = "secret"
        loader.environment["SOURCES_TEMPO_SOURCE"] = "rte"
        let alone = try loader.load("").configuration.sources
        let expected = GatewaySettings(
            id: "v2", kind: .v2, url: "http://127.0.0.1:9", token: Secret("from-a-file"))
        #expect(alone.gateways == [expected])
        #expect(alone.rte == RTECredentials(clientID: "client", clientSecret: Secret("secret")))
        #expect(alone.tempo.source == .rte)
        let yaml = "sources: {gateways: [{id: a, kind: v1, token: x, quota: 7}, {id: b, kind: v1, token: y}]}"
        let both = try loader.load(yaml)
        #expect(both.warnings.isEmpty)
        #expect(both.configuration.sources.gateways.map(\.kind) == [.v2, .v1])
        #expect(both.configuration.sources.gateways.map { $0.token?.reveal() } == ["from-a-file", "y"])
        #expect(both.configuration.sources.gateways.map(\.callsPerDay) == [7, nil])
        loader.environment = ["SOURCES_GATEWAY_TOKEN": "abc"]
        #expect(try loader.issue("").place == "-:- SOURCES_GATEWAY_KIND")
        loader.environment = ["SOURCES_GATEWAY_KIND": "v1"]
        #expect(try loader.issue("").place == "-:- SOURCES_GATEWAY_TOKEN")
        loader.environment = ["SOURCES_GATEWAY_TOKN": "abc"]
        #expect(try loader.load("").warnings.map(\.place) == ["-:- SOURCES_GATEWAY_TOKN"])
        loader.environment = [
            "SOURCES_GATEWAY_KIND": "v1", "SOURCES_GATEWAY_TOKEN": "abc",
            "SOURCES_GATEWAY_PDLS": "01234567890123, 12345678901234",
        ]
        #expect(
            try loader.load("").configuration.sources.gateways.first?.pdls?.map(\.digits)
                == ["01234567890123", "12345678901234"])
    }

    @Test func aTokenThatEveryoneReadsIsRefused() throws {
        let issue = try #require(
            try loader.issues("sources: {gateways: [{kind: v1, token: \"abcdef\"}]}", mode: 0o644).first)
        #expect(issue.place == "1:40 sources.gateways[0].token")
        #expect(!issue.message.french.contains("abcdef"))
    }

    @Test func whatIsFetchedOfAMeter() throws {
        let meters = try loader.load(
            """
            pdls:
              - {id: "01234567890123", production_pdl: "12345678901234", sources: {load_curve: false, max_power: no}}
              - {id: "12345678901234", sources: {consumption: false, production: true}}
              - {id: "22345678901234", sources: }
            """
        ).configuration.meters
        #expect(
            meters.map(\.sources) == [
                MeterSources(loadCurve: false, maxPower: false), MeterSources(consumption: false, production: true),
                MeterSources(),
            ])
        #expect(meters.map { $0.linkedProduction?.digits } == ["12345678901234", nil, nil])
    }

    @Test(arguments: [
        ("sources: {production: 2}", "1:54 pdls[0].sources.production"), ("sources: all", "1:41 pdls[0].sources"),
        ("production_pdl: 22345678901234", "1:48 pdls[0].production_pdl"),
        ("production_pdl: \"12345678901234\"", "1:48 pdls[0].production_pdl"),
        ("production_pdl: \"22345678901234\"", "1:48 pdls[0].production_pdl"),
    ])
    func whatIsWrongOfAMeter(keys: String, place: String) throws {
        #expect(try loader.issue("pdls: [{id: \"12345678901234\",  \(keys)}]").place == place)
    }
}
