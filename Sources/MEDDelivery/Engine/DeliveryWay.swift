import MEDCore
import MEDStore

/// What of an exporter fails, pauses and is tried again together.
///
/// Everything, for most: a pause that a destination asks for holds for all that goes there. Two ways for an exporter whose
/// history goes elsewhere than its current values, so that a refused token of the one does not stop the other.
struct DeliveryWay {
    /// Whether the current state goes this way, and with it whatever concerns a connection.
    let publishes: Bool
    /// Whether records go this way.
    let delivers: Bool
    var breaker: Breaker
    var health = InstanceHealth()
    /// The first error of a step that does not tell of the destination as a whole: the rest of the step goes on.
    var defect: (any Error)?
    /// When the exporter was last called, with a pace that lets records gather; `nil` when the next call need not wait:
    /// after a failure the breaker decides. A look at lanes where nothing is due is no call.
    var lastFlush: UTCInstant?

    /// The ways of an exporter; the one of its connection comes first.
    static func all(of exporter: any Exporter, backoff: Backoff) -> [DeliveryWay] {
        let breaker = Breaker(backoff: backoff)
        guard let current = exporter as? any CurrentExporter, type(of: current).historyHasItsOwnWay else {
            return [DeliveryWay(publishes: true, delivers: true, breaker: breaker)]
        }
        return [
            DeliveryWay(publishes: true, delivers: false, breaker: breaker),
            DeliveryWay(publishes: false, delivers: true, breaker: breaker),
        ]
    }
}
