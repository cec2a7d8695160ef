public import MEDCore

/// What Enedis knows of a supply contract (`customers_upc/v5/usage_points/contracts`).
public struct GatewayContract: Hashable, Sendable {
    /// `offpeak_hours` as Enedis writes it, such as `HC (22H30-6H30)`; `nil` for a meter without off-peak hours.
    public var offPeakText: String?
    /// `subscribed_power` in kVA; `nil` when Enedis left it out.
    public var subscribedKilovoltAmperes: Int?
    /// The grid tariff's code, such as `BTINFCU4`; it says base or HC/HP, never Tempo: that is the supplier's.
    public var distributionTariff: String?
    /// The day from which Enedis has data of this customer at this meter.
    public var lastActivation: Day?
    /// `SERVC` in service, `RESIL` ended …
    public var status: String?

    /// A contract of which nothing, or only the given parts, is known.
    public init(
        offPeakText: String? = nil, subscribedKilovoltAmperes: Int? = nil, distributionTariff: String? = nil,
        lastActivation: Day? = nil, status: String? = nil
    ) {
        self.offPeakText = offPeakText
        self.subscribedKilovoltAmperes = subscribedKilovoltAmperes
        self.distributionTariff = distributionTariff
        self.lastActivation = lastActivation
        self.status = status
    }
}
