import Testing

@testable import MEDHTTP

@Suite(.timeLimit(.minutes(1)))
struct PlacementTests {
    private let start = ContinuousClock.now

    private func key(_ host: Int, _ policy: HTTPAddressPolicy = .lanAllowed) -> Placement.Key {
        Placement.Key(origin: HTTPOrigin(scheme: "http", host: "h\(host)", port: 80), policy: policy)
    }

    @Test func originReturnsToItsShard() {
        var placement = Placement(capacity: 2)
        let first = placement.take(key(1), now: start)
        placement.release(first, now: start)
        _ = placement.take(key(2), now: start)
        _ = placement.take(key(3), now: start)
        #expect(placement.take(key(1), now: start).shard == first.shard)
    }

    @Test func shardIsTheHomeOfBoundedOrigins() {
        var placement = Placement(capacity: 100)
        var counts: [Int: Int] = [:]
        for host in 0..<10_000 {
            let slot = placement.take(key(host), now: start)
            counts[slot.shard, default: 0] += 1
            placement.release(slot, now: start)
        }
        #expect(placement.shardCount == 100)
        #expect(counts.values.allSatisfy { $0 == 100 })
    }

    @Test func manyExchangesOfOneOriginSpread() {
        var placement = Placement(capacity: 100)
        let slots = (0..<1000).map { _ in placement.take(key(1), now: start) }
        let counts = Dictionary(grouping: slots, by: \.shard).mapValues(\.count)
        #expect(counts.count == 10)
        #expect(counts.values.allSatisfy { $0 == 100 })
        for slot in slots { placement.release(slot, now: start) }
        #expect(placement.take(key(1), now: start).shard == slots[0].shard)
    }

    @Test func policiesShareNoShard() {
        var placement = Placement(capacity: 100)
        #expect(placement.take(key(1), now: start).shard != placement.take(key(1, .publicOnly), now: start).shard)
        #expect(placement.take(key(2), now: start).shard != placement.take(key(2, .publicOnly), now: start).shard)
    }

    @Test func unusedOriginsAreForgottenAndBusyOnesAreNot() {
        var placement = Placement(capacity: 1)
        let idle = placement.take(key(1), now: start)
        let busy = placement.take(key(2), now: start)
        placement.release(idle, now: start + .seconds(1))
        #expect(placement.retire(unusedSince: start) == [])
        #expect(placement.retire(unusedSince: start + .seconds(60)) == [idle.shard])
        #expect(placement.shardCount == 1)
        placement.release(busy, now: start)
        #expect(placement.take(key(3), now: start).shard == idle.shard)
    }
}
