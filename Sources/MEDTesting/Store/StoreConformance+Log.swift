import MEDCore
import MEDStore

extension StoreConformance {
    static var logPromises: [StorePromise] {
        [StorePromise("logGivesTheNewestFirst") { try await $0.logGivesTheNewestFirst() }]
    }

    /// Entries come back as they were written, the newest first, by instance or all.
    public func logGivesTheNewestFirst() async throws {
        let scene = try await StoreScene(self)
        let days = scene.first...scene.first.advanced(by: 4)
        func entry(_ index: Int, _ instance: InstanceID) -> ExportLogEntry {
            ExportLogEntry(
                instant: scene.now.advanced(bySeconds: index), instance: instance,
                stream: index == 0 ? nil : .pdl(scene.pdl), series: index == 0 ? nil : .production,
                records: index * 5, days: index == 0 ? nil : days, revision: index == 0 ? nil : 17,
                outcome: index == 0 ? .unreachable : .delivered, evidence: index == 0 ? nil : "acknowledged",
                detail: "attempt \(index)", milliseconds: 12)
        }
        let other = InstanceID(exporterKey: "kit", name: String(UInt64.random(in: .min ... .max), radix: 36))
        let mine = (0..<4).map { entry($0, scene.instance) }
        try await scene.store.log(mine)
        try await scene.store.log([entry(9, other)])
        let logged = try await scene.store.logEntries(of: scene.instance, limit: 3)
        try expectEqual("of one", logged, Array(mine.reversed().prefix(3)))
        let all = try await scene.store.logEntries(of: nil, limit: 100_000).filter {
            $0.instance == scene.instance || $0.instance == other
        }
        try expectEqual("of all", all, [entry(9, other)] + mine.reversed())
    }
}
