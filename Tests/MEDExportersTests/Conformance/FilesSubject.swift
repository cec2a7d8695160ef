import Foundation
import Glibc
import MEDCore
import MEDFiles
import MEDTesting
import TestServers

extension ConformanceSubject {
    /// Files of every format in a folder.
    static let files: ConformanceSubject = {
        var reasons: [ExporterPromise: String] = [:]
        for condition in DestinationCondition.allCases
        where ![.well, .silent, .diskFull, .readOnlyFolder].contains(condition) {
            reasons[.condition(condition)] = "it writes into a folder, and speaks with no server"
        }
        var subject = ConformanceSubject(
            "files", FileExporter.self, series: Set(Series.allCases), evidence: .acknowledged, notApplicable: reasons
        ) { condition, _ in try await FilesStage.stage(condition) }
        subject.holds = { key, writes in
            let name =
                switch key.series {
                case .consumption, .production: "\(key.stream.pdl?.digits ?? "")-\(key.series.rawValue)-daily.csv"
                case .tempo: "med-tempo.csv"
                case .ecowatt: "med-ecowatt.csv"
                }
            return writes.contains { $0.address == name && $0.text.contains("\n\(key.day),") }
        }
        return subject
    }()
}

/// A folder in one condition.
private enum FilesStage {
    private static let big = "somebody-else"

    static func stage(_ condition: DestinationCondition) async throws -> ConformanceStage? {
        switch condition {
        case .well:
            let directory = try TemporaryDirectory("med-kit")
            return stage(directory.url.path, owner: directory)
        case .silent:
            let directory = try TemporaryDirectory("med-kit")
            let lock = try OtherWriter(directory.url.path)
            return stage(directory.url.path, owner: [directory, lock] as [any Sendable])
        case .diskFull:
            let disk = try await PrivateDisk.mounted()
            try disk.fill(big)
            return stage(disk.path, owner: disk)
        case .readOnlyFolder:
            let disk = try await PrivateDisk.mounted(isReadOnly: true)
            return stage(disk.path, owner: disk)
        default: return nil
        }
    }

    private static func stage(_ folder: String, owner: any Sendable) -> ConformanceStage {
        // There is no sign of an attempt: the first one counts as made a while after the beginning.
        let begin = ContinuousClock.now
        return ConformanceStage(
            values: ["folder": .string(folder), "formats": .list(["csv", "xlsx", "jsonl"])], owner: owner,
            attempts: { begin.duration(to: .now) < .milliseconds(200) ? 0 : 1 },
            writes: {
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter { $0 != big }.map { name in
                    ConformanceWrite(
                        address: name, bytes: Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))))
                }
            })
    }
}

/// Another program that writes in a folder and does not come to an end.
private final class OtherWriter: Sendable {
    private let descriptor: CInt

    init(_ folder: String) throws {
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw PeerError("flock: errno \(errno)")
        }
    }

    deinit { close(descriptor) }
}
