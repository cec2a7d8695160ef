import MEDCore
import MEDDelivery
import MEDStore

/// Prints what an exporter would send, to the byte, for `med preview` and `med export --dry-run`; sends nothing.
struct DestinationPreview {
    let household: Household
    let store: any Store
    /// Which days of history; `nil` for all of them.
    let days: ClosedRange<Day>?

    /// Prints the messages of one exporter: the current state, then the history of each meter, Tempo, EcoWatt.
    ///
    /// - Throws: `Failure` when the exporter cannot be made, `StoreError`.
    func show(_ setup: InstanceSetup) async throws {
        let exporter = try await household.makeExporter(setup, store: store)
        guard let exporter = exporter as? any PreviewingExporter else {
            household.console.say(
                fr: "\(setup.instance) : pas d'aperçu pour cet exporteur.",
                en: "\(setup.instance): this exporter has no preview.")
            return
        }
        let now = try Household.now()
        show(exporter.preview(CurrentState(try await store.currentDocuments(at: now), at: now)))
        for meter in try await store.meters() where days?.overlaps(meter.days) != false {
            let wanted = days?.clamped(to: meter.days) ?? meter.days
            // A quarter at a time: ten years of days are never in memory at once.
            for first in stride(from: wanted.lowerBound, through: wanted.upperBound, by: 92) {
                let page = first...min(first.advanced(by: 91), wanted.upperBound)
                show(exporter.preview(try await store.documents(of: meter.pdl, meter.direction, days: page)))
            }
        }
        let national = days ?? DayRange.longest
        show(exporter.preview(try await store.tempo(days: national)))
        show(exporter.preview(try await store.ecowatt(days: national)))
    }

    private func show(_ messages: [PreviewedMessage]) {
        let console = household.console
        for message in messages {
            // A body of lines has its own.
            let isText = message.body.contains(UInt8(ascii: "\n"))
            print("\(message.address)\(isText ? "\n" : " ")\(String(decoding: message.body, as: UTF8.self))")
            if console.isTerminal { print(console.paint("  \(message.manner)", .faint)) }
        }
    }
}
