extension HTTPResponse {
    init(_ raw: RawResponse, url: HTTPURL) {
        status = raw.status
        headers = HTTPHeaders(head: raw.head)
        body = raw.body
        version = raw.version
        self.url = url
        remoteAddress = raw.remoteAddress
        timings = raw.timings
    }
}

extension HTTPHeaders {
    /// The fields of a response head.
    static func fields(of head: [UInt8]) -> [Field] {
        var fields: [Field] = []
        var start = head.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? head.endIndex
        while start < head.endIndex {
            let end = head[start...].firstIndex(of: UInt8(ascii: "\n")) ?? head.endIndex
            let line = Self.trimmed(head[start..<end])
            if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                let value = Self.trimmed(line[(colon + 1)...])
                fields.append(
                    Field(
                        name: String(decoding: line[..<colon], as: UTF8.self),
                        value: String(decoding: value, as: UTF8.self)))
            }
            start = end + 1
        }
        return fields
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let first = rest.first, isSpace(first) { rest.removeFirst() }
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }
}
