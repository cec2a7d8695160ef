import Foundation

/// Whether a file is still the one that was looked at.
struct FileStamp: Hashable {
    private let size: Int
    private let modified: Date
    private let inode: UInt64

    /// `nil` when there is no such plain file.
    init?(_ path: String) {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            attributes[.type] as? FileAttributeType == .typeRegular
        else { return nil }
        size = (attributes[.size] as? NSNumber)?.intValue ?? 0
        modified = attributes[.modificationDate] as? Date ?? .distantPast
        inode = (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
    }

    /// Not written to for a while: complete without a second look.
    var isOld: Bool { modified.timeIntervalSinceNow < -5 }
}
