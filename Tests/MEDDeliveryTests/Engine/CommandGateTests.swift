import MEDCore
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct CommandGateTests {
    /// Which of the commands, sent at those seconds, pass.
    private func passes(_ commands: [(ExporterCommand, Int64)]) -> [Bool] {
        var gate = CommandGate()
        return commands.map { gate.accept($0, at: UTCInstant(secondsSinceEpoch: $1)) }
    }

    @Test("each command passes once per 10 seconds")
    func once() {
        #expect(passes([(.sync, 50), (.sync, 50), (.sync, 59), (.sync, 60)]) == [true, false, false, true])
        #expect(passes([(.sync, 50), (.reload, 51), (.sync, 52), (.reload, 60)]) == [true, true, false, false])
    }

    @Test("what is refused does not keep the gate shut any longer")
    func refused() {
        #expect(passes((0...10).map { (.sync, $0) }) == [true] + Array(repeating: false, count: 9) + [true])
    }

    @Test("a clock that was set back does not shut the gate for as long")
    func clockSetBack() {
        #expect(passes([(.sync, 1_000_000), (.sync, 10)]) == [true, true])
    }
}
