import CExpat

/// What one part of a workbook needs to know of its XML. Names come without their namespace.
protocol XMLHandler: AnyObject {
    func begin(_ element: String, _ attributes: XMLAttributes)
    func end(_ element: String)
    /// Bytes of UTF-8; a text may come in several pieces.
    func text(_ bytes: UnsafeRawBufferPointer)
    /// Why reading stops; looked at after every event.
    var failure: WorkbookError? { get }
    /// `true` when nothing more is wanted.
    var isFinished: Bool { get }
}

extension XMLHandler {
    var failure: WorkbookError? { nil }
    var isFinished: Bool { false }
}

/// The attributes of an element while its start is handled.
struct XMLAttributes {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

    /// The attribute of that name, whatever its namespace.
    subscript(name: String) -> String? {
        guard var pair = pairs else { return nil }
        while let key = pair[0], let value = pair[1] {
            if XMLReader.localName(key) == name { return String(cString: value) }
            pair += 2
        }
        return nil
    }
}

/// Feeds a part of an archive to expat.
enum XMLReader {
    static func read(_ archive: ZipArchive, path: String, into handler: any XMLHandler) throws(WorkbookError) {
        // A space stands in no namespace, as they are URIs.
        guard let parser = XML_ParserCreateNS(nil, namespaceMark) else { throw .tooLarge }
        defer { XML_ParserFree(parser) }
        let session = Session(parser: parser, handler: handler)
        // The session outlives the parser's use: `withExtendedLifetime` below.
        XML_SetUserData(parser, Unmanaged.passUnretained(session).toOpaque())
        XML_SetElementHandler(
            parser, { Session.of($0)?.begin($1, $2) }, { Session.of($0)?.end($1) })
        XML_SetCharacterDataHandler(parser, { Session.of($0)?.text($1, $2) })
        // A workbook's parts have no document type; without one there are no entities to expand or to fetch.
        XML_SetStartDoctypeDeclHandler(parser, { data, _, _, _, _ in Session.of(data)?.refuse() })
        var isWellFormed = true
        var fed = 0
        try withExtendedLifetime(session) { () throws(WorkbookError) in
            try archive.read(path) { piece in
                let status = XML_Parse(
                    parser, piece.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(piece.count), 0)
                fed += piece.count
                // expat keeps a token until it is whole, and reads it again with every piece (CVE-2023-52425).
                isWellFormed = status == XML_STATUS_OK && fed - XML_GetCurrentByteIndex(parser) <= longestToken
                return isWellFormed
            }
            if isWellFormed { isWellFormed = XML_Parse(parser, nil, 0, 1) == XML_STATUS_OK }
        }
        if let failure = handler.failure { throw failure }
        guard isWellFormed || handler.isFinished, !session.isRefused else { throw .damaged(part: path) }
    }

    /// No tag of a workbook comes near it.
    private static let longestToken = 1 << 20

    fileprivate static let namespaceMark = XML_Char(0x20)

    fileprivate static func localName(_ name: UnsafePointer<XML_Char>) -> String {
        var start = name
        var position = name
        while position.pointee != 0 {
            if position.pointee == namespaceMark { start = position + 1 }
            position += 1
        }
        return String(cString: start)
    }
}

/// What expat's callbacks reach through their user data.
private final class Session {
    let parser: XML_Parser
    let handler: any XMLHandler
    private(set) var isRefused = false

    init(parser: XML_Parser, handler: any XMLHandler) {
        self.parser = parser
        self.handler = handler
    }

    static func of(_ data: UnsafeMutableRawPointer?) -> Session? {
        data.map { Unmanaged<Session>.fromOpaque($0).takeUnretainedValue() }
    }

    func begin(_ name: UnsafePointer<XML_Char>?, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
        guard let name, goesOn else { return }
        handler.begin(XMLReader.localName(name), XMLAttributes(pairs: attributes))
        stopIfDone()
    }

    func end(_ name: UnsafePointer<XML_Char>?) {
        guard let name, goesOn else { return }
        handler.end(XMLReader.localName(name))
        stopIfDone()
    }

    func text(_ text: UnsafePointer<XML_Char>?, _ count: Int32) {
        guard goesOn else { return }
        handler.text(UnsafeRawBufferPointer(start: text, count: Int(count)))
        stopIfDone()
    }

    func refuse() {
        isRefused = true
        XML_StopParser(parser, XML_Bool(XML_FALSE))
    }

    // expat may still deliver the end of an empty element after it was told to stop.
    private var goesOn: Bool { !isRefused && handler.failure == nil && !handler.isFinished }

    private func stopIfDone() {
        if !goesOn { XML_StopParser(parser, XML_Bool(XML_FALSE)) }
    }
}
