/// Header fields in the order they are sent; names are compared without regard to case, and may repeat.
public struct HTTPHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One field.
    public struct Field: Sendable, Hashable {
        /// As written.
        public let name: String
        /// Without the white space around it.
        public let value: String
    }

    private enum Storage: Sendable {
        case fields([Field])
        /// A response head as received: most readers ask for one field or none, so it is taken apart when they do.
        case head([UInt8])
    }

    private var storage: Storage

    /// The fields in order.
    public private(set) var fields: [Field] {
        get {
            switch storage {
            case .fields(let fields): fields
            case .head(let head): Self.fields(of: head)
            }
        }
        set { storage = .fields(newValue) }
    }

    /// No field.
    public init() { storage = .fields([]) }

    init(fields: [Field]) { storage = .fields(fields) }

    /// The fields of a response head as received: a status line, then a field per line.
    init(head: [UInt8]) { storage = .head(head) }

    /// The fields of a literal, repeated names included.
    public init(dictionaryLiteral elements: (String, String)...) {
        storage = .fields(elements.map { Field(name: $0, value: $1) })
    }

    /// Whether the fields are the same, in the same order.
    public static func == (left: HTTPHeaders, right: HTTPHeaders) -> Bool { left.fields == right.fields }

    /// Hashes the fields in order.
    public func hash(into hasher: inout Hasher) { hasher.combine(fields) }

    /// The first value of a name; nil: there is none. Setting replaces all values of that name.
    public subscript(name: String) -> String? {
        get { fields.first { Self.isEqual($0.name, name) }?.value }
        set {
            fields.removeAll { Self.isEqual($0.name, name) }
            if let newValue { append(name, newValue) }
        }
    }

    /// All values of a name, in order.
    public func values(_ name: String) -> [String] {
        fields.filter { Self.isEqual($0.name, name) }.map(\.value)
    }

    /// Adds a field, whatever fields of that name exist.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    private static func isEqual(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count
            && zip(left.utf8, right.utf8).allSatisfy { lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}

extension HTTPHeaders: CustomStringConvertible, CustomReflectable {
    /// The names only: values may hold secrets.
    public var description: String { fields.map(\.name).joined(separator: ", ") }

    /// Shows the names only.
    public var customMirror: Mirror { Mirror(self, children: ["names": description]) }
}
