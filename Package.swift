// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0470-isolated-conformances.md
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let hummingbird = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// A module of DESIGN's table: the folder `Sources/<name>`, the edges declared here and nowhere else.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "swift-myelectricaldata",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "MEDCore", targets: ["MEDCore"]),
        .library(name: "MEDHTTP", targets: ["MEDHTTP"]),
        .library(name: "MEDMQTT", targets: ["MEDMQTT"]),
        .library(name: "MEDExporters", targets: ["MEDExporters"]),
        .library(name: "MEDFiles", targets: ["MEDFiles"]),
        .library(name: "MEDWeb", targets: ["MEDWeb"]),
        .library(name: "MEDSources", targets: ["MEDSources"]),
        .library(name: "MEDStore", targets: ["MEDStore"]),
        .library(name: "MEDStoreSQLite", targets: ["MEDStoreSQLite"]),
        .library(name: "MEDDelivery", targets: ["MEDDelivery"]),
        .library(name: "MEDConfiguration", targets: ["MEDConfiguration"]),
        .library(name: "MEDTesting", targets: ["MEDTesting"]),
        .executable(name: "med", targets: ["LocalClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.81.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.3.0"),
    ],
    targets: [
        // C libraries, one shim each.
        .systemLibrary(name: "CMosquitto", pkgConfig: "libmosquitto", providers: [.apt(["libmosquitto-dev"])]),
        .systemLibrary(name: "CMinizip", pkgConfig: "minizip", providers: [.apt(["libminizip-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

        // The way data takes: sources, store, delivery, exporters (Docs/architecture.md).
        module("MEDCore", [log]),
        module("MEDHTTP", ["CCurl"]),
        module("MEDMQTT", ["CMosquitto"]),
        module("MEDExporters", ["MEDCore", "MEDHTTP", "MEDMQTT", "CCrypto", "CZlib", log, mustache]),
        module("MEDFiles", ["MEDCore", "MEDSpreadsheet", "CXLSXWriter"]),
        module("MEDSpreadsheet", ["CMinizip", "CExpat"]),
        module("MEDSources", ["MEDCore", "MEDHTTP", "MEDSpreadsheet"]),
        module("MEDStore", ["MEDCore", "CCrypto"]),
        module("MEDStoreSQLite", ["MEDStore", grdb]),
        module("MEDDelivery", ["MEDStore", lifecycle]),
        module("MEDConfiguration", ["MEDCore", yams]),
        module("MEDWeb", ["MEDCore", hummingbird, nio, nioPosix, httpTypes, log]),
        module("MEDTesting", ["MEDCore", "MEDStore", log]),

        // `med`, the household's program: wiring only.
        .executableTarget(
            name: "LocalClient",
            dependencies: [
                "MEDConfiguration", "MEDDelivery", "MEDExporters", "MEDFiles", "MEDHTTP", "MEDSources",
                "MEDStoreSQLite", "MEDWeb",
                argumentParser,
                lifecycle, log, signals,
            ],
            path: "Sources/Examples/LocalClient",
            swiftSettings: settings
        ),

        // Real servers on loopback, started by the tests themselves.
        .target(
            name: "TestServers", dependencies: ["MEDTesting"], path: "Tests/Servers", exclude: ["home-assistant"],
            swiftSettings: settings),
        // The package itself: its modules' edges, its files.
        tests("PackageTests", []),
        tests("MEDCoreTests", ["MEDCore", "MEDTesting", log]),
        tests("MEDHTTPTests", ["MEDHTTP", "MEDTesting", "TestServers"]),
        tests("MEDMQTTTests", ["MEDMQTT", "TestServers"]),
        tests("MEDExportersTests", ["MEDExporters", "MEDFiles", "MEDHTTP", "MEDTesting", "TestServers", log]),
        tests("MEDFilesTests", ["FileCrasher", "MEDFiles", "MEDSpreadsheet", "MEDTesting", "TestServers", log]),
        // A process for the tests of MEDFiles to kill, to starve of disk and to deny its rights.
        .executableTarget(
            name: "FileCrasher", dependencies: ["MEDFiles", "MEDTesting", log], path: "Tests/FileCrasher",
            swiftSettings: settings),
        tests("MEDWebTests", ["MEDExporters", "MEDHTTP", "MEDTesting", "MEDWeb", "TestServers", log]),
        tests("MEDSourcesTests", ["MEDHTTP", "MEDSources", "MEDSpreadsheet", "MEDTesting", "TestServers"]),
        tests("MEDStoreTests", ["MEDStore", "MEDTesting"]),
        tests("MEDStoreSQLiteTests", ["MEDStoreSQLite", "MEDTesting", "StoreCrasher", grdb]),
        // A process for the tests of MEDStoreSQLite to kill, to starve of disk and to deny its rights.
        .executableTarget(
            name: "StoreCrasher", dependencies: ["MEDStoreSQLite", "MEDTesting"], path: "Tests/StoreCrasher",
            swiftSettings: settings),
        tests(
            "MEDDeliveryTests",
            [
                "DeliveryCrasher", "MEDDelivery", "MEDExporters", "MEDMQTT", "MEDStoreSQLite", "MEDTesting",
                "TestServers", lifecycle, log,
            ]),
        // A process that delivers, for the tests of MEDDelivery to kill.
        .executableTarget(
            name: "DeliveryCrasher",
            dependencies: ["MEDDelivery", "MEDExporters", "MEDStoreSQLite", log], path: "Tests/DeliveryCrasher",
            swiftSettings: settings),
        tests("MEDConfigurationTests", ["MEDConfiguration", "MEDTesting", yams]),
        // The real `med`, driven as a household does.
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "LocalClient", "MEDConfiguration", "MEDCore", "MEDHTTP", "MEDSources", "MEDStoreSQLite", "MEDTesting",
                "TestServers",
            ],
            exclude: ["Fixtures"], swiftSettings: settings),
    ]
)

// Checks against real files of households, which are no part of the project: MED_DATA names the folder they are in.
if Context.environment["MED_DATA"] != nil {
    package.targets.append(tests("CheckDataTests", ["MEDExporters", "MEDHTTP", "MEDSources", "TestServers"]))
}

// Checks against a real Home Assistant: MED_HOME_ASSISTANT names the folder that Scripts/test-home-assistant started it in.
if Context.environment["MED_HOME_ASSISTANT"] != nil {
    package.targets.append(
        tests("HomeAssistantTests", ["MEDExporters", "MEDHTTP", "MEDTesting", "TestServers", log]))
}

// On a small machine: build and test only what you work on, `MED_ONLY=MEDSourcesTests swift build --build-tests`.
if let only = Context.environment["MED_ONLY"] {
    var kept = Set(only.split(separator: ",").map(String.init))
    var isGrowing = true
    while isGrowing {
        let needed = package.targets.filter { kept.contains($0.name) }.flatMap(\.dependencies).compactMap {
            switch $0 {
            case .targetItem(let name, _), .byNameItem(let name, _): name
            default: nil
            }
        }
        isGrowing = !kept.isSuperset(of: needed)
        kept.formUnion(needed)
    }
    package.targets.removeAll { !kept.contains($0.name) }
    package.products.removeAll { !kept.isSuperset(of: ($0 as? Product.Library)?.targets ?? ["LocalClient"]) }
}
