import Foundation
import Testing

/// The modules depend on each other as the table of Docs/architecture.md says, and on nothing else.
@Suite(.timeLimit(.minutes(1)))
struct ModuleGraphTests {
    /// A library may use what stands here and, through it, what that uses; a program wires what it needs.
    static let table: [String: Set<String>] = [
        "MEDCore": ["Logging"],
        "MEDHTTP": ["CCurl"],
        "MEDMQTT": ["CMosquitto"],
        "MEDExporters": ["MEDCore", "MEDHTTP", "MEDMQTT", "CCrypto", "CZlib", "Mustache"],
        "MEDFiles": ["MEDCore", "MEDSpreadsheet", "CXLSXWriter"],
        "MEDRealtime": ["MEDCore", "MEDHTTP", "ServiceLifecycle"],
        "MEDSources": ["MEDCore", "MEDHTTP", "MEDSpreadsheet"],
        "MEDSpreadsheet": ["CMinizip", "CExpat"],
        "MEDStore": ["MEDCore", "CCrypto"],
        "MEDStoreSQLite": ["MEDStore", "GRDB"],
        "MEDStorePostgres": ["MEDStore", "CPostgres"],
        "MEDDelivery": ["MEDStore", "ServiceLifecycle"],
        "MEDConfiguration": ["MEDCore", "Yams"],
        "MEDTesting": ["MEDCore", "MEDStore"],
        "MEDWeb": ["HummingbirdCore", "HTTPTypes", "NIOCore", "NIOPosix", "MEDCore"],
    ]

    static let shims: Set<String> = [
        "CMosquitto", "CCurl", "CCrypto", "CPostgres", "CXLSXWriter", "CMinizip", "CExpat", "CZlib",
    ]

    /// Everything that `name` reaches by `edges`.
    static func closure(of name: String, in edges: [String: Set<String>]) -> Set<String> {
        var reached: Set<String> = []
        var pending = [name]
        while let next = pending.popLast() {
            for dependency in edges[next] ?? [] where reached.insert(dependency).inserted { pending.append(dependency) }
        }
        return reached
    }

    private func libraries() async throws -> [PackageManifest.Target] {
        let all = try await PackageManifest.current.value.targets
        return all.filter { $0.type == "regular" && Self.folderIsSources($0) }
    }

    private static func folderIsSources(_ target: PackageManifest.Target) -> Bool {
        !(target.path ?? "Sources/").hasPrefix("Tests/")
    }

    @Test func everyLibraryStandsInTheTable() async throws {
        let libraries = try await libraries()
        #expect(libraries.count >= 9)
        for library in libraries {
            #expect(Self.table[library.name] != nil, "\(library.name) is not in the table")
        }
    }

    @Test func librariesUseNothingThatTheTableDoesNotAllow() async throws {
        for library in try await libraries() {
            let allowed = Self.closure(of: library.name, in: Self.table)
            let excess = library.modules.union(library.products).subtracting(allowed)
            #expect(excess.isEmpty, "\(library.name) must not use \(excess.sorted())")
        }
    }

    @Test func librariesUseWhatTheTableSays() async throws {
        let manifest = try await PackageManifest.current.value
        let declared = Dictionary(uniqueKeysWithValues: manifest.targets.map { ($0.name, $0.modules) })
        for library in try await libraries() {
            let expected = (Self.table[library.name] ?? []).filter { manifest[$0] != nil && !Self.shims.contains($0) }
            let missing = expected.subtracting(Self.closure(of: library.name, in: declared))
            #expect(missing.isEmpty, "\(library.name) does not use \(missing.sorted())")
        }
    }

    @Test func importersOfTheLightModulesPayForNoServerAndNoDatabase() async throws {
        let manifest = try await PackageManifest.current.value
        let edges = Dictionary(
            uniqueKeysWithValues: manifest.targets.map { ($0.name, $0.modules.union($0.products)) })
        let heavy: Set<String> = [
            "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "GRDB", "Yams", "NIOCore", "NIOPosix", "NIOSSL",
        ]
        for name in ["MEDCore", "MEDHTTP", "MEDMQTT", "MEDExporters"] {
            #expect(manifest[name] != nil)
            #expect(Self.closure(of: name, in: edges).isDisjoint(with: heavy), "\(name)")
        }
        for library in try await libraries() where library.name != "MEDWeb" {
            #expect(Self.closure(of: library.name, in: edges).isDisjoint(with: ["HummingbirdCore", "HummingbirdTLS"]))
        }
        #expect(Self.closure(of: "MEDCore", in: edges) == ["Logging"])
    }

    @Test func onlyTestsUseTestServersAndOnlyTestsAndProgramsUseTestingKits() async throws {
        for target in try await PackageManifest.current.value.targets where target.type != "test" {
            #expect(!target.modules.contains("TestServers"), "\(target.name)")
            if Self.folderIsSources(target) { #expect(!target.modules.contains("MEDTesting"), "\(target.name)") }
        }
    }

    @Test func everyTargetHasItsFolderAndEveryFolderItsTarget() async throws {
        let manifest = try await PackageManifest.current.value
        let folders = Set(manifest.targets.map(manifest.folder(of:)))
        for folder in folders {
            var isDirectory: ObjCBool = false
            let path = PackageManifest.root.appending(path: folder).path
            #expect(
                FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue,
                "\(folder)")
        }
        for parent in ["Sources", "Sources/Examples", "Tests"] {
            let root = PackageManifest.root.appending(path: parent)
            for name in try FileManager.default.contentsOfDirectory(atPath: root.path) where !name.hasPrefix(".") {
                let folder = "\(parent)/\(name)"
                // `Examples` holds programs; a folder with a manifest of its own is a package of its own.
                let isPackage = FileManager.default.fileExists(
                    atPath: root.appending(path: "\(name)/Package.swift").path)
                #expect(
                    folders.contains(folder) || folder == "Sources/Examples" || isPackage, "\(folder) has no target")
            }
        }
    }

    @Test func everyLibraryIsTested() async throws {
        let tests = try await PackageManifest.current.value.targets.filter { $0.type == "test" }
        for library in try await libraries() {
            #expect(tests.contains { $0.modules.contains(library.name) }, "no test target uses \(library.name)")
        }
    }
}
