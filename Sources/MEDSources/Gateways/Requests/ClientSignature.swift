/// How this program names itself to gateways: Conso API asks public tools to, v1 wants a `version`.
enum ClientSignature {
    static let version = "0.1.0"
    static let userAgent = "swift-myelectricaldata/" + version
}
