import Logging
import MEDMQTT

extension MQTTClient {
    /// Reads messages until the client stops. Where the access list denies reading, there is nothing to read.
    func listen(
        to filters: [(String, MQTTQoS)], timeout: Duration, logger: Logger, _ read: (MQTTReceived) async -> Void
    ) async {
        while !Task.isCancelled {
            do {
                let stream = try await subscribe(to: filters, bufferSize: 10_000, timeout: timeout)
                for await message in stream { await read(message) }
                return
            } catch let fault as MQTTFault where fault.isPermanent {
                let names = filters.map(\.0).joined(separator: ", ")
                logger.warning("the broker refuses \(names): \(fault)")
                return
            } catch {
                // No connection yet; the events say why. At most one attempt per second.
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}
