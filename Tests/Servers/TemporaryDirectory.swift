public import Foundation

/// A directory only this user can read (mode 0700), removed with its owner.
public final class TemporaryDirectory: Sendable {
    /// Where it is.
    public let url: URL

    /// A new, empty one.
    public init(_ name: String = "med-tests") throws {
        url = FileManager.default.temporaryDirectory.appending(path: "\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a file in it.
    public func path(_ file: String) -> String { url.appending(path: file).path }

    /// Writes a file only this user can read.
    ///
    /// - Returns: its path.
    @discardableResult
    public func write(_ text: String, to file: String) throws -> String {
        let path = path(file)
        guard
            FileManager.default.createFile(
                atPath: path,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        else { throw TestServerError("cannot write \(path)") }
        return path
    }
}
