public import MEDCore

extension VictoriaMetricsExporter {
    /// The section `victoriametrics` of config.yaml, with document 002's keys and `push.token`, `read_url`, `ca_cert` and
    /// `pin` besides. The URL and the labels make it this destination and no other: another label is another series.
    public static let manifest = ExporterManifest(
        key: "victoriametrics",
        name: LocalizedText(fr: "VictoriaMetrics", en: "VictoriaMetrics"),
        fields: pushFields + HTTPFields.tls(section: "Mode Push") + [readURL, labels],
        backfill: .full,
        idempotence: .none,
        batchLimit: 12_000
    )

    /// `push.interval`, or not at all when `push.enabled` is off.
    public static func pace(for configuration: ExporterConfiguration) -> DeliveryPace {
        guard configuration.values["push.enabled"] != .boolean(false) else {
            return .held(
                reason: LocalizedText(
                    fr: "L'envoi est désactivé (push.enabled: false) ; rien n'est perdu.",
                    en: "Pushing is off (push.enabled: false); nothing is lost."))
        }
        return .every(.seconds(configuration.integer("push.interval") ?? 60))
    }

    private static let pushFields = [
        ConfigurationField(
            "push.enabled", .boolean, default: .boolean(true), section: "Mode Push",
            label: LocalizedText(fr: "Activer Push", en: "Enable push"),
            help: LocalizedText(
                fr: "Désactivé : rien n'est envoyé, et rien n'est perdu.", en: "Off: nothing is sent, nothing is lost.")
        ),
        ConfigurationField(
            "push.url", .url, default: .string("http://victoriametrics:8428/api/v1/import"), isIdentity: true,
            section: "Mode Push", label: LocalizedText(fr: "URL endpoint", en: "Endpoint URL"),
            help: LocalizedText(
                fr: "Adresse complète (…/api/v1/import) ou adresse de base (http://victoriametrics:8428).",
                en: "Full address (…/api/v1/import) or base address (http://victoriametrics:8428).")),
        ConfigurationField(
            "push.interval", .integer(1...86_400), default: .integer(60), section: "Mode Push",
            label: LocalizedText(fr: "Intervalle (s)", en: "Interval (s)"),
            help: LocalizedText(
                fr: "Ce qui est nouveau part ensemble, au plus une fois dans ce délai.",
                en: "What is new goes out together, at most once in that time.")),
        ConfigurationField(
            "push.username", .text, section: "Mode Push", label: LocalizedText(fr: "Utilisateur", en: "User name"),
            help: LocalizedText(
                fr: "Vide si le serveur n'en demande pas (-httpAuth.username).",
                en: "Empty when the server asks for none (-httpAuth.username).")),
        ConfigurationField(
            "push.password", .text, isSecret: true, section: "Mode Push",
            label: LocalizedText(fr: "Mot de passe", en: "Password"),
            help: LocalizedText(
                fr: "N'est envoyé qu'avec un nom d'utilisateur.", en: "Sent only along with a user name.")),
        ConfigurationField(
            "push.token", .text, isSecret: true, section: "Mode Push",
            label: LocalizedText(fr: "Jeton", en: "Token"),
            help: LocalizedText(
                fr: "Jeton Bearer (vmauth), à la place de l'utilisateur et du mot de passe.",
                en: "Bearer token (vmauth), instead of user name and password.")),
    ]

    private static let readURL = ConfigurationField(
        "read_url", .url, section: "Mode Push", label: LocalizedText(fr: "URL de lecture", en: "Read URL"),
        help: LocalizedText(
            fr: "Cluster seulement : http://vmselect:8481/select/0/prometheus. Vide : la même adresse que l'envoi.",
            en: "Cluster only: http://vmselect:8481/select/0/prometheus. Empty: the same address as for pushing."))

    private static let labels = ConfigurationField(
        "labels", .map, isIdentity: true, section: "Labels",
        label: LocalizedText(fr: "Labels", en: "Labels"),
        help: LocalizedText(
            fr: "Ajoutés à chaque série, par exemple instance: home. En changer crée de nouvelles séries.",
            en: "Added to every series, such as instance: home. Another label means other series."))
}
