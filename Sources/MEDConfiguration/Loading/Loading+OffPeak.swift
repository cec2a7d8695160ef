import MEDCore

extension Loading {
    static let offPeakKeys = ["offpeak", "seasons", "weekdays", "weekend", "holidays"]
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// When an HC/HP contract is off-peak; `nil` for the others, which have no hours of their own, and when it is not said.
    mutating func offPeak(of node: YAMLNode, path: String, tariff: Tariff) -> OffPeakSchedule? {
        let given = Self.offPeakKeys.filter { node[$0].map { !$0.isNull } ?? false }
        guard tariff == .hcHP else {
            for key in given {
                warning(
                    Place(key: "\(path).\(key)", position: node[key]?.position),
                    LocalizedText(
                        fr: "ignoré : seul un contrat HC/HP a ses propres heures creuses",
                        en: "ignored: only an HC/HP contract has off-peak hours of its own"))
            }
            return nil
        }
        var schedule = OffPeakSchedule()
        schedule.hours = optional("offpeak", in: node, path: path, Expected.offPeak) { OffPeakHours($0) }
        schedule.seasons = seasons(of: node, path: path)
        schedule.weekdays = weekdays(of: node, path: path)
        schedule.weekends = optional("weekend", in: node, path: path, Expected.boolean, BooleanText.value) ?? false
        schedule.holidays = holidays(of: node, path: path)
        // `weekend: false` alone says nothing.
        if given.allSatisfy({ node[$0]?.scalar.flatMap(BooleanText.value) == false }) {
            error(
                Place(key: "\(path).offpeak", position: node.position), expected: Expected.offPeak,
                Expected.offPeak.asMessage(
                    read: nil,
                    hint: LocalizedText(
                        fr: "un contrat HC/HP ne se compte pas sans elles", en: "an HC/HP contract needs them")))
        } else if !schedule.seasons.isEmpty, !given.contains("offpeak"), let date = firstDate(outside: schedule.seasons)
        {
            error(
                Place(key: "\(path).seasons", position: node["seasons"]?.position),
                LocalizedText(
                    fr:
                        "aucune saison ne contient le \(date) (mois-jour) ; ajoutez-en une, ou « offpeak » pour le reste",
                    en: "no season holds \(date) (month-day); add one, or “offpeak” for the rest"))
        }
        return schedule
    }

    private mutating func seasons(of node: YAMLNode, path: String) -> [OffPeakSeason] {
        items("seasons", in: node, path: path).compactMap { item, path in
            guard checkKeys(of: item, path: path, known: ["from", "to", "offpeak"]) else { return nil }
            let first = required("from", in: item, path: path, Expected.monthDay) { MonthDay($0) }
            let last = required("to", in: item, path: path, Expected.monthDay) { MonthDay($0) }
            let hours = required("offpeak", in: item, path: path, Expected.offPeak) { OffPeakHours($0) }
            guard let first, let last, let hours else { return nil }
            return OffPeakSeason(from: first, through: last, hours: hours)
        }
    }

    private mutating func weekdays(of node: YAMLNode, path: String) -> [Int: OffPeakHours] {
        guard let child = node["weekdays"], !child.isNull else { return [:] }
        let path = "\(path).weekdays"
        guard checkKeys(of: child, path: path, known: Self.weekdays) else { return [:] }
        var hours: [Int: OffPeakHours] = [:]
        for (index, name) in Self.weekdays.enumerated() {
            hours[index + 1] = optional(name, in: child, path: path, Expected.offPeak) { OffPeakHours($0) }
        }
        return hours
    }

    private mutating func holidays(of node: YAMLNode, path: String) -> HolidayRegion? {
        let choice = optional("holidays", in: node, path: path, Expected.holidays) { text -> HolidayRegion?? in
            if text.lowercased() == "alsace-moselle" { return .some(.alsaceMoselle) }
            return BooleanText.value(of: text).map { $0 ? .france : nil }
        }
        return choice ?? nil
    }

    private func firstDate(outside seasons: [OffPeakSeason]) -> MonthDay? {
        (1...12).lazy.flatMap { month in (1...31).lazy.compactMap { MonthDay(month: month, day: $0) } }
            .first { date in !seasons.contains { $0.contains(date) } }
    }
}
