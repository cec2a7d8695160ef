import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MeterIndexesTests {
    @Test func totalCounterComesFirst() {
        let from = MeterIndexes(total: 1_000, distributor: [10, 20])
        #expect(from.energy(until: MeterIndexes(total: 9_000, distributor: [11, 21])) == Energy(wattHours: 8_000))
    }

    @Test func registersStandInForAMissingTotal() {
        let from = MeterIndexes(total: nil, distributor: [10, 20, nil, 40])
        #expect(from.energy(until: MeterIndexes(total: nil, distributor: [15, 20, nil, 47])) == Energy(wattHours: 12))
        #expect(from.energy(until: MeterIndexes(total: nil, distributor: [15, 20])) == nil, "a register is missing")
    }

    @Test func totalIsNotComparedWithASumOfRegisters() {
        let from = MeterIndexes(total: 1_000, distributor: [10, 20])
        #expect(from.energy(until: MeterIndexes(total: nil, distributor: [600, 700])) == Energy(wattHours: 1_270))
        #expect(from.energy(until: MeterIndexes(total: nil)) == nil)
        #expect(MeterIndexes(total: 1_000).energy(until: MeterIndexes(total: nil, distributor: [600, 700])) == nil)
    }

    @Test func counterThatWentBackIsANewMeter() {
        #expect(MeterIndexes(total: 1_000).energy(until: MeterIndexes(total: 5)) == nil)
        let from = MeterIndexes(total: nil, distributor: [10, 20])
        #expect(from.energy(until: MeterIndexes(total: nil, distributor: [9, 90])) == nil)
    }

    @Test func unusedRegistersAreUnknown() {
        let indexes = MeterIndexes(total: nil, supplier: [1], distributor: [1, 2, 3, 4, 5])
        #expect(indexes.supplier == [1] + Array(repeating: nil, count: 9))
        #expect(indexes.distributor == [1, 2, 3, 4])
        #expect(MeterIndexes(total: nil).energy(until: MeterIndexes(total: nil)) == nil)
    }
}
