import ArgumentParser
import MEDCore
import MEDStore

/// `--pdl`: one meter instead of all.
struct MeterOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp(fr: "Ce compteur seulement.", en: "Only this meter."))
    var pdl: String?

    /// What the store holds in one of `directions`, of the chosen meter or of all.
    ///
    /// - Throws: `Failure` when nothing is known of the chosen meter.
    func meters(in store: any Store, _ directions: Set<Direction>) async throws -> [MeterOverview] {
        let chosen = try pdl.map(PDL.init(option:))
        let meters = try await store.meters().filter {
            directions.contains($0.direction) && (chosen == nil || $0.pdl == chosen)
        }
        if let chosen, meters.isEmpty {
            throw Failure(
                .usage,
                LocalizedText(
                    fr: "--pdl : la base ne connaît rien de \(chosen) : voyez med status.",
                    en: "--pdl: the store knows nothing of \(chosen): see med status."))
        }
        return meters
    }
}

extension PDL {
    /// Reads the value of a `--pdl` option.
    ///
    /// - Throws: `Failure` that says what a PDL is.
    init(option text: String) throws {
        guard let pdl = PDL(text) else {
            throw Failure(
                .usage,
                LocalizedText(
                    fr: "--pdl : un PDL a 14 chiffres, en voici \(text.count).",
                    en: "--pdl: a PDL has 14 digits, this one has \(text.count)."))
        }
        self = pdl
    }
}

extension Household {
    /// The meter of a `--pdl` option, which the configuration must have.
    ///
    /// - Throws: `Failure` that names those it has.
    func meter(option text: String) throws -> PDL {
        let meter = try PDL(option: text)
        guard configuration.meters.contains(where: { $0.id == meter }) else {
            let known = configuration.meters.map { "\($0.id)" }.joined(separator: ", ")
            throw Failure(
                .usage,
                LocalizedText(
                    fr: "--pdl : \(meter) n'est pas dans la configuration (connus : \(known)) : med pdl add",
                    en: "--pdl: \(meter) is not in the configuration (known: \(known)): med pdl add"))
        }
        return meter
    }
}
