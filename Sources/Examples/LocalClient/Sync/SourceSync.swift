import MEDConfiguration
import MEDCore
import MEDHTTP
import MEDSources
import MEDStore

/// Asks the sources of a household for what is due, one pass at a time.
actor SourceSync {
    /// What one pass brought.
    struct Outcome: Sendable {
        /// By account, in the order of the configuration.
        var reports: [(account: String, report: SyncReport)] = []
        /// Tempo and EcoWatt; `nil` when they were not looked at.
        var national: NationalReport?
        /// What the household should know.
        var troubles: [LocalizedText] = []
        /// What will become a trouble unless the household acts: a consent that ends soon.
        var warnings: [LocalizedText] = []
        /// When there is something to ask next; `nil` without sources.
        var next: UTCInstant?
    }

    /// Whether there is anything to ask.
    nonisolated let isEmpty: Bool
    let store: HouseholdStore
    let clock: SyncClock
    private let database: DatabaseLocation
    private let installation: String
    /// The only meter to ask about; `nil` for all.
    private let only: PDL?
    private let accounts: [(account: SourceSet.Account, synchronizer: MeterSynchronizer)]
    private let national: NationalSynchronizer?
    private let tempoContracts: [ContractHistory]
    private let rte: RTECredentials?

    /// - Parameters:
    ///   - pdl: the only meter to ask about; `nil` for all, and for Tempo and EcoWatt.
    ///   - earliest: the first day of which Enedis can have data of that meter; `nil` when it is not known.
    init(
        _ household: Household, store: any Store, client: HTTPClient, installation: String, phase: SyncPhase? = nil,
        only pdl: PDL? = nil, earliest: Day? = nil, clock: SyncClock = .system
    ) throws {
        let set: SourceSet
        do {
            set = try SourceSet(household.configuration, client: client)
        } catch let fault as HTTPFault {
            throw Failure(
                .configuration,
                LocalizedText(
                    fr: "sources : adresse inutilisable (\(fault))", en: "sources: unusable address (\(fault))"))
        }
        let store = HouseholdStore(store: store, contracts: household.contracts)
        self.store = store
        self.clock = clock
        rte = household.configuration.sources.rte
        self.installation = installation
        only = pdl
        database = household.configuration.database
        accounts = set.accounts.compactMap { account in
            var meters = account.meters.filter { pdl == nil || $0.pdl == pdl }
            for index in meters.indices { meters[index].earliest = earliest }
            guard !meters.isEmpty else { return nil }
            let synchronizer = MeterSynchronizer(
                gateway: account.gateway, name: account.settings.id, meters: meters, store: store,
                phase: phase ?? SyncPhase(installation: installation), clock: clock)
            return (account, synchronizer)
        }
        let hasNational = pdl == nil && !(set.tempo.isEmpty && set.ecowatt.isEmpty)
        national =
            hasNational
            ? NationalSynchronizer(
                tempo: set.tempo, ecowatt: set.ecowatt, store: store,
                seed: UInt64(SyncPhase(installation: installation).seconds))
            : nil
        tempoContracts = household.contracts.values.filter { $0.contracts.contains { $0.tariff == .tempo } }
        isEmpty = accounts.isEmpty && national == nil
    }

    /// Asks for what is due. One program at a time does: another one is waited for.
    ///
    /// - Parameters:
    ///   - isAsked: the household asks: Tempo and EcoWatt do not wait for their hour.
    ///   - patience: the longest wait to sit out, in seconds.
    /// - Throws: what the store throws; `CancellationError`.
    func pass(
        isAsked: Bool, patience: Int? = 60, progress: @Sendable (SyncEvent) -> Void = { _ in }
    ) async throws -> Outcome {
        let lock = try await SyncLock.waiting(beside: database)
        defer { withExtendedLifetime(lock) {} }
        var outcome = Outcome()
        if let national {
            let isNew = try await isNew("national.rte", rte.map { [$0.clientID, $0.clientSecret.reveal()] } ?? [])
            let report = await national.look(
                at: clock.now(), force: isAsked || isNew, tempoFrom: try await firstTempoDay())
            try Task.checkCancellation()
            outcome.national = report
            outcome.troubles += report.failures.map { failure in
                let source = failure.source.map { " (\($0))" } ?? ""
                let series = failure.series.name
                return LocalizedText(
                    fr: "\(series.french)\(source) : \(failure.fault.message.french)",
                    en: "\(series.english)\(source): \(failure.fault.message.english)")
            }.uniqued()
            outcome.next = report.nextLook
        }
        for (account, synchronizer) in accounts {
            try await forgiveIfNew(account, synchronizer)
            try await askAccess(of: account, synchronizer)
            if isAsked { try await askAgain(account, synchronizer) }
            let report = try await synchronizer.sync(patience: patience, progress: progress)
            outcome.reports.append((account.settings.id, report))
            outcome.troubles += Self.troubles(report)
            try await tellAccess(of: account, report, in: &outcome)
            outcome.next = [outcome.next, report.next].compactMap(\.self).min()
        }
        return outcome
    }

    /// Asks again about meters that gateways refused: the household says that it has acted.
    func forgive() async throws {
        // A pass of another program would write down what it remembers, the refusal included.
        let lock = try await SyncLock.waiting(beside: database)
        defer { withExtendedLifetime(lock) {} }
        for (account, synchronizer) in accounts {
            let pdls = meters(of: account)
            try await synchronizer.change { ledger in
                for pdl in pdls { ledger.forgive(pdl) }
            }
        }
    }

    /// Days that are missing of all series, within what Enedis answers: for a progress bar.
    func missingDays() async throws -> Int {
        let yesterday = Day(containing: clock.now()).previous
        var count = 0
        for meter in accounts.flatMap(\.account.meters) where only == nil || meter.pdl == only {
            for series in meter.series {
                let months = series.kind == .loadCurve ? 24 : 36
                let days = yesterday.advanced(by: -(months * 365 / 12 + 15))...yesterday
                let known = try await store.coverage(of: series.pdl, series.direction, days: days)
                count += days.count - known.count { series.isComplete(in: $0) }
            }
        }
        return count
    }

    /// Takes over what a gateway said of the only meter, before its first pass, and that it was asked `calls` times.
    func learn(_ access: GatewayAccess, of pdl: PDL, calls: Int) async throws {
        let lock = try await SyncLock.waiting(beside: database)
        defer { withExtendedLifetime(lock) {} }
        for (account, synchronizer) in accounts where account.meters.contains(where: { $0.pdl == pdl }) {
            try await forgiveIfNew(account, synchronizer)
            try await take(access, of: pdl, account, synchronizer)
            let (limits, now) = (account.gateway.limits, clock.now())
            try await synchronizer.change { ledger in
                for _ in 0..<calls { ledger.count(callAt: now, limits: limits) }
            }
        }
    }

    private func meters(of account: SourceSet.Account) -> [PDL] {
        account.meters.map(\.pdl).filter { only == nil || $0 == only }
    }

    /// The household asks: days of the last week that were missing are not waited for.
    private func askAgain(_ account: SourceSet.Account, _ synchronizer: MeterSynchronizer) async throws {
        let yesterday = Day(containing: clock.now()).previous
        let pdls = meters(of: account)
        try await synchronizer.change { ledger in
            for pdl in pdls { ledger.askAgain(pdl, days: yesterday.advanced(by: -6)...yesterday) }
        }
    }

    /// Another token or address is how a household acts on a refusal.
    private func forgiveIfNew(_ account: SourceSet.Account, _ synchronizer: MeterSynchronizer) async throws {
        let settings = account.settings
        let said = [settings.kind.rawValue, settings.url ?? "", settings.token?.reveal() ?? ""]
        guard try await isNew("account/\(settings.id)", said) else { return }
        let pdls = account.meters.map(\.pdl)
        try await synchronizer.change { ledger in
            for pdl in pdls { ledger.forgive(pdl) }
        }
        try await store.remember(AccessMemory().encoded(), as: Self.accessKey(account))
    }

    /// Whether an account was another one at the last pass, which did not see its token: only a fingerprint is kept.
    private func isNew(_ key: String, _ said: [String]) async throws -> Bool {
        let text = (said + [installation]).joined(separator: "\n")
        let fingerprint = ContentHash(of: Array(text.utf8)).bytes
        let known = try await store.memory(key)
        guard known != fingerprint else { return false }
        try await store.remember(fingerprint, as: key)
        return known != nil
    }

    /// The first day of readings that a Tempo contract covers.
    private func firstTempoDay() async throws -> Day? {
        let starts = tempoContracts.flatMap(\.contracts).filter { $0.tariff == .tempo }.map(\.from)
        guard let first = starts.min() else { return nil }
        let readings = try await store.store.meters().map(\.days.lowerBound).min()
        return readings.map { max($0, first) } ?? first
    }

    private static func troubles(_ report: SyncReport) -> [LocalizedText] {
        var troubles: [LocalizedText] = []
        for series in report.series {
            guard let block = series.block else { continue }
            let (pdl, message) = (series.series.pdl, block.message)
            let text = LocalizedText(fr: "\(pdl) : \(message.french)", en: "\(pdl): \(message.english)")
            if !troubles.contains(text) { troubles.append(text) }
        }
        if case .waiting(.backoff) = report.end {
            let reason = report.lastFault.map { " (\($0))" } ?? ""
            troubles.append(
                LocalizedText(
                    fr: "la passerelle ne répond pas\(reason), nouvel essai à \(report.next)",
                    en: "the gateway does not answer\(reason), tried again at \(report.next)"))
        }
        return troubles
    }
}

extension [LocalizedText] {
    /// Each text once: two questions to one source fail alike.
    fileprivate func uniqued() -> Self {
        reduce(into: []) { texts, text in
            if !texts.contains(text) { texts.append(text) }
        }
    }
}

extension SyncReport {
    /// `nil` when no call was made, since an earlier one has failed.
    fileprivate var lastFault: String? { series.compactMap(\.faults.last).last }
}
