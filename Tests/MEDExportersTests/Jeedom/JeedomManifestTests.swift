import MEDCore
import MEDExporters
import Testing

@Suite(.timeLimit(.minutes(1)))
struct JeedomManifestTests {
    private let manifest = JeedomExporter.manifest

    @Test func itsKeysAreThoseOfTheConfigurationFile() {
        let keys = Set(manifest.fields.map(\.key))
        #expect(
            keys.isSuperset(of: [
                "url", "api_key", "method", "equipment_id", "commands.consumption_daily", "commands.consumption_hc",
                "commands.consumption_hp", "commands.production_daily", "commands.max_power",
            ]))
        let names = manifest.fields.map { $0.environmentName(exporterKey: manifest.key) }
        #expect(Set(names).count == names.count)
        #expect(names.contains("JEEDOM_API_KEY") && names.contains("JEEDOM_COMMANDS_MAX_POWER"))
        #expect(manifest.fields.first { $0.key == "method" }?.defaultValue == .string("jsonrpc"))
        #expect(manifest.fields.filter(\.isSecret).map(\.key) == ["api_key", "mqtt.password"])
        for field in manifest.fields {
            for text in [field.label, field.help] {
                #expect(!text.french.isEmpty && !text.english.isEmpty && !field.section.isEmpty, "\(field.key)")
            }
        }
    }

    /// Another box, another command: the history has to go there. Another key: it is there already.
    @Test func addressMethodMeterAndCommandsAreTheIdentity() {
        let identity = Set(manifest.fields.filter(\.isIdentity).map(\.key))
        #expect(identity.isSuperset(of: ["url", "method", "pdl", "commands.consumption_daily", "commands.max_power"]))
        #expect(identity.isDisjoint(with: ["api_key", "equipment_id", "ca_cert", "pin"]))
    }

    @Test(arguments: [("jsonrpc", BackfillPolicy.full), ("virtual", .currentOnly), ("mqtt", .currentOnly)])
    func onlyOneMethodTakesTheHistory(_ method: String, _ policy: BackfillPolicy) {
        let configuration = jeedomConfiguration("http://jeedom.local", ["method": .string(method)])
        #expect(JeedomExporter.backfill(for: configuration) == policy)
    }

    @Test(
        arguments: [
            (["url": .string("jeedom.local")], "url"), (["api_key": .secret(Secret("short"))], "16"),
            (["api_key": .secret(Secret("sixteen characters \" and a quote"))], "16"),
            (["commands.max_power": .string("abc")], "commands.max_power"),
            (["commands.max_power": .string("456")], "456"),
            (["commands.max_power": .string("-1")], "commands.max_power"),
            (["pdl": .string("123")], "pdl"), (["pin": .string("sha256//x")], "pin"),
        ] as [([String: ConfigurationValue], String)])
    func whatCannotWorkIsSaidAtOnce(_ values: [String: ConfigurationValue], _ word: String) async throws {
        let fault = try await exporterFault {
            _ = try JeedomExporter(
                configuration: jeedomConfiguration("http://jeedom.local", values), dependencies: jeedomDependencies())
        }
        let cause = try #require(fault.blockedCause)
        #expect(cause.french.contains(word) && cause.english.contains(word))
        #expect(!cause.english.contains("quote") || !cause.english.contains("sixteen characters"))
    }

    @Test func jeedomsOwnNotationIsANumberToo() throws {
        _ = try JeedomExporter(
            configuration: jeedomConfiguration("http://jeedom.local", ["commands.max_power": .string("#460#")]),
            dependencies: jeedomDependencies())
    }
}
