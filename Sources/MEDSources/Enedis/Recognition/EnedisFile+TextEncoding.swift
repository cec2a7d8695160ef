extension EnedisFile {
    /// The encodings that are read; the beginning of the file shows which one it is.
    public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
        /// Nothing beyond the 128 characters that all encodings share.
        case ascii = "ASCII"
        /// UTF-8, with or without a mark.
        case utf8 = "UTF-8"
        /// Windows-1252, of which ISO-8859-1 is a part.
        case windows1252 = "Windows-1252 / ISO-8859-1"
        /// UTF-16 with its mark.
        case utf16 = "UTF-16"
    }
}
