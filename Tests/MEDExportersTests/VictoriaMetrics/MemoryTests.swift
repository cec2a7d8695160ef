import MEDCore
import Testing

@testable import struct MEDExporters.RunningTotals
@testable import struct MEDExporters.StreamMemory

@Suite(.timeLimit(.minutes(1)))
struct MemoryTests {
    @Test func whatIsRememberedComesBack() {
        let days = january15.previous...january15
        var totals = RunningTotals()
        totals.add(Energy(wattMinutes: 1_234_567), on: january15)
        for memory in [
            StreamMemory(days: days), StreamMemory(days: days, totals: totals),
            StreamMemory(days: days, totals: totals, anchor: .init(series: 24, second: -1)),
        ] {
            #expect(StreamMemory(memory.bytes) == memory)
        }
    }

    /// Bytes of nothing, of another version, cut short, or with the days the wrong way round are no memory.
    @Test func damagedBytesAreNoMemory() {
        let bytes = StreamMemory(days: january15...january15.next).bytes
        #expect(StreamMemory([]) == nil)
        #expect(StreamMemory(Array(bytes.dropLast())) == nil)
        var other = bytes
        other[0] = 2
        #expect(StreamMemory(other) == nil)
        var swapped = bytes
        for index in 1...8 { swapped.swapAt(index, index + 8) }
        #expect(StreamMemory(swapped) == nil)
    }
}
