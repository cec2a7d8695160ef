import Foundation

/// The folder in which the household drops its files. A file is taken once it has not changed between two looks.
struct WatchFolder {
    let path: String?
    private var seen: [String: FileStamp] = [:]
    private var taken: [String: FileStamp] = [:]
    /// `false` when there is a folder to watch that cannot be read.
    private(set) var isReadable = true

    init(path: String?) {
        self.path = path
    }

    /// The files that are new, or changed, and complete.
    mutating func newFiles() -> [String] {
        guard let path else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            isReadable = false
            return []
        }
        isReadable = true
        let present = Set(names.map { path + "/" + $0 })
        seen = seen.filter { present.contains($0.key) }
        taken = taken.filter { present.contains($0.key) }
        var ready: [String] = []
        for name in names.sorted() where !name.hasPrefix(".") {
            let file = path + "/" + name
            guard let stamp = FileStamp(file), taken[file] != stamp else { continue }
            if seen[file] == stamp || stamp.isOld {
                taken[file] = stamp
                ready.append(file)
            } else {
                seen[file] = stamp
            }
        }
        return ready
    }

    /// Looks at every file again.
    mutating func forget() {
        taken = [:]
    }

    /// Looks at one file again.
    mutating func forget(_ file: String) {
        taken[file] = nil
    }

    /// The same memory at another path, a new one when it is another folder.
    func moved(to other: String?) -> WatchFolder {
        other == path ? self : WatchFolder(path: other)
    }
}
