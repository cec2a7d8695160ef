import MEDCore

extension [ExporterSection] {
    /// Gives fields without a value those of the sections that their manifests name; see `ConfigurationFallback`.
    ///
    /// It works on what was read, so that environment, file and default of the other section keep their precedence.
    func resolvingFallbacks(_ manifests: [ExporterManifest]) -> [ExporterSection] {
        map { section in
            guard let manifest = manifests.first(where: { $0.key == section.instance.exporterKey }),
                manifest.fields.contains(where: { $0.fallback != nil })
            else { return section }
            var section = section
            for field in manifest.fields {
                guard let fallback = field.fallback, section.origins[field.key] == .default,
                    let other = first(where: { $0.instance == InstanceID(exporterKey: fallback.exporterKey) }),
                    other.isWritten
                else { continue }
                section.inherit(field, from: other, fallback, manifest: manifest)
            }
            return section
        }
    }
}

extension ExporterSection {
    /// Whether anybody configured it: the defaults of a section that is not there are nobody's choice.
    fileprivate var isWritten: Bool { origins.values.contains { $0 != .default } }

    fileprivate mutating func inherit(
        _ field: ConfigurationField, from other: ExporterSection, _ fallback: ConfigurationFallback,
        manifest: ExporterManifest
    ) {
        if let companion = fallback.companion {
            let key = manifest.fields.first { $0.key == companion }?.fallback?.key ?? companion
            guard configuration.values[companion] == other.configuration.values[key] else { return }
        }
        var values = configuration.values
        values[field.key] = other.configuration.values[fallback.key]
        configuration = ExporterConfiguration(instance: instance, values: values, manifest: manifest)
        origins[field.key] = .section(key: "\(fallback.exporterKey).\(fallback.key)")
    }
}
