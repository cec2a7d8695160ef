/// A parser that is fuzzed.
struct FuzzTarget: Sendable {
    /// The name of its corpus and of its dictionary.
    let name: String
    /// The longest input that libFuzzer makes, in bytes.
    let maximumLength: Int
    private let body: @Sendable (UnsafeRawBufferPointer) -> Void

    /// - Parameter body: Parses the bytes; ends the process (``demand(_:_:)``) when what was read contradicts itself.
    init(_ name: String, maximumLength: Int, _ body: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
        self.name = name
        self.maximumLength = maximumLength
        self.body = body
    }

    /// All parsers. A new one is a file in `Targets`, a line here, and seeds in `make-seeds.py`.
    static let all: [FuzzTarget] = [
        .enedisText, .enedisWorkbook, .enedisSheet, .offPeak, .texts, .stored, .http, .configuration, .gateways,
        .national,
    ]

    /// Runs one input; nothing outlives it, as an array of its own ends where the bytes do.
    func run(_ bytes: UnsafeRawBufferPointer) {
        body(bytes)
    }
}

/// Ends the process, which libFuzzer takes for a finding, unless the condition holds.
func demand(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
}
