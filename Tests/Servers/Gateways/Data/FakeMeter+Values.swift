extension FakeMeter {
    func minutes(on day: String) -> Int {
        let change = slotMinutesFrom.filter { $0.key <= day }.max { $0.key < $1.key }
        return change?.value ?? slotMinutes
    }

    /// Every slot of a day as Enedis knows it at an instant, published or not.
    func measured(_ powers: FakePowers, _ day: FakeDay, text: String, at instant: Int64, minutes: Int) -> [FakeSlot] {
        let active =
            corrections.isEmpty
            ? []
            : corrections.filter {
                $0.day == text && $0.direction == powers.direction && $0.from <= instant
            }
        return powers.slots(of: day, minutes: minutes, isZero: zeroDays.contains(text)) { halfHour in
            active.reduce(0) { $0 + ($1.halfHours?.contains(halfHour) ?? true ? $1.watts : 0) }
        }
    }

    func isPublished(_ day: FakeDay, text: String, at instant: Int64) -> Bool {
        if missingDays.contains(text) || instant < lateDays[text] ?? .min { return false }
        return instant >= day.next.instant(hour: publicationHour)
    }

    func isMissing(slot position: Int, on day: String, at instant: Int64) -> Bool {
        guard let partial = partialDays[day], partial.until.map({ instant < $0 }) ?? true else { return false }
        return partial.missingSlots.contains(position)
    }
}
