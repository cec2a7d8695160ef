/// What an answer that holds no data says: codes, sentences and instants, wherever the server put them.
///
/// Known forms: `{"detail": …}` (v1, FastAPI), `{"error": {"code", "message"}}` (v2), `{"error", "error_description"}`
/// (Enedis), `{"status", "message", "error": {…}}` (Conso API), `{"tag", "error_code", "description", "enedis_return"}`
/// (the ancestor of v1), `{"code", "message", "description", "nextAccessTime"}` (Enedis' WSO2 front).
struct ErrorBody {
    private(set) var codes: [String] = []
    private(set) var sentences: [String] = []
    /// Values of fields that name the instant from which on one may ask again.
    private(set) var instants: [String] = []
    /// Whether the body was JSON: a page of a proxy says nothing about the question.
    let isJSON: Bool

    private static let codeKeys: Set<String> = ["error", "error_code", "code", "type"]
    /// In the order in which a reader wants them.
    private static let sentenceKeys = [
        "message", "detail", "description", "error_description", "information", "msg",
    ]
    private static let instantKeys: Set<String> = [
        "nextAccessTime", "next_access_time", "quota_reset_at", "reset_at", "retry_after",
    ]
    private static let maximum = 20

    init(_ body: [UInt8]) {
        guard let tree = JSONTree(body) else {
            isJSON = false
            // WSO2 writes its throttling as XML too; of a page of a proxy the first lines are enough.
            sentences = [String(decoding: body.prefix(1_024), as: UTF8.self)]
            return
        }
        isJSON = true
        if let text = tree.string { sentences = [text] }
        collect(tree)
    }

    private mutating func collect(_ tree: JSONTree) {
        switch tree {
        case .object(let members):
            for key in Self.sentenceKeys { if let text = members[key]?.string { add(text, to: \.sentences) } }
            for key in members.keys.sorted() {
                guard let value = members[key] else { continue }
                if let text = value.string {
                    if Self.codeKeys.contains(key) { add(text, to: \.codes) }
                    if Self.instantKeys.contains(key) { add(text, to: \.instants) }
                } else {
                    collect(value)
                }
            }
        case .array(let elements):
            for element in elements.prefix(Self.maximum) { collect(element) }
        case .text, .null: break
        }
    }

    private mutating func add(_ text: String, to list: WritableKeyPath<ErrorBody, [String]>) {
        let text = String(text.prefix(1_000))
        if self[keyPath: list].count < Self.maximum, !self[keyPath: list].contains(text) {
            self[keyPath: list].append(text)
        }
    }

    /// All of it as one text, for phrases and instants: codes first.
    var text: String { (codes + sentences).joined(separator: ": ") }
}
