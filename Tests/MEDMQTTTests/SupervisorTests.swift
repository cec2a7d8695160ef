import Testing

@testable import MEDMQTT

struct SupervisorTests {
    private let refused = Supervisor.Ending(fault: MQTTFault(.refused))

    @Test func delaysDoubleUpToTheCapWithFullJitter() {
        var supervisor = Supervisor(version: .v5, delays: .seconds(1) ... .seconds(60))
        let delays = (0..<9).map { _ in supervisor.next(after: refused, jitter: 1).delay }
        #expect(delays == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { .seconds($0) })
        #expect(supervisor.next(after: refused, jitter: 0).delay == .zero)
        #expect(supervisor.next(after: refused, jitter: 0.5).delay == .seconds(30))
    }

    @Test func permanentFaultsWaitForTheCap() {
        var supervisor = Supervisor(version: .v5, delays: .seconds(1) ... .seconds(60))
        let ending = Supervisor.Ending(fault: MQTTFault(.badCredentials))
        #expect(supervisor.next(after: ending, jitter: 0) == .init(delay: .seconds(60), fault: ending.fault))
    }

    @Test func onlyAStableConnectionStartsTheDelaysOver() {
        var supervisor = Supervisor(version: .v5, delays: .seconds(1) ... .seconds(60))
        for _ in 0..<3 { _ = supervisor.next(after: refused, jitter: 1) }
        let short = Supervisor.Ending(fault: MQTTFault(.takenOver), established: .milliseconds(5))
        #expect(supervisor.next(after: short, jitter: 1).delay == .seconds(8))
        let long = Supervisor.Ending(fault: MQTTFault(.connectionLost), established: .seconds(60))
        #expect(supervisor.next(after: long, jitter: 1).delay == .seconds(1))
    }

    @Test func refusedVersionFallsBackForGoodAndSilently() {
        var supervisor = Supervisor(version: .v5WithFallback, delays: .seconds(1) ... .seconds(60))
        #expect(supervisor.version == .v5)
        let ending = Supervisor.Ending(fault: MQTTFault(.protocolVersion))
        #expect(supervisor.next(after: ending, jitter: 1) == .init(delay: .zero, fault: nil))
        #expect(supervisor.version == .v3_1_1)
        _ = supervisor.next(after: refused, jitter: 1)
        #expect(supervisor.version == .v3_1_1)
    }

    @Test func hangUpTriesTheOldVersionOnceThenTheNewOneAgain() {
        var supervisor = Supervisor(version: .v5WithFallback, delays: .seconds(1) ... .seconds(60))
        let ending = Supervisor.Ending(fault: MQTTFault(.connectionLost), hungUpOnConnect: true)
        #expect(supervisor.next(after: ending, jitter: 1) == .init(delay: .zero, fault: nil))
        #expect(supervisor.version == .v3_1_1)
        #expect(supervisor.next(after: ending, jitter: 1) == .init(delay: .seconds(1), fault: ending.fault))
        #expect(supervisor.version == .v5)
    }

    @Test func withoutFallbackTheVersionStays() {
        var supervisor = Supervisor(version: .v5, delays: .seconds(1) ... .seconds(60))
        let ending = Supervisor.Ending(fault: MQTTFault(.protocolVersion))
        #expect(supervisor.next(after: ending, jitter: 1) == .init(delay: .seconds(60), fault: ending.fault))
        #expect(supervisor.version == .v5)
    }

    @Test func connectionsThatKeepEndingSoonAreATakeover() {
        var supervisor = Supervisor(version: .v5, delays: .seconds(1) ... .seconds(60))
        let short = Supervisor.Ending(fault: MQTTFault(.connectionLost), established: .seconds(1))
        let codes = (0..<4).map { _ in supervisor.next(after: short, jitter: 1).fault?.code }
        #expect(codes == [.connectionLost, .connectionLost, .takenOver, .takenOver])
        let long = Supervisor.Ending(fault: MQTTFault(.connectionLost), established: .seconds(61))
        #expect(supervisor.next(after: long, jitter: 1).fault?.code == .connectionLost)
        #expect(supervisor.next(after: short, jitter: 1).fault?.code == .connectionLost)
    }
}
