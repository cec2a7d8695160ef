import MEDCore
import MEDHTTP

/// Home Assistant's long-term statistics: imports days and their corrections over its WebSocket API.
actor HomeAssistantStatistics {
    let api: HomeAssistantAPI
    let dependencies: ExporterDependencies
    private let patience: Duration
    private let budget: Duration
    private let grace: Duration

    /// The statistics of one Home Assistant.
    ///
    /// - Parameters:
    ///   - patience: How long to wait for rows to be written before they count as not written.
    ///   - budget: After which a call leaves the rest to the next one.
    ///   - grace: How long a call that is over its budget waits for rows, whatever the patience. Budget, grace and the time
    ///     that Home Assistant takes for an answer are well below the engine's deadline for a call, which is 90 s.
    init(
        _ api: HomeAssistantAPI, dependencies: ExporterDependencies, patience: Duration = .seconds(30),
        budget: Duration = .seconds(40), grace: Duration = .seconds(15)
    ) {
        self.api = api
        self.dependencies = dependencies
        self.patience = patience
        self.budget = budget
        self.grace = grace
    }

    /// Imports days of one direction, of any number of PDLs, in order inside each.
    ///
    /// - Throws: `ExporterFault`: blocked for a token that is refused or no administrator's, unreachable, and lost when
    ///   verified rows are gone.
    func export(_ documents: [DayDocument], in context: ExportContext) async throws -> ExportResult {
        var result = ExportResult()
        var batches: [(pdl: PDL, direction: Direction, documents: [DayDocument])] = []
        for document in documents {
            let index = batches.firstIndex { $0.pdl == document.pdl && $0.direction == document.direction }
            if let index {
                batches[index].documents.append(document)
            } else {
                batches.append((document.pdl, document.direction, [document]))
            }
        }
        // Days of which nothing is known, and nothing was: no reason to connect.
        batches.removeAll { batch in
            let isEmpty = batch.documents.allSatisfy {
                DayAmounts($0).amounts.isEmpty && !context.corrections.contains($0.key)
            }
            guard isEmpty, context.states[.pdl(batch.pdl)].flatMap(StatisticsState.init(_:)) == nil else {
                return false
            }
            for document in batch.documents { result.set(.skipped(.noValue), for: document.key) }
            return true
        }
        guard !batches.isEmpty else { return result }
        let limit = dependencies.now().advanced(by: budget)
        var isUnderWay = false
        do {
            try await withSession { session in
                for batch in batches {
                    let outcome = try await StatisticsImport(
                        session: session, pdl: batch.pdl, direction: batch.direction, batch: batch.documents,
                        context: context, now: dependencies.now, limit: limit, patience: patience,
                        grace: grace
                    ).run()
                    for (key, outcome) in outcome.records { result.set(outcome, for: key) }
                    if let state = outcome.state { result.states[.pdl(batch.pdl)] = state.bytes }
                    isUnderWay = true
                }
            }
        } catch let fault as ExporterFault where isUnderWay {
            result.interruption = fault
        }
        return result
    }

    /// Removes the statistics of the given PDLs; returns how many series went.
    ///
    /// - Throws: `ExporterFault`, as ``export(_:in:)``.
    func retract(_ pdls: [PDL]) async throws -> Int {
        try await withSession { session in
            var count = 0
            for pdl in pdls {
                let ids = StatisticKind.all.map { $0.id(of: pdl) }
                let known = try await session.call(
                    "recorder/get_statistics_metadata", returning: [StatisticMetadata].self
                ) {
                    HomeAssistantMessages.metadata(id: $0, of: ids)
                }
                let ours = known.map(\.id).filter { ids.contains($0) }.sorted()
                guard !ours.isEmpty else { continue }
                _ = try await session.call("recorder/clear_statistics", returning: NoResult.self) {
                    HomeAssistantMessages.clear(id: $0, ours)
                }
                count += ours.count
            }
            return count
        }
    }

    /// Runs `body` with an authenticated connection.
    ///
    /// - Throws: What `body` throws, and every other fault as an `ExporterFault`.
    func withSession<Value>(_ body: (HomeAssistantSession) async throws -> Value) async throws -> Value {
        do {
            return try await WebSocket.withConnection(api.request()) { socket in
                try await body(HomeAssistantSession.open(socket, token: api.token))
            }
        } catch let fault as HTTPFault {
            throw fault.exporterFault(api.destination, now: dependencies.now())
        } catch let failure as HomeAssistantFailure {
            throw failure.exporterFault
        }
    }
}
