extension FakeGatewayCore {
    func contract(_ pdl: String, _ meter: FakeMeter) -> FakeJSON {
        customer(
            pdl,
            [
                (
                    "contracts",
                    [
                        "segment": "C5", "subscribed_power": FakeJSON(meter.subscribedPower),
                        "last_activation_date": .string(meter.lastActivation + "+02:00"),
                        "distribution_tariff": FakeJSON(meter.distributionTariff),
                        "offpeak_hours": FakeJSON(meter.offPeakText), "contract_status": .string(meter.contractStatus),
                        "contract_type": "Contrat GRD-F",
                        "last_distribution_tariff_change_date": .string(meter.lastActivation + "+02:00"),
                    ]
                )
            ])
    }

    func address(_ pdl: String, _ meter: FakeMeter) -> FakeJSON {
        customer(
            pdl, [],
            address: [
                "street": "1 rue de l'Exemple", "locality": nil, "postal_code": "00100", "insee_code": "00100",
                "city": "EXEMPLE", "country": "France", "geo_points": [:],
            ])
    }

    private func customer(_ pdl: String, _ members: [(String, FakeJSON)], address: FakeJSON? = nil) -> FakeJSON {
        var point: [(String, FakeJSON)] = [
            ("usage_point_id", .string(pdl)), ("usage_point_status", "com"), ("meter_type", "AMM"),
        ]
        if let address { point.append(("usage_point_addresses", address)) }
        let usagePoint = FakeJSON.object([("usage_point", .object(point))] + members)
        return ["customer": ["customer_id": "-1000000007", "usage_points": [usagePoint]]]
    }

    /// v1 `/valid_access`.
    func access(_ route: FakeRoute, _ call: FakeCall) -> FakeAnswer {
        let meter: FakeMeter
        do throws(FakeEnedisError) {
            meter = try enedis.access(to: route.pdl, at: call.at)
        } catch {
            if enedis.meter(route.pdl ?? "") == nil { return wrongToken }
            return FakeAnswer([
                "valid": false, "information": "Le consentement a été révoqué ou a expiré.", "call_number": 0,
                "quota_reached": false, "quota_limit": .int(quota.limit), "ban": false,
            ])
        }
        let made = quota.made(at: call.at)
        let isOver = made > quota.limit
        var members: [(String, FakeJSON)] = [("valid", .bool(!isOver))]
        if isOver {
            members.append(("information", .string("Vous avez dépassé votre quota journalier (\(quota.limit))")))
        }
        members += [
            ("consent_expiration_date", .string(FakeStamp.naiveISO(meter.consentEnds))), ("call_number", .int(made)),
            ("quota_reached", .bool(made >= quota.limit)), ("quota_limit", .int(quota.limit)),
            ("quota_reset_at", .string(FakeDay(at: call.at).text + "T23:59:59.999999")),
            ("last_call", FakeJSON(quota.last.map { FakeStamp.naiveISO($0) + ".532501" })), ("ban", false),
        ]
        return FakeAnswer(.object(members))
    }

    /// v2 `/pdl`.
    var pdlList: FakeJSON {
        .array(
            enedis.pdls.compactMap { pdl in
                guard let meter = enedis.meter(pdl) else { return nil }
                let power = meter.subscribedPower.flatMap { $0.split(separator: " ").first }.flatMap { Int($0) }
                return [
                    "usage_point_id": .string(pdl), "name": "Exemple",
                    "subscribed_power": power.map { .int($0) } ?? nil,
                    "offpeak_hours": FakeJSON(meter.offPeakText), "pricing_option": "HC_HP",
                    "has_consumption": .bool(meter.directions.contains(.consumption)),
                    "has_production": .bool(meter.directions.contains(.production)), "is_active": true,
                    "activation_date": .string(meter.lastActivation), "oldest_available_data_date": nil,
                    "linked_production_pdl_id": nil,
                ]
            })
    }
}
