import Logging
import MEDCore
import MEDSources

/// What happens during a sync, for the log of `med run`: meters shortened, no token anywhere.
enum SyncLog {
    static func write(_ event: SyncEvent, to logger: Logger) {
        switch event {
        case .asked(let request):
            logger.debug("asked", metadata: metadata(request))
        case .stored(let request, let saved, let issues):
            var metadata = metadata(request)
            metadata["new"] = "\(saved.newDays)"
            metadata["corrected"] = "\(saved.correctedDays)"
            if !issues.isEmpty { metadata["unusable"] = "\(issues.count)" }
            logger.info("fetched", metadata: metadata)
        case .gap(let series, let days):
            logger.debug("days still missing", metadata: ["pdl": "\(series.pdl)", "days": "\(days.count)"])
        case .failed(let request, let fault):
            var metadata = metadata(request)
            metadata["code"] = "\(fault.code)"
            metadata["reason"] = "\(PDL.shortening(in: fault.message.english))"
            logger.warning("not fetched", metadata: metadata)
        case .blocked(let series, let message):
            logger.warning(
                "not asked until you act",
                metadata: [
                    "pdl": "\(series.pdl)", "series": "\(series.kind.rawValue)",
                    "reason": "\(PDL.shortening(in: message.english))",
                ])
        case .waiting(let until, let reason):
            logger.debug("waiting", metadata: ["until": "\(until)", "for": "\(reason.rawValue)"])
        case .memoryLost:
            logger.warning("what was remembered of the sources could not be read: calls may be made twice")
        case .finished(let report):
            logger.debug("sync ended", metadata: ["calls": "\(report.calls)", "next": "\(report.next)"])
        }
    }

    private static func metadata(_ request: ReadingRequest) -> Logger.Metadata {
        [
            "pdl": "\(request.pdl)", "direction": "\(request.direction)", "series": "\(request.kind.rawValue)",
            "days": "\(request.days.lowerBound)/\(request.days.upperBound)",
        ]
    }
}
