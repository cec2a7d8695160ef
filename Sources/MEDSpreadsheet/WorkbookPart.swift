/// The list of sheets.
final class WorkbookPart: XMLHandler {
    struct Sheet {
        let name: String
        /// The id of its relationship, then the path of its part.
        let part: String
    }

    private(set) var sheets: [Sheet] = []
    private(set) var countsFrom1904 = false
    private(set) var failure: WorkbookError?

    init(_ archive: ZipArchive, path: String) throws(WorkbookError) {
        try XMLReader.read(archive, path: path, into: self)
    }

    func begin(_ element: String, _ attributes: XMLAttributes) {
        if element == "workbookPr" {
            countsFrom1904 = attributes["date1904"].map { $0 == "1" || $0 == "true" } ?? false
        } else if element == "sheet" {
            guard sheets.count < WorkbookLimits.sheets else {
                failure = .tooLarge
                return
            }
            sheets.append(Sheet(name: attributes["name"] ?? "", part: attributes["id"] ?? ""))
        }
    }

    func end(_ element: String) {}
    func text(_ bytes: UnsafeRawBufferPointer) {}
}
