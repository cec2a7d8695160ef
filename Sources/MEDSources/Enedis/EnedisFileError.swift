public import MEDCore

/// Why a file could not be read at all.
public struct EnedisFileError: Error, Hashable, Sendable {
    /// The kinds of failure.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The file cannot be opened or read: missing, a directory, not allowed.
        case notReadable
        /// Longer than ``EnedisFile/maximumOfBytes``, or a workbook that unpacks to more than it may.
        case tooLarge
        /// Nothing in it.
        case empty
        /// Neither a text nor an XLSX workbook that can be opened: an archive, an old or protected workbook, a cut one.
        case binary
        /// A text, but none of the known layouts.
        case notAnEnedisFile
        /// An export that is known and not read: another than the powers of EDF.
        case unsupportedLayout
        /// The header stops before its line of values.
        case truncatedHeader
        /// The file names no meter and the caller gave none.
        case noPDL
        /// The meter's number in the file is not 14 digits.
        case invalidPDL
        /// The unit is missing or not one of W, kW, Wh, kWh, VA, kVA where it is due.
        case unknownUnit
        /// `Pas en minutes` is no length that a reading of that unit has.
        case unknownStep
        /// `Grandeur metier` is neither consumption nor production and the caller gave no direction.
        case unknownDirection
    }

    /// The kind of failure.
    public let code: Code
    /// The file's name.
    public let file: String
    /// The line, counted from 1; `nil` when the fault is the whole file's.
    public let line: Int?
    /// What is wrong, where, and what to do.
    public let message: LocalizedText

    init(_ code: Code, file: String, line: Int? = nil, _ message: LocalizedText) {
        self.code = code
        self.file = file
        self.line = line
        self.message = LocalizedText(
            fr: file + (line.map { ", ligne \($0)" } ?? "") + " : " + message.french,
            en: file + (line.map { ", line \($0)" } ?? "") + ": " + message.english)
    }
}

extension EnedisFileError: CustomStringConvertible {
    /// The English message.
    public var description: String { message.english }
}
