// swift-tools-version: 6.2
import PackageDescription

/// A service that imports the two light modules and nothing else: what it pays is measured by `check.sh`.
let package = Package(
    name: "consumer",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "swift-myelectricaldata", path: "../..")],
    targets: [
        .executableTarget(
            name: "Consumer",
            dependencies: [
                .product(name: "MEDCore", package: "swift-myelectricaldata"),
                .product(name: "MEDMQTT", package: "swift-myelectricaldata"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]
        )
    ]
)
