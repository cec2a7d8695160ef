import MEDConfiguration
import MEDCore

extension AccessMemory {
    /// Days before its end from which a consent is spoken of.
    private static let notice: Int64 = 30

    /// Why a gateway may not ask about a meter; `nil` while it may.
    func trouble(of pdl: PDL, at gateway: GatewaySettings) -> LocalizedText? {
        guard let entry = meters[pdl.digits] else { return nil }
        if entry.isBanned {
            return LocalizedText(
                fr: "\(pdl) : la passerelle \(gateway.id) a exclu ce compte : écrivez à ceux qui s'en occupent",
                en: "\(pdl): the gateway \(gateway.id) has banned this account: write to those who run it")
        }
        guard !entry.isValid else { return nil }
        let words = entry.information.map { " (\($0))" } ?? ""
        if gateway.kind == .conso {
            return LocalizedText(
                fr: "\(pdl) : la clé de \(gateway.id) a expiré ou n'est pas pour ce compteur : faites-en une autre",
                en: "\(pdl): the key of \(gateway.id) has ended or is not for this meter: make another one")
        }
        return LocalizedText(
            fr:
                "\(pdl) : la passerelle \(gateway.id) n'a plus accès à ce compteur\(words) : renouvelez le consentement",
            en: "\(pdl): the gateway \(gateway.id) has no access to this meter any more\(words): renew the consent")
    }

    /// That a consent is about to end; `nil` while there is time, and when the end is not known.
    func warning(of pdl: PDL, at gateway: GatewaySettings, now: UTCInstant) -> LocalizedText? {
        guard let entry = meters[pdl.digits], let seconds = entry.consentEnds else { return nil }
        let end = UTCInstant(secondsSinceEpoch: seconds)
        guard end.seconds(since: now) <= Self.notice * 86_400 else { return nil }
        let day = Day(containing: end)
        let what =
            gateway.kind == .conso
            ? LocalizedText(fr: "la clé de \(gateway.id)", en: "the key of \(gateway.id)")
            : LocalizedText(fr: "le consentement chez \(gateway.id)", en: "the consent at \(gateway.id)")
        return end <= now
            ? LocalizedText(
                fr: "\(pdl) : \(what.french) a pris fin le \(day), à renouveler",
                en: "\(pdl): \(what.english) ended on \(day), renew it")
            : LocalizedText(
                fr: "\(pdl) : \(what.french) prend fin le \(day), à renouveler avant",
                en: "\(pdl): \(what.english) ends on \(day), renew it before")
    }
}
