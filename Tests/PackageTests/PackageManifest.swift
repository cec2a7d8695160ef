import Foundation
import Testing

/// The package as SwiftPM reads it.
///
/// `dump-package` evaluates the manifest only: it takes no lock on the build folder that the running `swift test` holds.
struct PackageManifest: Sendable {
    struct Target: Sendable {
        var name: String
        var type: String
        var path: String?
        /// Targets of this package.
        var modules: Set<String>
        /// Products of other packages.
        var products: Set<String>
    }

    var targets: [Target]

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Read once for all tests.
    static let current = Task { try await PackageManifest.dump() }

    private static func dump() async throws -> PackageManifest {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "package-tests-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "--package-path", root.path, "--scratch-path", scratch.path, "dump-package",
        ]
        // Some targets exist only with this variable.
        process.environment = ProcessInfo.processInfo.environment.merging([
            "MED_DATA": root.path, "MED_HOME_ASSISTANT": root.path,
        ]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return PackageManifest(try JSONDecoder().decode(Dump.self, from: data))
    }

    struct Failure: Error {
        var status: Int32
    }

    private init(_ dump: Dump) {
        targets = dump.targets.map { target in
            Target(
                name: target.name, type: target.type, path: target.path,
                modules: Set(target.dependencies.compactMap { ($0.byName ?? $0.target)?.first ?? nil }),
                products: Set(target.dependencies.compactMap { $0.product?.first ?? nil }))
        }
    }

    subscript(name: String) -> Target? { targets.first { $0.name == name } }

    /// Where a target's files are.
    func folder(of target: Target) -> String {
        target.path ?? (target.type == "test" ? "Tests/\(target.name)" : "Sources/\(target.name)")
    }

    private struct Dump: Decodable {
        struct Target: Decodable {
            struct Dependency: Decodable {
                var byName: [String?]?
                var target: [String?]?
                var product: [String?]?

                enum CodingKeys: String, CodingKey { case byName, target, product }

                init(from decoder: any Decoder) throws {
                    let container = try decoder.container(keyedBy: CodingKeys.self)
                    func names(_ key: CodingKeys) -> [String?]? {
                        // The name comes first; what follows it (conditions, aliases) has other shapes.
                        guard var list = try? container.nestedUnkeyedContainer(forKey: key) else { return nil }
                        return [try? list.decode(String.self)]
                    }
                    byName = names(.byName)
                    target = names(.target)
                    product = names(.product)
                }
            }

            var name: String
            var type: String
            var path: String?
            var dependencies: [Dependency]
        }

        var targets: [Target]
    }
}
