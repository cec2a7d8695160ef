import MEDCore

/// Why a table cannot be read: the whole file's error when it is the first one, an issue when others went before it.
struct TableFault: Error {
    let code: EnedisFileError.Code
    let text: LocalizedText

    init(_ code: EnedisFileError.Code, _ text: LocalizedText) {
        self.code = code
        self.text = text
    }
}
