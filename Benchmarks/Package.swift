// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses the library resolves or builds a benchmark.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "MQTTBench", targets: ["MQTTBench"]),
        .executable(name: "HTTPBench", targets: ["HTTPBench"]),
        .executable(name: "ImportBench", targets: ["ImportBench"]),
        .executable(name: "TariffBench", targets: ["TariffBench"]),
        .executable(name: "IsolationBench", targets: ["IsolationBench"]),
        .executable(name: "FilesBench", targets: ["FilesBench"]),
        .executable(name: "VictoriaMetricsBench", targets: ["VictoriaMetricsBench"]),
    ],
    dependencies: [
        .package(name: "swift-myelectricaldata", path: ".."),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    ],
    targets: [
        .executableTarget(
            name: "MQTTBench",
            dependencies: [.product(name: "MEDMQTT", package: "swift-myelectricaldata")],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
        .executableTarget(
            name: "HTTPBench",
            dependencies: [.product(name: "MEDHTTP", package: "swift-myelectricaldata")],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
        .executableTarget(
            name: "ImportBench",
            dependencies: [
                .product(name: "MEDCore", package: "swift-myelectricaldata"),
                .product(name: "MEDSources", package: "swift-myelectricaldata"),
                .product(name: "MEDStore", package: "swift-myelectricaldata"),
                .product(name: "MEDStoreSQLite", package: "swift-myelectricaldata"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
        .executableTarget(
            name: "TariffBench",
            dependencies: [
                .product(name: "MEDCore", package: "swift-myelectricaldata"),
                .product(name: "MEDStore", package: "swift-myelectricaldata"),
                .product(name: "MEDStoreSQLite", package: "swift-myelectricaldata"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
        .executableTarget(
            name: "VictoriaMetricsBench",
            dependencies: [
                .product(name: "Logging", package: "swift-log"),
                .product(name: "MEDCore", package: "swift-myelectricaldata"),
                .product(name: "MEDDelivery", package: "swift-myelectricaldata"),
                .product(name: "MEDExporters", package: "swift-myelectricaldata"),
                .product(name: "MEDStore", package: "swift-myelectricaldata"),
                .product(name: "MEDStoreSQLite", package: "swift-myelectricaldata"),
                .product(name: "MEDTesting", package: "swift-myelectricaldata"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
        .executableTarget(
            name: "IsolationBench",
            dependencies: [
                .product(name: "MEDCore", package: "swift-myelectricaldata"),
                .product(name: "MEDDelivery", package: "swift-myelectricaldata"),
                .product(name: "MEDExporters", package: "swift-myelectricaldata"),
                .product(name: "MEDStore", package: "swift-myelectricaldata"),
                .product(name: "MEDStoreSQLite", package: "swift-myelectricaldata"),
                .product(name: "MEDTesting", package: "swift-myelectricaldata"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
        .executableTarget(
            name: "FilesBench",
            dependencies: [
                .product(name: "MEDCore", package: "swift-myelectricaldata"),
                .product(name: "MEDFiles", package: "swift-myelectricaldata"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
    ]
)
