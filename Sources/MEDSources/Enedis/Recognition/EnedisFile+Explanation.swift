public import MEDCore

extension EnedisFile {
    /// What was recognised and why, line by line, for the household. The PDL is shortened as in every message.
    public var explanation: [LocalizedText] {
        [containerLine] + recognition.tables.flatMap(lines(on:)) + meters.flatMap(lines(on:)) + [countLine] + stampLines
            + notes.map { LocalizedText(fr: "À noter : \($0.text.french)", en: "Note: \($0.text.english)") }
    }

    private var containerLine: LocalizedText {
        switch recognition.container {
        case .workbook(let sheets):
            let names = sheets.map { "« \($0) »" }.joined(separator: ", ")
            let english = sheets.map { "“\($0)”" }.joined(separator: ", ")
            return LocalizedText(fr: "Classeur XLSX, feuilles \(names)", en: "XLSX workbook, sheets \(english)")
        case .text(let encoding, let separator):
            let sign = LocalizedText(
                fr: separator == "\t" ? "une tabulation" : "« \(separator) »",
                en: separator == "\t" ? "a tab" : "“\(separator)”")
            return LocalizedText(
                fr: "Texte, encodage \(encoding.rawValue), séparateur \(sign.french)",
                en: "Text, encoding \(encoding.rawValue), separator \(sign.english)")
        }
    }

    private func lines(on table: RecognisedTable) -> [LocalizedText] {
        let evidence = table.format.evidence
        let sheet = table.sheet.map { (" (« \($0) »)", " (“\($0)”)") } ?? ("", "")
        let step = table.statedStep
        let direction = table.direction.words
        let (meter, way) = (table.pdlOrigin.words, table.directionOrigin.words)
        let isCurve = table.stamp == .slotEnd
        return [
            LocalizedText(
                fr: "Ligne \(table.line)\(sheet.0) : \(evidence.french)",
                en: "Line \(table.line)\(sheet.1): \(evidence.english)"),
            LocalizedText(
                fr: "  PDL \(table.pdl) (\(meter.french)), \(direction.french) (\(way.french))",
                en: "  PDL \(table.pdl) (\(meter.english)), \(direction.english) (\(way.english))"),
            LocalizedText(
                fr: "  unité \(table.unit) ; \(table.stamp.meaning.french)"
                    + (step.map { " ; pas annoncé \($0) minutes" }
                        ?? (isCurve ? " ; pas déduit des horodatages voisins" : "")),
                en: "  unit \(table.unit); \(table.stamp.meaning.english)"
                    + (step.map { "; stated step \($0) minutes" }
                        ?? (isCurve ? "; the step follows from the stamps around it" : ""))),
        ]
    }

    private func lines(on meter: MeterReadings) -> [LocalizedText] {
        guard let first = meter.days.first, let last = meter.days.last else { return [] }
        var lines = [
            LocalizedText(
                fr: "\(meter.pdl) \(meter.direction.words.french) : \(meter.days.count) jours, "
                    + "du \(first.day) au \(last.day)",
                en: "\(meter.pdl) \(meter.direction.words.english): \(meter.days.count) days, "
                    + "\(first.day) to \(last.day)")
        ]
        let curves = meter.days.filter { !$0.readings.curve.isEmpty }
        if let start = curves.first?.firstInstant, let end = curves.last?.endInstant {
            let energy = curves.reduce(Energy.zero) { $0 + $1.readings.curve.knownEnergy }
            lines.append(
                LocalizedText(
                    fr: "  courbe de \(start) à \(end), \(energy.roundedWattHours) Wh",
                    en: "  curve from \(start) to \(end), \(energy.roundedWattHours) Wh"))
        }
        let steps = Set(meter.stepPeriods.map(\.minutes)).sorted().map(String.init).joined(separator: ", ")
        if !steps.isEmpty {
            lines.append(LocalizedText(fr: "  pas trouvé : \(steps) minutes", en: "  step found: \(steps) minutes"))
        }
        return lines
    }

    private var countLine: LocalizedText {
        LocalizedText(
            fr: "\(statistics.slots) intervalles, \(statistics.dailyEnergies) énergies de jour, "
                + "\(statistics.indexes) index, \(statistics.maxPowers) puissances maximales ; \(statistics.emptyValues) vides, "
                + "\(statistics.duplicates) en double, \(statistics.conflicts) contradictoires, "
                + "\(statistics.rejectedLines) lignes illisibles",
            en: "\(statistics.slots) slots, \(statistics.dailyEnergies) daily energies, \(statistics.indexes) indexes, "
                + "\(statistics.maxPowers) maximum powers; \(statistics.emptyValues) empty, "
                + "\(statistics.duplicates) duplicates, \(statistics.conflicts) conflicting, "
                + "\(statistics.rejectedLines) unreadable lines")
    }

    private var stampLines: [LocalizedText] {
        guard statistics.localStamps > 0 else { return [] }
        return [
            LocalizedText(
                fr: "\(statistics.localStamps) horodatages sans décalage : heure locale française, "
                    + "l’heure répétée d’octobre par l’ordre des lignes",
                en: "\(statistics.localStamps) stamps without an offset: French local time, "
                    + "the hour repeated in October by the order of the lines")
        ]
    }
}

extension MeterReadings.Entry {
    fileprivate var firstInstant: UTCInstant? { readings.curve.slots.first?.start(on: day) }
    fileprivate var endInstant: UTCInstant? {
        readings.curve.slots.last.map { $0.start(on: day).advanced(bySeconds: Int($0.minutes) * 60) }
    }
}

extension Direction {
    fileprivate var words: LocalizedText {
        switch self {
        case .consumption: LocalizedText(fr: "consommation", en: "consumption")
        case .production: LocalizedText(fr: "production", en: "production")
        }
    }
}
