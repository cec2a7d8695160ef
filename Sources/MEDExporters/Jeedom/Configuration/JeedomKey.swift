import MEDCore

/// Jeedom's API key, and how to keep it out of texts.
struct JeedomKey: Sendable {
    private let secret: Secret

    /// For a method without a key.
    static let none = JeedomKey(unchecked: Secret(""))

    private init(unchecked secret: Secret) {
        self.secret = secret
    }

    /// Takes a key of ASCII letters, digits, `-` and `_` only: Jeedom makes them of letters and digits, and such a key
    /// looks the same in JSON, in a form, in HTML and in a log, so that it is found wherever it is echoed.
    ///
    /// - Throws: `ExporterFault.blocked` for one that Jeedom never takes (core/class/jeedom.class.php, `apiAccess`: 16
    ///   characters at least).
    init(_ secret: Secret?) throws(ExporterFault) {
        guard let secret else {
            throw .blocked(
                cause: LocalizedText(
                    fr: "api_key manque : elle est dans Jeedom, Réglages → Système → Configuration, onglet API.",
                    en: "api_key is missing: it stands in Jeedom, Réglages → Système → Configuration, tab API."))
        }
        let bytes = secret.reveal().utf8
        guard bytes.count >= 16, bytes.allSatisfy(Self.isOrdinary) else {
            throw .blocked(
                cause: LocalizedText(
                    fr: "api_key ne convient pas : une clé de Jeedom a au moins 16 lettres et chiffres, sans espace.",
                    en: "api_key cannot be right: a key of Jeedom has at least 16 letters and digits, no space."))
        }
        self.init(unchecked: secret)
    }

    private static func isOrdinary(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// The key itself, for the body of a request.
    func reveal() -> String { secret.reveal() }

    /// What the server sent, with every occurrence of the key replaced by `•••`. Jeedom repeats the request, key
    /// included, in some of its errors.
    func redacting(_ bytes: [UInt8]) -> [UInt8] {
        let key = Array(secret.reveal().utf8)
        guard !key.isEmpty, bytes.count >= key.count else { return bytes }
        var clean: [UInt8] = []
        clean.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == key[0], bytes[index...].starts(with: key) {
                clean += Array("•••".utf8)
                index += key.count
            } else {
                clean.append(bytes[index])
                index += 1
            }
        }
        return clean
    }
}
