import MEDCore

/// Finds the equipment and the commands of a meter by name, unit and type. Pure: what was asked of the box goes in.
enum JeedomDetection {
    /// Below this a command is no proposal.
    static let threshold = 0.5

    /// The best equipment with its commands.
    ///
    /// - Parameter pdl: The meter whose equipment is wanted, when the configuration names one.
    static func proposal(of equipments: [JeedomEquipment], pdl: PDL?) -> JeedomProposal {
        let rated = equipments.map { ($0, rate($0, pdl: pdl)) }
            .filter { $0.1.choice.confidence > 0 && (!$0.1.commands.isEmpty || $0.1.isNamed) }
            .sorted { ($1.1.choice.confidence, $0.0.id) < ($0.1.choice.confidence, $1.0.id) }
        guard let (equipment, rating) = rated.first else { return JeedomProposal() }
        var warnings = JeedomCheck.warnings(of: equipment, commands: rating.commands.mapValues(\.id)).map(\.text)
        if rated.count > 1, rated[1].1.choice.confidence > rating.choice.confidence - 0.05 {
            let other = rated[1].0
            warnings.append(
                LocalizedText(
                    fr: "L'équipement \(other.id) (\(PDL.shortening(in: other.name))) convient presque aussi bien.",
                    en: "Equipment \(other.id) (\(PDL.shortening(in: other.name))) fits almost as well."))
        }
        return JeedomProposal(equipment: rating.choice, commands: rating.commands, warnings: warnings)
    }

    private struct Rating {
        let choice: JeedomProposal.Choice
        let commands: [JeedomRole: JeedomProposal.Choice]
        let isNamed: Bool
    }

    private static func rate(_ equipment: JeedomEquipment, pdl: PDL?) -> Rating {
        var commands: [JeedomRole: JeedomProposal.Choice] = [:]
        var taken: Set<Int> = []
        // The surest pairs first, so that no command is taken for two things.
        let pairs = JeedomRole.allCases.flatMap { role in
            equipment.commands.map { (role, choice($0, as: role)) }
        }.filter { $0.1.confidence >= threshold }.sorted {
            ($1.1.confidence, $0.1.id) < ($0.1.confidence, $1.1.id)
        }
        for (role, choice) in pairs where commands[role] == nil && taken.insert(choice.id).inserted {
            commands[role] = choice
        }
        let words = JeedomWords("\(equipment.name) \(equipment.logicalID)")
        let isNamed = words.has("linky", "enedis", "myelectricaldata", "compteur", "electri", "edf")
        let holdsPDL = pdl.map { "\(equipment.name) \(equipment.logicalID)".contains($0.digits) } ?? false
        let page: [JeedomRole] = [.consumptionDaily, .consumptionHC, .consumptionHP, .productionDaily, .maxPower]
        let found = page.compactMap { commands[$0]?.confidence }.reduce(0, +) / Double(page.count)
        var confidence = 0.55 * found + (isNamed ? 0.3 : 0) + (holdsPDL ? 0.15 : 0)
        if pdl == nil { confidence = min(1, confidence / 0.85) }
        if !equipment.isEnabled { confidence *= 0.9 }
        let count = page.count { commands[$0] != nil }
        let named = isNamed ? ("nom, ", "name, ") : ("", "")
        let ofPDL = holdsPDL ? ("PDL, ", "PDL, ") : ("", "")
        return Rating(
            choice: JeedomProposal.Choice(
                id: equipment.id, name: equipment.name, confidence: confidence,
                reason: LocalizedText(
                    fr: "\(named.0)\(ofPDL.0)\(count) commandes sur \(page.count)",
                    en: "\(named.1)\(ofPDL.1)\(count) commands of \(page.count)")),
            commands: commands, isNamed: isNamed)
    }

    /// How well a command fits: 0.6 for the name, 0.25 for the unit, 0.15 for the type.
    static func choice(_ command: JeedomCommand, as role: JeedomRole) -> JeedomProposal.Choice {
        let name = nameScore(JeedomWords(command.name), role)
        var confidence = 0.6 * name
        var french = name == 1 ? ["nom"] : name > 0 ? ["nom proche"] : []
        var english = name == 1 ? ["name"] : name > 0 ? ["similar name"] : []
        if let unit = role.unit {
            if command.unit == unit {
                confidence += 0.25
                french.append("unité \(unit)")
                english.append("unit \(unit)")
            } else if isRelated(command.unit, to: unit) {
                confidence += 0.1
                french.append("unité \(command.unit) au lieu de \(unit)")
                english.append("unit \(command.unit) instead of \(unit)")
            }
        } else if command.unit.isEmpty {
            confidence += 0.25
        }
        if command.subType == role.subType {
            confidence += 0.15
            french.append("type \(role.subType)")
            english.append("type \(role.subType)")
        }
        // Without the name, kWh and numeric fit every register alike; an action cannot be written to.
        if name == 0 || command.type != "info" { confidence = 0 }
        return JeedomProposal.Choice(
            id: command.id, name: command.name, confidence: (confidence * 100).rounded() / 100,
            reason: LocalizedText(fr: french.joined(separator: ", "), en: english.joined(separator: ", ")))
    }

    private static func isRelated(_ unit: String, to wanted: String) -> Bool {
        let units = wanted == "kWh" ? ["wh", "kwh", "kw/h", "mwh"] : ["va", "kva", "w", "kw"]
        return units.contains(unit.lowercased())
    }

    /// 1: says exactly this; 0.5: may mean it; 0: something else.
    private static func nameScore(_ words: JeedomWords, _ role: JeedomRole) -> Double {
        let isTempo = words.has("tempo")
        let isOffPeak = words.isOne(of: "hc") || words.has("creuse", "offpeak")
        let isPeak = !isOffPeak && (words.isOne(of: "hp") || words.has("pleine", "peak"))
        let isConsumption = words.has("conso", "consumption", "soutirage")
        let isProduction = words.has("prod", "injection", "surplus")
        let isLonger = words.has(
            "mois", "mensuel", "month", "annee", "annuel", "an", "year", "semaine", "hebdo", "week")
        let isDay = words.has("jour", "quotidien", "day", "daily", "veille", "hier", "yesterday")
        let isMoney = words.has("cout", "prix", "cost", "price", "euro", "tarif")
        let isEnergy = !isTempo && !isLonger && !isMoney
        switch role {
        case .consumptionDaily:
            guard isEnergy, isConsumption, !isOffPeak, !isPeak, !isProduction else { return 0 }
            return isDay ? 1 : 0.5
        case .consumptionHC:
            guard isEnergy, isOffPeak, !isProduction else { return 0 }
            return isConsumption || isDay ? 1 : 0.5
        case .consumptionHP:
            guard isEnergy, isPeak, !isProduction else { return 0 }
            return isConsumption || isDay ? 1 : 0.5
        case .productionDaily:
            guard isEnergy, isProduction else { return 0 }
            return isDay ? 1 : 0.5
        case .maxPower:
            guard isEnergy, words.has("puissance", "pmax", "power") else { return 0 }
            return words.has("max", "pmax", "crete") ? 1 : 0.5
        case .tempoToday, .tempoTomorrow:
            let isTomorrow = words.has("demain", "tomorrow") || words.isOne(of: "j1")
            guard isTempo, !isMoney, isTomorrow == (role == .tempoTomorrow),
                !words.has("restant", "remaining", "nombre", "nb")
            else { return 0 }
            return isTomorrow || isDay || words.has("aujourd", "today", "couleur") || words.words.count == 1 ? 1 : 0.5
        case .ecowatt:
            guard words.has("ecowatt") || (words.isOne(of: "eco") && words.isOne(of: "watt")) else { return 0 }
            return words.has("demain", "tomorrow") ? 0 : 1
        }
    }
}
