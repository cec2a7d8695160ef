import MEDConfiguration
import MEDCore
import MEDHTTP
import MEDSources

/// The sources that a configuration names, made ready to be asked.
struct SourceSet {
    /// One account at one gateway, with the meters that are asked of it.
    struct Account {
        let settings: GatewaySettings
        let gateway: any Gateway
        let meters: [SyncMeter]
    }

    let accounts: [Account]
    let tempo: [any MEDSources.TempoSource]
    let ecowatt: [any MEDSources.EcowattSource]

    /// Whether there is anything to ask.
    var isEmpty: Bool { accounts.isEmpty && tempo.isEmpty && ecowatt.isEmpty }

    init(_ configuration: Configuration, client: HTTPClient) throws {
        let sources = configuration.sources
        accounts = try sources.gateways.filter(\.isEnabled).map { settings in
            let meters = configuration.meters.filter { sources.gateway(for: $0.id)?.id == settings.id }
            return Account(
                settings: settings, gateway: try Self.gateway(settings, client: client),
                meters: meters.map(SyncMeter.init))
        }
        // One for both: a token serves all of RTE's APIs.
        let server = try HTTPURL(RTEAuthorization.server)
        let rte = sources.rte.map {
            RTEAuthorization(clientID: $0.clientID, clientSecret: $0.clientSecret, client: client, server: server)
        }
        tempo = sources.tempo.isEnabled ? try Self.tempo(sources, rte, client) : []
        ecowatt = sources.ecowatt.isEnabled ? try Self.ecowatt(sources, rte, client) : []
    }

    /// A gateway as the household configured it.
    static func gateway(_ settings: GatewaySettings, client: HTTPClient) throws -> any Gateway {
        let url = try settings.url.map { try HTTPURL($0) }
        let token = settings.token ?? Secret("")
        let gateway: any Gateway =
            switch settings.kind {
            case .v1: MyElectricalDataV1Gateway(client: client, baseURL: url, token: token)
            case .v2: MyElectricalDataV2Gateway(client: client, baseURL: url, token: token)
            case .conso: ConsoAPIGateway(client: client, baseURL: url, token: token)
            }
        // Past its cache v2 allows 50 calls a day instead of 1,000.
        let own = settings.callsPerDay ?? (settings.kind == .v2 && !settings.usesCache ? 50 : nil)
        return LimitedGateway(gateway, callsPerDay: own, usesCache: settings.usesCache)
    }

    /// The preferred source first; the others answer when it does not.
    private static func tempo(
        _ sources: SourceSettings, _ rte: RTEAuthorization?, _ client: HTTPClient
    ) throws -> [any MEDSources.TempoSource] {
        var found: [any MEDSources.TempoSource] = []
        if [.auto, .rte].contains(sources.tempo.source), let rte {
            let server = try HTTPURL(RTEAuthorization.server)
            found.append(RTETempo(authorization: rte, client: client, server: server))
        }
        if [.auto, .gateway].contains(sources.tempo.source), let settings = signalGateway(sources) {
            let base = try address(of: settings)
            found.append(
                settings.kind == .v1 ? V1Tempo(client: client, base: base) : V2Tempo(client: client, base: base))
        }
        if [.auto, .public].contains(sources.tempo.source) {
            found.append(PublicTempoCalendar(client: client, base: try HTTPURL("https://www.api-couleur-tempo.fr/api")))
        }
        return found
    }

    private static func ecowatt(
        _ sources: SourceSettings, _ rte: RTEAuthorization?, _ client: HTTPClient
    ) throws -> [any MEDSources.EcowattSource] {
        var found: [any MEDSources.EcowattSource] = []
        if [.auto, .rte].contains(sources.ecowatt.source), let rte {
            let server = try HTTPURL(RTEAuthorization.server)
            found.append(RTEEcowatt(authorization: rte, client: client, server: server))
        }
        if [.auto, .gateway].contains(sources.ecowatt.source), let settings = signalGateway(sources) {
            let base = try address(of: settings)
            found.append(
                settings.kind == .v1
                    ? V1Ecowatt(client: client, base: base)
                    : V2Ecowatt(client: client, base: base, token: settings.token ?? Secret("")))
        }
        return found
    }

    private static func signalGateway(_ sources: SourceSettings) -> GatewaySettings? {
        sources.gateways.first { $0.isEnabled && $0.kind.servesSignals }
    }

    private static func address(of settings: GatewaySettings) throws -> HTTPURL {
        let official: MEDSources.GatewayKind = settings.kind == .v1 ? .v1 : .v2
        return try HTTPURL(settings.url ?? official.officialAddress)
    }
}

extension SyncMeter {
    init(_ meter: MeterSettings) {
        let wanted = meter.sources
        var kinds: [ReadingKind] = [.dailyEnergy]
        if wanted.loadCurve { kinds.append(.loadCurve) }
        if wanted.maxPower { kinds.append(.maxPower) }
        self.init(
            pdl: meter.id, consumption: wanted.consumption ? kinds : [], production: wanted.production ? kinds : [])
    }
}
