/// What "now" looks like: the values that retained topics, states and gauges show.
///
/// A pure function of the documents and the moment. A destination of current values gets it whole and never walks
/// through a backlog, so that a correction of an old day cannot touch a newer value.
public struct CurrentState: Hashable, Sendable {
    /// One entry per PDL and direction.
    public let meters: [MeterState]
    /// Tempo; `nil` when nothing is known of it.
    public let tempo: TempoState?
    /// EcoWatt; `nil` when nothing is known of it.
    public let ecowatt: EcowattState?
    /// When the values change without a new document (06:00 for Tempo, the next hour for EcoWatt); `nil` for never.
    public let validUntil: UTCInstant?

    /// The state at `now`.
    public init(_ documents: CurrentDocuments, at now: UTCInstant) {
        meters = documents.meters.sorted { ($0.pdl, $0.direction.rawValue) < ($1.pdl, $1.direction.rawValue) }
        tempo = TempoState(days: documents.tempo, at: now)
        ecowatt = EcowattState(days: documents.ecowatt, at: now)
        var ends: [UTCInstant] = []
        if let tempo { ends.append(tempo.today.end) }
        if ecowatt != nil {
            ends.append(UTCInstant(secondsSinceEpoch: (now.secondsSinceEpoch.flooredDivision(by: 3_600) + 1) * 3_600))
        }
        validUntil = ends.min()
    }
}

extension CurrentState {
    /// Appends the form whose hash decides whether a destination has to be told.
    ///
    /// Days of which nothing is known carry no instant of their own, so that an unchanged unknown stays unchanged.
    public func appendCanonicalForm(to buffer: inout [UInt8]) {
        for meter in meters {
            buffer.append(contentsOf: meter.pdl.digits.utf8)
            buffer.append(meter.direction == .consumption ? 0 : 1)
            for document in [meter.latestDay, meter.latestCurve, meter.latestPeak] {
                buffer.appendOptional(document?.day.number)
                buffer.appendOptional(document?.revision)
                buffer.appendOptional(document?.recordedAt.secondsSinceEpoch)
                document?.appendCanonicalForm(to: &buffer)
            }
            for total in [meter.month, meter.year] {
                buffer.appendText(total?.period.description ?? "")
                buffer.appendOptional(total?.energy.wattMinutes)
                buffer.appendOptional(total?.recordedAt.secondsSinceEpoch)
            }
        }
        if let tempo {
            for day in [tempo.today, tempo.tomorrow] {
                buffer.appendInteger(day.day.number)
                day.pack(into: &buffer)
            }
            for color in TempoColor.allCases { buffer.appendOptional(tempo.remaining?[color]) }
        }
        if let ecowatt {
            buffer.appendOptional(ecowatt.hourLevel)
            for day in ecowatt.forecast {
                buffer.appendInteger(day.day.number)
                day.pack(into: &buffer)
            }
        }
    }
}
