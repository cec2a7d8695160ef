import FoundationEssentials
import MEDCore

/// What an answer that is no success says. Jeedom answers HTTP 200 to everything but a banned address, so that only the
/// body tells (core/api/jeeApi.php of 4.5.3).
struct JeedomFailure: Error, Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// The key is wrong, missing, too short, for something else, or its mode excludes us (codes 1 and 2).
        case key
        /// This machine's address is banned, for 10 minutes.
        case banned
        /// No such command, or no right on it (701, 702).
        case command
        /// No such equipment (602).
        case equipment
        /// The method is unknown, or forbidden to this key (500).
        case method
        /// MySQL refuses the value (SQLSTATE class 22).
        case value
        /// Anything that may pass.
        case trouble
        /// This is not Jeedom.
        case foreign
    }

    let kind: Kind
    /// What the server said, without the key, on one line, shortened; empty when it said nothing that helps.
    let text: String

    init(_ kind: Kind, _ text: String = "", key: JeedomKey = .none) {
        self.kind = kind
        let clean = String(decoding: key.redacting(Array(text.utf8)), as: UTF8.self)
        let line = clean.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : String($0) }.joined()
            .split(separator: " ").joined(separator: " ")
        let shown = PDL.shortening(in: line)
        self.text = shown.count > 160 ? "\(shown.prefix(160))…" : shown
    }

    /// Of an answer to JSON-RPC; `nil` when it is a result.
    static func ofJSONRPC(_ body: [UInt8], key: JeedomKey) -> JeedomFailure? {
        struct Head: Decodable {
            struct Failure: Decodable {
                let code: JeedomText?
                let message: JeedomText?
            }
            let jsonrpc: String
            let error: Failure?
        }
        let clean = key.redacting(body)
        guard let head = try? JSONDecoder().decode(Head.self, from: Data(clean)) else {
            return JeedomFailure(ofPage: clean, key: key)
        }
        guard let error = head.error else { return nil }
        let message = error.message?.text ?? ""
        return JeedomFailure(kind(code: error.code?.text.flatMap { Int($0) } ?? 0, message), message, key: key)
    }

    private static func kind(code: Int, _ message: String) -> Kind {
        switch code {
        // Code 1 is also that of a request without a version.
        case 1 where message.contains("JSON-RPC"): .foreign
        case 1, 2: .key
        case 500: .method
        case 602: .equipment
        case 701, 702: .command
        // api::allow::method and api::forbidden::method have no code of their own.
        default:
            if message.contains("[MySQL] Error code : 22") {
                .value
            } else if isRefusal(message) {
                .method
            } else {
                .trouble
            }
        }
    }

    /// Of an answer to the Virtual plugin's call; `nil` for the empty body, which is its success.
    static func ofVirtual(_ body: [UInt8], key: JeedomKey) -> JeedomFailure? {
        let clean = key.redacting(body)
        let text = String(decoding: clean, as: UTF8.self)
        if text.allSatisfy(\.isWhitespace) { return nil }
        // Other languages of Jeedom's pages word it otherwise; the address at the end is the same.
        if text.contains(", IP :") || isRefusal(text) { return JeedomFailure(.key, text, key: key) }
        if text.contains("ID virtuel inconnu") || text.contains("Commande introuvable")
            || (text.localizedVirtual && text.hasSuffix(" : 0"))
        {
            return JeedomFailure(.command, text, key: key)
        }
        if text.contains("[MySQL]") || text.contains("SQLSTATE") { return JeedomFailure(.trouble, text, key: key) }
        return JeedomFailure(ofPage: clean, key: key)
    }

    /// Of a page with 404: Jeedom shows it to a banned address, any other server to a wrong path.
    static func ofNotFound(_ body: [UInt8], key: JeedomKey) -> JeedomFailure {
        let text = String(decoding: key.redacting(body), as: UTF8.self)
        let isJeedoms =
            text.contains("The page that you have requested could not be found")
            || text.contains("La page que vous demandez ne peut être trouvée")
        return JeedomFailure(isJeedoms ? .banned : .foreign)
    }

    private init(ofPage body: [UInt8], key: JeedomKey) {
        let text = String(decoding: body, as: UTF8.self)
        // PHP's own words about a fault inside the box.
        let isTrouble = ["SQLSTATE", "[MySQL]", "Fatal error", "Uncaught"].contains { text.contains($0) }
        self.init(isTrouble ? .trouble : .foreign, isTrouble ? text : "", key: key)
    }

    private static func isRefusal(_ text: String) -> Bool {
        text.contains("pas autoris") || text.contains("not authorized") || text.contains("not authorised")
    }
}

extension String {
    /// Whether it speaks of the Virtual plugin, in any of Jeedom's languages.
    fileprivate var localizedVirtual: Bool { lowercased().contains("virtu") }
}
