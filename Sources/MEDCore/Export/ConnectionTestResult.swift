/// What a connection test found, stage by stage.
public struct ConnectionTestResult: Hashable, Sendable {
    /// Whether data could be delivered.
    public let success: Bool
    /// The headline: `Connexion réussie`, `Échec de connexion`, or an exporter's own.
    public let message: LocalizedText
    /// The stages that were tried, in order.
    public let stages: [ConnectionTestStage]
    /// The destination's name and version, when it says them.
    public let server: String?

    /// A result of stages: successful when every one passed or could not be checked.
    public init(stages: [ConnectionTestStage], server: String? = nil) {
        success = stages.allSatisfy { $0.outcome != .failed }
        message =
            success
            ? LocalizedText(fr: "Connexion réussie", en: "Connection successful")
            : LocalizedText(fr: "Échec de connexion", en: "Connection failed")
        self.stages = stages
        self.server = server
    }

    /// Document 001's result, without stages.
    public init(success: Bool, message: String = "", error: String? = nil) {
        self.success = success
        let text = success ? message : (error ?? message)
        self.message = LocalizedText(fr: text, en: text)
        stages = []
        server = nil
    }

    /// The first stage that failed.
    public var failure: ConnectionTestStage? { stages.first { $0.outcome == .failed } }
}
