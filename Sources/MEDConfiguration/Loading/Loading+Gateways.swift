import MEDCore

extension Loading {
    /// The environment names of the first gateway: `SOURCES_GATEWAY_TOKEN`.
    static let firstGatewayKey = "sources.gateway"
    static let gatewayFields = [
        gatewayField("id", .text),
        gatewayField("kind", .choice(GatewaySettings.Kind.allCases.map(\.rawValue))),
        gatewayField("url", .url),
        ConfigurationField("token", .text, isSecret: true, label: LocalizedText(fr: "Jeton", en: "Token")),
        gatewayField("cache", .boolean),
        gatewayField("quota", .integer(1...1_000_000)),
        gatewayField("pdls", .list(choices: [])),
        gatewayField("enabled", .boolean),
    ]

    private static func gatewayField(_ key: String, _ kind: ConfigurationField.Kind) -> ConfigurationField {
        ConfigurationField(key, kind, label: LocalizedText(fr: key, en: key))
    }

    /// The list `sources.gateways`; a plain mapping is a list of one, and so is the environment alone.
    mutating func gateways(_ node: YAMLNode?, meters: [MeterSettings]) -> [GatewaySettings] {
        let path = "sources.gateways"
        var items: [(node: YAMLNode?, path: String)] = []
        if let list = node?.sequence {
            items = list.enumerated().map { ($1, "\(path)[\($0)]") }
        } else if let node, !node.isNull {
            items = [(node, path)]
        }
        if items.isEmpty, isGatewayInEnvironment { items = [(nil, path)] }
        var gateways: [GatewaySettings] = []
        for (index, item) in items.enumerated() {
            guard let gateway = gateway(item.node, path: item.path, isFirst: index == 0, meters: meters) else {
                continue
            }
            if gateways.contains(where: { $0.id == gateway.id }) {
                error(
                    Place(key: "\(item.path).id", position: item.node?["id"]?.position ?? item.node?.position),
                    LocalizedText(
                        fr:
                            "une autre passerelle porte déjà le nom « \(gateway.id) » ; donnez un autre « id » à celle-ci",
                        en: "another gateway has the name “\(gateway.id)” already; give this one another “id”"))
                continue
            }
            gateways.append(gateway)
        }
        return gateways
    }

    private var isGatewayInEnvironment: Bool {
        ["kind", "token", "token_file", "url"].contains { key in
            environment["SOURCES_GATEWAY_\(key.uppercased())"] != nil
        }
    }

    private mutating func gateway(
        _ node: YAMLNode?, path: String, isFirst: Bool, meters: [MeterSettings]
    ) -> GatewaySettings? {
        let leaves = leaves(
            of: node, path: path, environmentKey: isFirst ? Self.firstGatewayKey : nil, fields: Self.gatewayFields)
        guard node == nil || node?.mapping != nil else { return nil }
        let enabled = Self.gatewayFields.first { $0.key == "enabled" }.flatMap { read($0, in: leaves, isActive: false) }
        let isEnabled = enabled?.value != .boolean(false)
        let values = readAll(Self.gatewayFields.filter { $0.key != "enabled" }, in: leaves, isActive: isEnabled)
        guard case .string(let name) = values["kind"]?.value, let kind = GatewaySettings.Kind(rawValue: name) else {
            // What was given but refused has its own error.
            if !isGiven(["kind"], in: leaves) { missing("kind", Expected.gatewayKind, path: path, node: node) }
            return nil
        }
        var gateway = GatewaySettings(id: kind.rawValue, kind: kind, isEnabled: isEnabled)
        if let id = values["id"], case .string(let text) = id.value, !text.isEmpty {
            if Self.isInstanceName(text) {
                gateway.id = text
            } else {
                error(id.place, expected: Expected.instanceName, Expected.instanceName.asMessage)
            }
        }
        if let url = values["url"], case .string(let text) = url.value {
            gateway.url = text
            warnOfPlainHTTP(text, at: url.place)
        }
        if case .secret(let token) = values["token"]?.value { gateway.token = token }
        if case .boolean(let usesCache) = values["cache"]?.value { gateway.usesCache = usesCache }
        if case .integer(let quota) = values["quota"]?.value { gateway.callsPerDay = quota }
        gateway.pdls = pdls(of: values["pdls"], in: leaves, meters: meters)
        if isEnabled, gateway.token == nil, !isGiven(["token", "token_file", "token_credential"], in: leaves) {
            missing("token", Expected.gatewayToken, path: path, node: node)
        }
        return gateway
    }

    private func isGiven(_ keys: [String], in leaves: SectionLeaves) -> Bool {
        keys.contains { key in
            if leaves.environmentKey != nil, environment["SOURCES_GATEWAY_\(key.uppercased())"] != nil { return true }
            guard let node = leaves.nodes[key], !node.isNull else { return false }
            return node.scalar != ""
        }
    }

    /// An error for a key that must be there, at the gateway's place in the file, else at its environment name.
    private mutating func missing(
        _ key: String, _ expected: LocalizedText, path: String, node: YAMLNode?
    ) {
        let place =
            node.map { Place(key: "\(path).\(key)", position: $0.position) }
            ?? Place(key: "SOURCES_GATEWAY_\(key.uppercased())", position: nil)
        error(place, expected: expected, expected.asMessage)
    }

    private mutating func pdls(
        of read: ReadValue?, in leaves: SectionLeaves, meters: [MeterSettings]
    ) -> [PDL]? {
        guard let read, case .list(let texts) = read.value, !texts.isEmpty else { return nil }
        // The file's own nodes, which know whether they are quoted, unless the environment gave the list.
        let items = read.place.position == nil ? nil : leaves.nodes["pdls"]?.sequence
        let nodes = items ?? texts.map { YAMLNode(content: .scalar($0), position: nil) }
        var pdls: [PDL] = []
        for (index, node) in nodes.enumerated() {
            let place = items == nil ? read.place : Place(key: "\(read.place.key)[\(index)]", position: node.position)
            guard let pdl = pdl(node, at: place, quotedAs: "") else { continue }
            if !meters.contains(where: { $0.id == pdl }) {
                warning(
                    place,
                    LocalizedText(
                        fr: "ce PDL n'est pas dans « pdls » ; rien n'est demandé pour lui",
                        en: "this PDL is not in “pdls”; nothing is fetched for it"))
            }
            if !pdls.contains(pdl) { pdls.append(pdl) }
        }
        return pdls
    }

    private mutating func warnOfPlainHTTP(_ url: String, at place: Place) {
        let lower = url.lowercased()
        let isLocal = ["localhost", "127.", "[::1]"].contains { lower.hasPrefix("http://\($0)") }
        guard lower.hasPrefix("http://"), !isLocal else { return }
        warning(
            place,
            LocalizedText(
                fr: "sans https, le jeton et les relevés passent en clair sur le réseau",
                en: "without https, the token and the readings cross the network in the clear"))
    }
}
