public import MEDCore

/// One item of `sources.gateways`.
public struct GatewaySettings: Hashable, Sendable {
    /// Which gateway to Enedis' readings a household uses. The raw values are those of `kind`.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The first gateway of MyElectricalData, `https://myelectricaldata.fr`.
        case v1
        /// The second gateway of MyElectricalData, `https://www.v2.myelectricaldata.fr`.
        case v2
        /// Conso API, `https://conso.boris.sh`: readings alone, neither Tempo nor EcoWatt.
        case conso

        /// Whether it hands on RTE's Tempo colours and EcoWatt signals.
        public var servesSignals: Bool { self != .conso }
    }

    /// `id`: under which its quota is counted; the kind's name where the file gives none.
    public var id: String
    /// `kind`.
    public var kind: Kind
    /// `url`: where the gateway is; `nil` for the official address of its kind.
    public var url: String?
    /// `token`, `token_file` or `token_credential`; a gateway that is on has one.
    public var token: Secret?
    /// `cache`: whether the gateway may answer from its cache, which costs no call to Enedis.
    public var usesCache: Bool
    /// `quota`: calls a day; `nil` for what the gateway is known to allow.
    public var callsPerDay: Int?
    /// `pdls`: the meters that are asked of this gateway; `nil` for all.
    public var pdls: [PDL]?
    /// `enabled`.
    public var isEnabled: Bool

    /// A gateway.
    public init(
        id: String, kind: Kind, url: String? = nil, token: Secret? = nil, usesCache: Bool = true,
        callsPerDay: Int? = nil, pdls: [PDL]? = nil, isEnabled: Bool = true
    ) {
        self.id = id
        self.kind = kind
        self.url = url
        self.token = token
        self.usesCache = usesCache
        self.callsPerDay = callsPerDay
        self.pdls = pdls
        self.isEnabled = isEnabled
    }

    /// Whether a meter's readings may be asked of this gateway.
    public func serves(_ pdl: PDL) -> Bool {
        pdls?.contains(pdl) ?? true
    }
}
