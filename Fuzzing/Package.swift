// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses the library builds a fuzzer. Scripts/proof-fuzz builds it: it links only
// with the sanitizers that are given there.
let package = Package(
    name: "Fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-myelectricaldata", path: "..")
    ],
    targets: [
        .systemLibrary(name: "CLibFuzzer"),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CLibFuzzer",
                .product(name: "MEDConfiguration", package: "swift-myelectricaldata"),
                .product(name: "MEDCore", package: "swift-myelectricaldata"),
                .product(name: "MEDExporters", package: "swift-myelectricaldata"),
                .product(name: "MEDHTTP", package: "swift-myelectricaldata"),
                .product(name: "MEDSources", package: "swift-myelectricaldata"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
    ]
)
