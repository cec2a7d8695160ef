import MEDCore

extension ExporterConformance {
    func checkManifest() throws {
        let manifest = subject.exporter.manifest
        let lowercase = Set("abcdefghijklmnopqrstuvwxyz0123456789_")
        try expect("key", !manifest.key.isEmpty && manifest.key.allSatisfy(lowercase.contains), found: manifest.key)
        try checkText("name", manifest.name)
        try expect("batch limit", manifest.batchLimit > 0, found: "\(manifest.batchLimit)")
        try expect("payload version", manifest.payloadVersion > 0, found: "\(manifest.payloadVersion)")
        for field in manifest.fields {
            try checkText("label of \(field.key)", field.label)
            try checkText("help of \(field.key)", field.help)
            try expect("section of \(field.key)", !field.section.isEmpty, found: "none")
            try check(field)
        }
        let keys = manifest.fields.map(\.key)
        try expectEqual("fields, each once", Set(keys).count, keys.count)
        let names = manifest.fields.map { $0.environmentName(exporterKey: manifest.key) }
        try expectEqual("environment names, each once", Set(names).count, names.count)
        if manifest.backfill != .currentOnly || !subject.series.isEmpty {
            try expect(
                "fields that make it this destination", manifest.fields.contains(where: \.isIdentity), found: "none")
        }
    }

    private func checkText(_ what: String, _ text: LocalizedText) throws {
        try expect("\(what) in French", !text.french.isEmpty, found: "nothing")
        try expect("\(what) in English", !text.english.isEmpty, found: "nothing")
    }

    private func check(_ field: ConfigurationField) throws {
        if field.isSecret {
            try expect("\(field.key) has no default", field.defaultValue == nil)
            try expect("\(field.key) is no part of the identity", !field.isIdentity)
        }
        let words = field.key.split { $0 == "." || $0 == "_" }
        let isNamedSecret = words.contains { ["password", "token", "secret", "secrets", "apikey"].contains($0) }
        try expect(
            "\(field.key) is marked as a secret", field.isSecret || !isNamedSecret || field.kind == .file,
            found: "in clear")
        let isOfItsKind =
            switch (field.kind, field.defaultValue) {
            case (_, nil): true
            case (.integer(let range), .integer(let value)): range.contains(value)
            case (.port, .integer(let value)): (1...65_535).contains(value)
            case (.choice(let choices), .string(let value)): choices.contains(value)
            case (.list(let choices), .list(let values)): choices.isEmpty || values.allSatisfy(choices.contains)
            case (.boolean, .boolean), (.map, .map), (.text, .string), (.host, .string), (.url, .string),
                (.file, .string), (.start, .string):
                true
            default: false
            }
        try expect("\(field.key)'s default is one of its values", isOfItsKind)
    }

    /// Every secret is set, everything is called and previewed, and none of them comes out.
    func checkSecrets() async throws {
        let scene = try await scene(.well)
        for field in subject.exporter.manifest.fields
        where field.isSecret && !subject.unsetSecrets.contains(field.key) {
            guard case .secret(let secret) = scene.stage.values[field.key],
                secret.reveal().contains(scene.secrets.token)
            else {
                throw ConformanceFailure("the subject", expected: "a canary in \(field.key)", found: "none")
            }
        }
        let exporter = try scene.exporter()
        try await scene.connected(exporter) { _ in _ = try await scene.callAll(exporter) }
        var previews: [String] = []
        if let previewing = exporter as? any PreviewingExporter {
            let data = scene.data
            for message in previewing.preview(data.state) + previewing.preview(data.documents)
                + previewing.preview(data.tempo) + previewing.preview(data.ecowatt)
            {
                previews.append("\(message.address) \(message.manner) \(String(decoding: message.body, as: UTF8.self))")
            }
        }
        if let leak = scene.secrets.leak(in: previews) {
            throw ConformanceFailure("a preview", expected: "no secret", found: leak)
        }
        let identity = DestinationIdentity(
            ExporterConfiguration(
                instance: InstanceID(exporterKey: subject.exporter.manifest.key), values: scene.stage.values,
                manifest: subject.exporter.manifest), manifest: subject.exporter.manifest)
        if let leak = scene.secrets.leak(in: ["\(identity)"]) {
            throw ConformanceFailure("the destination's identity", expected: "no secret", found: leak)
        }
        try scene.checkSecrecy()
    }
}
