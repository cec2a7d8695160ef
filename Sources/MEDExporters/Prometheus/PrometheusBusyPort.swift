import MEDCore

/// What to say of a port that another program has.
enum PrometheusBusyPort {
    static func hint(port: Int) -> LocalizedText {
        port == 9_090
            ? LocalizedText(
                fr: "9090 est le port de Prometheus lui-même : choisissez-en un autre (prometheus.port: 9091) et "
                    + "indiquez-le dans sa configuration.",
                en: "9090 is Prometheus' own port: choose another one (prometheus.port: 9091) and name it in its "
                    + "configuration.")
            : LocalizedText(
                fr: "Choisissez un autre port (prometheus.port).", en: "Choose another port (prometheus.port).")
    }
}
