import MEDCore

extension Expected {
    static let gatewayKind = LocalizedText(
        fr: "« kind » : v1 ou v2 (MyElectricalData), ou conso (Conso API)",
        en: "“kind”: v1 or v2 (MyElectricalData), or conso (Conso API)")
    static let gatewayToken = LocalizedText(
        fr:
            "le jeton de la passerelle (« token » ou « token_file »), celui de votre compte sur son site ; ou « enabled: "
            + "false »",
        en: "the gateway's token (“token” or “token_file”), that of your account on its site; or “enabled: false”")
    static let rteIsMissing = LocalizedText(
        fr: "« rte » demande un compte de RTE ; ajoutez « sources.rte.client_id » et « client_secret »",
        en: "“rte” needs an account at RTE; add “sources.rte.client_id” and “client_secret”")
    static let signalGatewayIsMissing = LocalizedText(
        fr:
            "« gateway » demande une passerelle v1 ou v2 activée dans « sources.gateways » (conso n'a ni Tempo ni EcoWatt)",
        en: "“gateway” needs a v1 or v2 gateway that is enabled in “sources.gateways” (conso has neither Tempo nor "
            + "EcoWatt)")
    static let ecowattSourceIsMissing = LocalizedText(
        fr: "EcoWatt demande une passerelle v1 ou v2, ou un compte de RTE ; ajoutez « sources.gateways » ou "
            + "« sources.rte »",
        en: "EcoWatt needs a v1 or v2 gateway, or an account at RTE; add “sources.gateways” or “sources.rte”")
}
