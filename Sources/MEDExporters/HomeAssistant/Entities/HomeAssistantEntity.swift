import MEDCore

/// An entity as it is announced, and its state: two retained messages.
struct HomeAssistantEntity: Equatable, Sendable {
    let configTopic: String
    let config: [UInt8]
    let stateTopic: String
    let state: [UInt8]
    /// By which Home Assistant's registry knows it, for ever. The entity prefix is part of it: under the same unique id the
    /// registry would keep the old entity id.
    let uniqueID: String
    /// `sensor.med_12345678901234_consumption_daily`.
    let entityID: String
}
