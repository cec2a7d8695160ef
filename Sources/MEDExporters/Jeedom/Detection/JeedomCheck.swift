import MEDCore

/// What of the box's own settings would lose or change values.
enum JeedomCheck {
    struct Finding: Hashable {
        /// Whether nothing would arrive.
        let isFatal: Bool
        let text: LocalizedText

        init(isFatal: Bool = false, fr french: String, en english: String) {
            self.isFatal = isFatal
            text = LocalizedText(fr: french, en: english)
        }
    }

    /// What there is to say of the commands that stand in an equipment.
    static func warnings(of equipment: JeedomEquipment, commands: [JeedomRole: Int]) -> [Finding] {
        var findings: [Finding] = []
        if !equipment.isEnabled {
            findings.append(
                Finding(
                    isFatal: true,
                    fr: "L'équipement \(equipment.id) est désactivé : Jeedom répond ok et ne garde rien. Activez-le.",
                    en: "Equipment \(equipment.id) is disabled: Jeedom answers ok and keeps nothing. Enable it."))
        }
        for role in JeedomRole.allCases {
            guard let id = commands[role], let command = equipment.commands.first(where: { $0.id == id }) else {
                continue
            }
            findings += self.findings(command, as: role)
        }
        return findings
    }

    /// The configured commands that stand in none of the equipments.
    static func missing(_ commands: [JeedomRole: Int], in equipments: [JeedomEquipment]) -> [Finding] {
        let known = Set(equipments.flatMap(\.commands).map(\.id))
        return JeedomRole.allCases.compactMap { role in
            guard let id = commands[role], !known.contains(id) else { return nil }
            return Finding(
                isFatal: true,
                fr: "La commande \(id) (\(role.rawValue)) n'est dans aucun équipement virtuel que cette clé voit.",
                en: "The command \(id) (\(role.rawValue)) stands in no virtual equipment that this key sees.")
        }
    }

    private static func findings(_ command: JeedomCommand, as role: JeedomRole) -> [Finding] {
        let name = "\(command.id) (\(role.rawValue))"
        guard command.type == "info" else {
            return [
                Finding(
                    isFatal: true, fr: "La commande \(name) est une action : il faut une commande info.",
                    en: "The command \(name) is an action: an info command is needed.")
            ]
        }
        var findings: [Finding] = []
        if command.subType != role.subType {
            findings.append(
                Finding(
                    isFatal: role.subType == "numeric" ? false : command.subType != "other",
                    fr: "La commande \(name) est de type \(command.subType), il faut \(role.subType).",
                    en: "The command \(name) has the type \(command.subType), not \(role.subType)."))
        }
        guard let unit = role.unit else { return findings }
        if !command.unit.isEmpty, command.unit != unit {
            findings.append(
                Finding(
                    fr: "La commande \(name) est en \(command.unit), les valeurs sont en \(unit) : corrigez l'unité.",
                    en: "The command \(name) is in \(command.unit), the values are in \(unit): correct the unit."))
        }
        if !command.isHistorized {
            findings.append(
                Finding(
                    fr: "La commande \(name) n'est pas historisée : seule sa dernière valeur reste.",
                    en: "The command \(name) has no history: only its last value stays."))
        } else if command.isSmoothed {
            findings.append(
                Finding(
                    fr:
                        "La commande \(name) est lissée : Jeedom déplace ses valeurs à l'heure pleine après 2 h. Choisissez "
                        + "« Mode de lissage : Aucun ».",
                    en: "The command \(name) is smoothed: Jeedom moves its values to the full hour after 2 h. Choose "
                        + "\"Mode de lissage: Aucun\"."))
        }
        return findings
    }
}
