public import MEDCore

/// Why a store could not do what it was asked. Nothing was half-done: every call is one transaction.
public struct StoreError: Error, Hashable, Sendable {
    /// The kinds of failure that a caller may want to tell apart.
    public enum Code: String, Hashable, Sendable {
        /// The file or server cannot be opened.
        case cannotOpen
        /// The data was written by a newer version of this program.
        case newerVersion
        /// The data is damaged.
        case damaged
        /// Another process holds the database for too long.
        case locked
        /// The disk is full.
        case diskFull
        /// The data cannot be written: a read-only file or folder.
        case readOnly
        /// There is no such import, lane or epoch.
        case notFound
        /// A reading lies outside what can be stored and read again: no meter has it.
        case outOfRange
        /// Anything else that the engine reported.
        case engine
    }

    /// The kind.
    public let code: Code
    /// What, where, and what to do.
    public let message: LocalizedText

    /// An error.
    public init(_ code: Code, _ message: LocalizedText) {
        self.code = code
        self.message = message
    }
}

extension StoreError: CustomStringConvertible {
    /// The English message.
    public var description: String { message.english }
}
