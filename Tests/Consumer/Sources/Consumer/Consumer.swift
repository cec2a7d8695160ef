import MEDCore
import MEDMQTT

/// Makes the message of a day and a client that could publish it, as an importing service would.
@main
struct Consumer {
    static func main() throws {
        guard let day = Day("2024-10-27"), let pdl = PDL("01234567890123") else { throw Failure.sample }
        let curve = LoadCurve(
            slots: stride(from: 0, to: day.lengthInMinutes, by: 30).map {
                LoadSlot(startMinute: $0, minutes: 30, watts: 100)
            })
        guard curve.isComplete(on: day) else { throw Failure.sample }
        let message = MQTTMessage(
            topic: "myelectricaldata/\(pdl.digits)/consumption/daily", payload: "\(curve.knownEnergy.kilowattHours)",
            retain: true)
        let client = try MQTTClient(configuration: MQTTConfiguration(host: "localhost", clientID: "consumer"))
        print("\(message.topic) \(String(decoding: message.payload, as: UTF8.self)) -> \(client.configuration.host)")
    }

    enum Failure: Error { case sample }
}
