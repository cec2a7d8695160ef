import MEDConfiguration
import MEDCore
import MEDSources

extension SourceSync {
    /// Asks once a quota day what a gateway allows and until when, before readings are asked for. That no answer comes is
    /// no trouble: the readings will say.
    func askAccess(of account: SourceSet.Account, _ synchronizer: MeterSynchronizer) async throws {
        let key = Self.accessKey(account)
        let (kind, limits) = (account.settings.kind, account.gateway.limits)
        let pdls = Set(account.meters.map(\.pdl))
        // One answer of v2 is the list of all its meters, and says nothing of consents.
        let asked = kind == .v2 ? Array(account.meters.prefix(1)) : account.meters
        for pdl in asked.map(\.pdl) {
            let now = clock.now()
            let day = limits.quotaDay.number(at: now)
            var memory = AccessMemory(try await store.memory(key))
            let ledger = try await synchronizer.remembered()
            guard !memory.isAsked(pdl, on: day), ledger.block(of: pdl) == nil, ledger.waits(at: now) == nil else {
                continue
            }
            memory.note(pdl, on: day)
            try await store.remember(memory.encoded(), as: key)
            if kind != .conso {
                try await synchronizer.change { $0.count(callAt: now, limits: limits, isFree: kind == .v1) }
            }
            do {
                let access = try await account.gateway.access(to: pdl, at: now)
                try await take(access, of: pdl, account, synchronizer)
            } catch let fault as GatewayFault {
                try Task.checkCancellation()
                try await synchronizer.change { $0.learn(fault, about: pdl, account: pdls, at: now) }
            }
        }
    }

    /// Takes over what a gateway said of a meter.
    func take(
        _ access: GatewayAccess, of pdl: PDL, _ account: SourceSet.Account, _ synchronizer: MeterSynchronizer
    ) async throws {
        let (limits, now) = (account.gateway.limits, clock.now())
        try await synchronizer.change { $0.learn(access, limits: limits, at: now) }
        var memory = AccessMemory(try await store.memory(Self.accessKey(account)))
        memory.note(access, of: pdl, on: limits.quotaDay.number(at: now))
        try await store.remember(memory.encoded(), as: Self.accessKey(account))
    }

    /// What the household should know of its consents. A meter that is blocked has its own words.
    func tellAccess(of account: SourceSet.Account, _ report: SyncReport, in outcome: inout Outcome) async throws {
        let memory = AccessMemory(try await store.memory(Self.accessKey(account)))
        let blocked = Set(report.series.filter { $0.block != nil }.map(\.series.pdl))
        for pdl in account.meters.map(\.pdl) where !blocked.contains(pdl) {
            if let trouble = memory.trouble(of: pdl, at: account.settings) {
                outcome.troubles.append(trouble)
            } else if let warning = memory.warning(of: pdl, at: account.settings, now: clock.now()) {
                outcome.warnings.append(warning)
            }
        }
    }

    /// Under which the store keeps an `AccessMemory`.
    static func accessKey(_ account: SourceSet.Account) -> String { "access/\(account.settings.id)" }
}
