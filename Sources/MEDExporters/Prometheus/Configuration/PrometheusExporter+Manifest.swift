public import MEDCore

extension PrometheusExporter {
    /// The section `prometheus` of config.yaml: document 002's port, path and metrics, and besides who may come.
    public static let manifest = ExporterManifest(
        key: "prometheus",
        name: LocalizedText(fr: "Prometheus", en: "Prometheus"),
        fields: endpointFields + metricFields,
        backfill: .currentOnly,
        idempotence: .natural
    )

    private static let endpointFields = [
        ConfigurationField(
            "listen", .host, default: .string("127.0.0.1"), section: "Endpoint",
            label: LocalizedText(fr: "Adresse d'écoute", en: "Listen address"),
            help: LocalizedText(
                fr: "127.0.0.1 : cette machine seulement ; 0.0.0.0 : le réseau, avec un mot de passe ou « Ouvert ».",
                en: "127.0.0.1: this machine only; 0.0.0.0: the network, with a password or \"Open\".")),
        ConfigurationField(
            "port", .port, default: .integer(9_090), section: "Endpoint",
            label: LocalizedText(fr: "Port", en: "Port"),
            help: LocalizedText(
                fr: "9090 est aussi celui de Prometheus : s'il tourne sur cette machine, prenez-en un autre (9091).",
                en: "9090 is Prometheus' own, too: where it runs on this machine, take another one (9091).")),
        ConfigurationField(
            "path", .text, default: .string("/metrics"), section: "Endpoint",
            label: LocalizedText(fr: "Path", en: "Path"),
            help: LocalizedText(
                fr: "Le chemin de l'URL, metrics_path dans la configuration de Prometheus.",
                en: "The path of the URL, metrics_path in the configuration of Prometheus.")),
        ConfigurationField(
            "username", .text, section: "Endpoint", label: LocalizedText(fr: "Utilisateur", en: "User name"),
            help: LocalizedText(
                fr: "Que Prometheus doit présenter (basic_auth) ; vide : sans mot de passe.",
                en: "What Prometheus has to show (basic_auth); empty: no password.")),
        ConfigurationField(
            "password", .text, isSecret: true, section: "Endpoint",
            label: LocalizedText(fr: "Mot de passe", en: "Password"),
            help: LocalizedText(
                fr: "Va avec l'utilisateur ; voyage en clair sur le réseau.",
                en: "Goes with the user name; travels in clear over the network.")),
        ConfigurationField(
            "open", .boolean, default: .boolean(false), section: "Endpoint",
            label: LocalizedText(fr: "Ouvert", en: "Open"),
            help: LocalizedText(
                fr: "Laisse le réseau lire sans mot de passe, quand l'adresse d'écoute n'est pas 127.0.0.1.",
                en: "Lets the network read without a password, when the listen address is not 127.0.0.1.")),
    ]

    private static let metricFields = [
        ConfigurationField(
            "metrics", .list(choices: PrometheusRenderer.metrics.map(\.name)),
            default: .list(PrometheusRenderer.metrics.map(\.name)), section: "Métriques",
            label: LocalizedText(fr: "Métriques exposées", en: "Exposed metrics"),
            help: LocalizedText(fr: "Toutes si rien n'est indiqué.", en: "All of them when nothing is set.")),
        ConfigurationField(
            "labels", .map, section: "Métriques",
            label: LocalizedText(fr: "Labels", en: "Labels"),
            help: LocalizedText(
                fr: "Ajoutés à chaque métrique, par exemple location: paris.",
                en: "Added to every metric, for example location: paris.")),
    ]
}
