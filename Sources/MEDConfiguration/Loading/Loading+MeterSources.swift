import MEDCore

extension Loading {
    private static let meterSourceKeys = ["consumption", "production", "load_curve", "max_power"]

    /// The section `sources` of a meter.
    mutating func meterSources(_ node: YAMLNode?, path: String) -> MeterSources {
        var sources = MeterSources()
        guard let node, !node.isNull, checkKeys(of: node, path: path, known: Self.meterSourceKeys) else {
            return sources
        }
        func isOn(_ key: String, _ loading: inout Loading) -> Bool? {
            loading.optional(key, in: node, path: path, Expected.boolean, BooleanText.value)
        }
        sources.consumption = isOn("consumption", &self) ?? sources.consumption
        sources.production = isOn("production", &self) ?? sources.production
        sources.loadCurve = isOn("load_curve", &self) ?? sources.loadCurve
        sources.maxPower = isOn("max_power", &self) ?? sources.maxPower
        return sources
    }

    /// A meter of the production is an item of its own: what is fetched of it, and under which name, stands there.
    mutating func checkLinks(of meters: [MeterSettings], in items: [YAMLNode]) {
        for (index, item) in items.enumerated() {
            guard let meter = meters.first(where: { $0.id.digits == item["id"]?.scalar }),
                let linked = meter.linkedProduction
            else { continue }
            let place = Place(key: "pdls[\(index)].production_pdl", position: item["production_pdl"]?.position)
            if linked == meter.id {
                error(
                    place,
                    LocalizedText(
                        fr: "c'est le PDL lui-même ; s'il mesure aussi la production, écrivez plutôt "
                            + "« sources: {production: true} »",
                        en: "this is the PDL itself; if it measures the production too, write "
                            + "“sources: {production: true}” instead"))
            } else if !meters.contains(where: { $0.id == linked }) {
                error(
                    place,
                    LocalizedText(
                        fr: "ce PDL n'est pas dans « pdls » ; ajoutez-le, avec "
                            + "« sources: {consumption: false, production: true} »",
                        en: "this PDL is not in “pdls”; add it, with “sources: {consumption: false, production: true}”")
                )
            }
        }
    }
}
