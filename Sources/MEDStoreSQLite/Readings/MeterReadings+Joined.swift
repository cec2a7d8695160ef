import MEDCore

extension MeterReadings {
    /// The same readings with one entry per PDL and direction, and one per day: a file may hold a meter in several parts.
    static func joined(_ meters: [MeterReadings]) -> [MeterReadings] {
        struct Place: Hashable {
            let pdl: PDL
            let direction: Direction
        }
        let places = meters.map { Place(pdl: $0.pdl, direction: $0.direction) }
        guard Set(places).count < meters.count || !meters.allSatisfy(\.isInOrder) else { return meters }
        var days: [Place: [Day: DayReadings]] = [:]
        var order: [Place] = []
        for (place, meter) in zip(places, meters) {
            if days[place] == nil { order.append(place) }
            for entry in meter.days {
                let known = days[place, default: [:]][entry.day]
                days[place, default: [:]][entry.day] = known?.merging(entry.readings) ?? entry.readings
            }
        }
        return order.map { place in
            let entries = days[place, default: [:]].sorted { $0.key < $1.key }
            return MeterReadings(
                pdl: place.pdl, direction: place.direction,
                days: entries.map { Entry(day: $0.key, readings: $0.value) })
        }
    }

    private var isInOrder: Bool {
        zip(days, days.dropFirst()).allSatisfy { $0.day < $1.day }
    }
}
