import MEDCore
import MEDHTTP

/// The configuration of one instance, read and checked.
struct VictoriaMetricsSettings: Sendable {
    let addresses: VictoriaMetricsAddresses
    /// Where to write.
    let writing: HTTPDestination
    /// Where to read and to delete.
    let reading: HTTPDestination
    let labels: MetricLabels

    /// The settings of a configuration, or of an earlier identity with the present credentials.
    ///
    /// - Throws: `ExporterFault.blocked` when it cannot work: no URL, a query in it, a label that is none.
    init(_ configuration: ExporterConfiguration, at identity: DestinationIdentity? = nil) throws {
        var configuration = configuration
        if let url = identity?.values["push.url"] {
            var values = configuration.values
            // Of another server nothing says where it is read: a single node is, at the same address.
            if values["push.url"] != .string(url) { values["read_url"] = nil }
            values["push.url"] = .string(url)
            configuration = ExporterConfiguration(instance: configuration.instance, values: values)
        }
        let write = try configuration.httpURL("push.url")
        let read = configuration.string("read_url") == nil ? nil : try configuration.httpURL("read_url")
        for (key, url) in [("push.url", write), ("read_url", read ?? write)] where url.query != nil {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "\(key) ne doit pas contenir de « ? » : les labels s'indiquent dans labels.",
                    en: "\(key) must not contain a \"?\": labels are set in labels."))
        }
        for key in ["push.url", "read_url"] where configuration.string(key)?.hasUserInformation == true {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "\(key) ne doit pas contenir de mot de passe : utilisez push.username et push.password.",
                    en: "\(key) must not contain a password: use push.username and push.password."))
        }
        do throws(HTTPFault) {
            addresses = try VictoriaMetricsAddresses(write: write, read: read)
        } catch {
            throw ExporterFault.blocked(
                cause: LocalizedText(fr: "push.url ne convient pas : \(error)", en: "push.url cannot be used: \(error)")
            )
        }
        let tls = try configuration.httpTLS()
        writing = HTTPDestination(
            name: "VictoriaMetrics", url: addresses.importing, tls: tls,
            authentication: try configuration.pushAuthentication(for: write), memory: HTTPDestinationMemory())
        reading = HTTPDestination(
            name: "VictoriaMetrics", url: addresses.exporting, tls: tls,
            authentication: try configuration.pushAuthentication(for: read ?? write), memory: HTTPDestinationMemory())
        labels =
            try identity?.values["labels"].map { try MetricLabels(identity: $0) }
            ?? MetricLabels(identity == nil ? configuration.map("labels") : [:])
    }
}

extension ExporterConfiguration {
    /// `push.username` and `push.password`, or `push.token`, for the origin of `url`.
    fileprivate func pushAuthentication(for url: HTTPURL) throws(ExporterFault) -> HTTPAuthentication? {
        let (user, password, token) = (string("push.username"), secret("push.password"), secret("push.token"))
        if user == nil, password != nil {
            throw .blocked(
                cause: LocalizedText(
                    fr: "push.password est donné sans push.username : donnez les deux, ou aucun.",
                    en: "push.password is given without push.username: give both, or none."))
        }
        if user != nil, token != nil {
            throw .blocked(
                cause: LocalizedText(
                    fr: "push.username et push.token s'excluent : gardez l'un des deux.",
                    en: "push.username and push.token exclude each other: keep one of them."))
        }
        if let token { return .bearer(token.reveal(), for: url.origin) }
        return user.map { .basic(user: $0, password: password?.reveal() ?? "", for: url.origin) }
    }
}

extension String {
    /// `http://user:password@host`: the URL is an identity, which is stored and shown.
    fileprivate var hasUserInformation: Bool {
        guard let authority = firstRange(of: "://") else { return false }
        return self[authority.upperBound...].prefix { !"/?#".contains($0) }.contains("@")
    }
}
