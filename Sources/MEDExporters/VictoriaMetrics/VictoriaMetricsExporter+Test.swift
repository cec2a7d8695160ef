public import MEDCore
import MEDHTTP

extension VictoriaMetricsExporter {
    /// Tries the server with an import of nothing, which it answers as any other and which leaves nothing behind; then
    /// whether what is written can be read back, and how long the server keeps it.
    public func testConnection() async -> ConnectionTestResult {
        var report = HTTPTestReport(settings.writing)
        guard let response = await report.send(server.importRequest([])) else { return report.result() }
        guard response.isSuccess else {
            // Not 404: 400 is what an unknown path is answered with.
            if response.status == 400 {
                report.fail(.write, Self.wrongPath, hint: Self.pathHint)
            } else {
                report.fail(response)
            }
            return report.result()
        }
        // A login page is a 200; this endpoint answers 204.
        guard response.status == 204 else {
            report.fail(.write, Self.notVictoriaMetrics, hint: Self.pathHint)
            return report.result()
        }
        report.pass(
            .authenticate, nil,
            settings.writing.authentication == nil
                ? LocalizedText(fr: "Aucune identification demandée", en: "No credentials asked for")
                : LocalizedText(fr: "Identification acceptée", en: "Credentials accepted"))
        report.pass(.write, response.timings.total, await writingText())
        return report.result(server: "VictoriaMetrics")
    }

    private func writingText() async -> LocalizedText {
        let allowed = LocalizedText(fr: "Écriture autorisée.", en: "Writing is allowed.")
        do {
            guard try await server.series(#"{__name__="myelectricaldata_test"}"#) != nil else {
                return allowed.followed(by: Self.unreadable)
            }
            guard let retention = try await server.retention() else {
                return allowed.followed(by: Self.readable).followed(by: Self.unknownRetention)
            }
            return allowed.followed(by: Self.readable).followed(by: Self.text(retention))
        } catch {
            return allowed.followed(by: Self.unreadable)
        }
    }

    private static let wrongPath = LocalizedText(
        fr: "VictoriaMetrics ne connaît pas ce chemin (HTTP 400).",
        en: "VictoriaMetrics does not know this path (HTTP 400).")
    private static let notVictoriaMetrics = LocalizedText(
        fr: "Ce qui répond à cette adresse n'est pas VictoriaMetrics.",
        en: "What answers at this address is not VictoriaMetrics.")
    private static let pathHint = LocalizedText(
        fr: "L'adresse est http://hôte:8428/api/v1/import, ou en cluster http://vminsert:8480/insert/0/prometheus.",
        en: "The address is http://host:8428/api/v1/import, or in a cluster http://vminsert:8480/insert/0/prometheus.")
    private static let readable = LocalizedText(
        fr: "Relecture autorisée : ce qui est écrit est vérifié.",
        en: "Reading back is allowed: what is written is verified.")
    private static let unreadable = LocalizedText(
        fr: "Relecture impossible à cette adresse : l'envoi ne peut pas être vérifié, et une interruption peut laisser "
            + "des doublons. En cluster, indiquez read_url ; avec vmauth, autorisez la lecture.",
        en: "Reading back is not possible at this address: what is sent cannot be verified, and an interruption may "
            + "leave duplicates. In a cluster set read_url; with vmauth allow reading.")
    private static let unknownRetention = LocalizedText(
        fr: "La durée de conservation n'est pas visible ici ; elle se règle par -retentionPeriod.",
        en: "How long data is kept cannot be seen here; it is set by -retentionPeriod.")

    /// Three years are what Enedis gives for days; a shorter retention drops what a new installation sends first.
    private static func text(_ retention: Retention) -> LocalizedText {
        let kept = LocalizedText(
            fr: "Le serveur garde \(retention.days) jours.", en: "The server keeps \(retention.days) days.")
        guard retention.days < 3 * 365 else { return kept }
        return kept.followed(
            by: LocalizedText(
                fr: "L'historique plus ancien sera refusé : lancez-le avec -retentionPeriod=10y.",
                en: "Older history will be dropped: start it with -retentionPeriod=10y."))
    }
}
