/// Decides which multi handle runs a request.
///
/// libcurl looks through all connections of a multi handle for much of what it does: a handle with 10,000 of them was
/// measured at 6 ms of CPU per request, handles with 100 each at 0.07 ms. So each shard is the home of a bounded number
/// of origins and runs a bounded number of exchanges, and an origin returns to the shard that holds its connections.
struct Placement {
    /// A shard's number; it is given again after the shard was retired.
    typealias ShardID = Int

    /// Where a request runs and what has to be told when it ends.
    struct Slot {
        let shard: ShardID
        fileprivate let use: Use
    }

    /// Connections may be shared by requests of one key only: a policy must not get another one's connection.
    struct Key: Hashable {
        let origin: HTTPOrigin
        let policy: HTTPAddressPolicy
    }

    private struct Shard {
        let policy: HTTPAddressPolicy
        var active = 0
        var origins = 0
    }

    /// One origin in one shard. A reference, so that the end of an exchange needs no search.
    fileprivate final class Use {
        let shard: ShardID
        var active = 1
        var lastUsed: ContinuousClock.Instant

        init(_ shard: ShardID, _ now: ContinuousClock.Instant) {
            self.shard = shard
            lastUsed = now
        }
    }

    private let capacity: Int
    private var shards: [Shard?] = []
    private var uses: [Key: [Use]] = [:]
    /// Shards that may have room for one more origin.
    private var spacious: [HTTPAddressPolicy: ShardID] = [:]

    /// - Parameter capacity: of a shard, in origins and in exchanges under way.
    init(capacity: Int) { self.capacity = capacity }

    /// Takes a place; the caller makes the shard when it is new.
    mutating func take(_ key: Key, now: ContinuousClock.Instant) -> Slot {
        let known = uses[key]
        if let use = known?.first(where: { active($0.shard) < capacity }) {
            use.active += 1
            use.lastUsed = now
            shards[use.shard]?.active += 1
            return Slot(shard: use.shard, use: use)
        }
        // More at once than one shard may run: what does not fit opens shards of its own.
        let use = Use(known == nil ? home(key.policy) : newShard(key.policy), now)
        shards[use.shard]?.active += 1
        shards[use.shard]?.origins += 1
        uses[key, default: []].append(use)
        return Slot(shard: use.shard, use: use)
    }

    /// Gives a place back.
    mutating func release(_ slot: Slot, now: ContinuousClock.Instant) {
        shards[slot.shard]?.active -= 1
        slot.use.active -= 1
        slot.use.lastUsed = now
    }

    /// Forgets origins that were not used since `limit`.
    ///
    /// - Returns: the shards that have none left, for the caller to close; their numbers may be given again.
    mutating func retire(unusedSince limit: ContinuousClock.Instant) -> [ShardID] {
        for (key, list) in uses {
            let kept = list.filter { $0.active > 0 || $0.lastUsed > limit }
            guard kept.count < list.count else { continue }
            for use in list where use.active == 0 && use.lastUsed <= limit { shards[use.shard]?.origins -= 1 }
            uses[key] = kept.isEmpty ? nil : kept
        }
        spacious = [:]
        let empty = shards.indices.filter { shards[$0]?.origins == 0 }
        for shard in empty { shards[shard] = nil }
        for (shard, state) in shards.enumerated() {
            if let state, state.origins < capacity { spacious[state.policy] = shard }
        }
        return empty
    }

    /// How many shards there are.
    var shardCount: Int { shards.count { $0 != nil } }

    private func active(_ shard: ShardID) -> Int { shards[shard]?.active ?? 0 }

    private mutating func home(_ policy: HTTPAddressPolicy) -> ShardID {
        if let shard = spacious[policy], let state = shards[shard], state.origins < capacity, state.active < capacity {
            return shard
        }
        let shard = newShard(policy)
        spacious[policy] = shard
        return shard
    }

    private mutating func newShard(_ policy: HTTPAddressPolicy) -> ShardID {
        if let free = shards.firstIndex(where: { $0 == nil }) {
            shards[free] = Shard(policy: policy)
            return free
        }
        shards.append(Shard(policy: policy))
        return shards.count - 1
    }
}
