import Foundation
import MEDConfiguration
import MEDCore
import MEDHTTP
import MEDSources

/// A meter on its way into config.yaml: what is asked, of whom, and what is written.
struct MeterAddition {
    let household: Household
    let prompt: Prompt
    let command: PDLAddCommand

    private var console: Console { prompt.console }

    /// The meter, which the configuration must not have yet.
    func meter() throws -> PDL {
        let text =
            try command.pdl
            ?? prompt.line(
                fr: "PDL (14 chiffres, sur le compteur ou la facture)", en: "PDL (14 digits, on the meter or the bill)",
                option: "pdl")
        let meter = try PDL(option: text.filter { !$0.isWhitespace })
        guard !household.configuration.meters.contains(where: { $0.id == meter }) else {
            throw Failure(
                .usage,
                LocalizedText(
                    fr: "\(meter) est déjà dans la configuration : med sync --pdl charge ses relevés.",
                    en: "\(meter) is in the configuration already: med sync --pdl fetches its readings."))
        }
        return meter
    }

    /// The gateway that the configuration has, else a new one.
    ///
    /// - Throws: `Failure` when it could not be told from one that the configuration has, or would be asked in vain.
    func gatewaySettings() throws -> GatewaySettings {
        let known = household.configuration.sources.gateways
        if command.gateway == nil, let first = known.first(where: \.isEnabled) { return try existing(first) }
        let name =
            try command.gateway
            ?? prompt.line(
                fr: "Passerelle : v1 (myelectricaldata.fr), v2, ou conso (conso.boris.sh)",
                en: "Gateway: v1 (myelectricaldata.fr), v2, or conso (conso.boris.sh)", default: "v1",
                option: "--gateway")
        if let named = known.first(where: { $0.id == name }) { return try existing(named) }
        guard let kind = GatewaySettings.Kind(rawValue: name.lowercased()) else {
            throw Failure(
                .usage,
                LocalizedText(
                    fr: "--gateway : v1, v2 ou conso, pas « \(name) »",
                    en: "--gateway: v1, v2 or conso, not \"\(name)\""))
        }
        return GatewaySettings(id: kind.rawValue, kind: kind, url: command.gatewayURL, token: try token())
    }

    /// One of the configuration, which is used as it stands there.
    private func existing(_ gateway: GatewaySettings) throws -> GatewaySettings {
        guard gateway.isEnabled else {
            throw Failure(
                .usage,
                LocalizedText(
                    fr: "la passerelle « \(gateway.id) » est désactivée dans la configuration (enabled)",
                    en: "the gateway \"\(gateway.id)\" is off in the configuration (enabled)"))
        }
        guard command.tokenFile == nil, command.gatewayURL == nil || command.gatewayURL == gateway.url else {
            throw Failure(
                .usage,
                LocalizedText(
                    fr: "la passerelle « \(gateway.id) » est déjà dans la configuration : changez-y jeton ou adresse",
                    en: "the gateway \"\(gateway.id)\" is in the configuration already: change token or address there"
                ))
        }
        return gateway
    }

    /// The meter would be asked of the first gateway that serves it: that must be the one that was asked about it.
    func checkPlace(of meter: PDL, at gateway: GatewaySettings) throws {
        var sources = household.configuration.sources
        if isNew(gateway) { sources.gateways.append(gateway) }
        guard let first = sources.gateway(for: meter), first.id == gateway.id else {
            let other = sources.gateway(for: meter)?.id ?? "—"
            throw Failure(
                .configuration,
                LocalizedText(
                    fr:
                        "\(meter) serait demandé à la passerelle « \(other) », pas à « \(gateway.id) » : limitez chacune "
                        + "par « pdls » dans la configuration",
                    en: "\(meter) would be asked of the gateway \"\(other)\", not of \"\(gateway.id)\": limit each by "
                        + "\"pdls\" in the configuration"))
        }
    }

    private func token() throws -> Secret {
        if let path = command.tokenFile {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw Failure(.noInput, LocalizedText(fr: "\(path) ne peut être lu", en: "\(path) cannot be read"))
            }
            return try Self.usable(text)
        }
        if let variable = environmentToken { return variable }
        let typed = try prompt.secret(
            fr: "Jeton de la passerelle (invisible)", en: "The gateway's token (invisible)", option: "--token-file")
        return try Self.usable(typed.reveal())
    }

    /// The token without the white space around it; an empty one would only be refused.
    private static func usable(_ text: String) throws -> Secret {
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !token.isEmpty else {
            throw Failure(.usage, LocalizedText(fr: "le jeton est vide", en: "the token is empty"))
        }
        return Secret(token)
    }

    private var environmentToken: Secret? {
        ProcessInfo.processInfo.environment["SOURCES_GATEWAY_TOKEN"].flatMap { $0.isEmpty ? nil : Secret($0) }
    }

    /// Asks the gateway whether it may serve the meter, and what Enedis knows of its contract.
    ///
    /// - Throws: `Failure` when the gateway refuses.
    func ask(
        _ settings: GatewaySettings, about meter: PDL
    ) async throws -> (access: GatewayAccess, contract: GatewayContract?) {
        let client = try HTTPClient()
        defer { Task { await client.close(gracePeriod: .zero) } }
        let now = try Household.now()
        do {
            let gateway = try SourceSet.gateway(settings, client: client)
            let access = try await gateway.access(to: meter, at: now)
            guard access.isValid || !access.isQuotaUsed else {
                throw Failure(
                    .unavailable,
                    LocalizedText(
                        fr: "le quota du jour de la passerelle est épuisé : recommencez demain",
                        en: "the gateway's calls of this day are used up: try again tomorrow"))
            }
            guard access.isValid, !access.isBanned else {
                let words = access.information.map { " (\($0))" } ?? ""
                throw Failure(
                    .refused,
                    LocalizedText(
                        fr: "la passerelle n'a pas accès à \(meter)\(words) : donnez votre consentement sur son site",
                        en: "the gateway has no access to \(meter)\(words): give your consent on its site"))
            }
            if let end = access.consentEnds {
                console.say(
                    fr: "Consentement valable jusqu'au \(Day(containing: end)).",
                    en: "Consent until \(Day(containing: end)).")
            }
            // Conso API gives no contract, and its key says little: only a reading shows that both are right.
            if settings.kind == .conso { try await probe(gateway, meter, now) }
            let contract = try await contract(of: meter, at: gateway, settings, now)
            if let contract { describe(contract) }
            return (access, contract)
        } catch let fault as GatewayFault {
            let isRefusal = [.permanent, .consentLost].contains(fault.kind)
            throw Failure(isRefusal ? .refused : .unavailable, fault.message)
        } catch let fault as HTTPFault {
            throw Failure(.usage, LocalizedText(fr: "--gateway-url : \(fault)", en: "--gateway-url: \(fault)"))
        }
    }

    /// Asks for one day.
    ///
    /// - Throws: `GatewayFault` when the gateway refuses the meter or does not answer, not when it has no such day.
    private func probe(_ gateway: any Gateway, _ meter: PDL, _ now: UTCInstant) async throws(GatewayFault) {
        let day = Day(containing: now).previous.previous
        do throws(GatewayFault) {
            _ = try await gateway.readings(
                ReadingRequest(pdl: meter, direction: .consumption, kind: .dailyEnergy, days: day...day), at: now)
        } catch {
            switch error.kind {
            // A meter of production alone is one that the gateway knows.
            case .permanent where error.code == "ADAM-ERR0069": break
            case .permanent, .consentLost, .transient, .waitUntil: throw error
            case .noData, .startTooEarly, .endTooLate, .rangeTooLong: break
            }
        }
    }

    /// `nil` when there is none to be had now and the household can say itself what it would have said.
    private func contract(
        of meter: PDL, at gateway: any Gateway, _ settings: GatewaySettings, _ now: UTCInstant
    ) async throws -> GatewayContract? {
        if settings.kind == .conso { return nil }
        do throws(GatewayFault) {
            return try await gateway.contract(of: meter, at: now)
        } catch {
            let isRefusal = [.permanent, .consentLost].contains(error.kind)
            guard !isRefusal, prompt.isPossible || command.tariff != nil else { throw error }
            console.complain(error.message)
            return nil
        }
    }

    private func describe(_ contract: GatewayContract) {
        let power = contract.subscribedKilovoltAmperes.map { "\($0) kVA" } ?? "—"
        let hours = contract.offPeakText ?? console.text(fr: "sans heures creuses", en: "no off-peak hours")
        console.say(
            fr: "Contrat chez Enedis : \(power), \(hours), depuis le \(contract.lastActivation.map { "\($0)" } ?? "—")",
            en: "Contract at Enedis: \(power), \(hours), since \(contract.lastActivation.map { "\($0)" } ?? "—")")
    }

    /// The item of `pdls`.
    func lines(
        for meter: PDL, contract: GatewayContract?, gateway: GatewaySettings
    ) throws -> ConfigurationFragment {
        try checkPlace(of: meter, at: gateway)
        let label =
            try command.label
            ?? (command.yes ? "" : prompt.line(fr: "Nom", en: "Name", default: "Maison", option: "--label"))
        let tariff = try chosenTariff(contract)
        let from = try contract?.lastActivation ?? Day(containing: Household.now()).advanced(by: -3 * 366)
        var terms: [ConfigurationFragment.Entry] = [
            .init("from", .word("\(from)")), .init("tariff", .word(tariff.name)),
        ]
        if tariff == .hcHP {
            // What Enedis writes may be of a form that nobody has seen yet.
            let known = contract?.offPeakText.flatMap { OffPeakHours($0) == nil ? nil : $0 }
            let hours =
                try command.offPeak ?? known
                ?? prompt.line(
                    fr: "Heures creuses, comme sur la facture", en: "Off-peak hours, as on the bill",
                    default: "22H30-6H30", option: "--offpeak")
            guard OffPeakHours(hours) != nil else {
                throw Failure(
                    .usage,
                    LocalizedText(
                        fr: "« \(hours) » ne se lit pas comme des heures creuses (22H30-6H30)",
                        en: "\"\(hours)\" does not read as off-peak hours (22H30-6H30)"))
            }
            terms.append(.init("offpeak", .text(hours)))
        }
        if let power = contract?.subscribedKilovoltAmperes { terms.append(.init("power_kva", .integer(power))) }
        var entries: [ConfigurationFragment.Entry] = [.init("id", .text(meter.digits))]
        if !label.isEmpty { entries.append(.init("label", .text(label))) }
        entries.append(.init("contract", .list([.section(terms)])))
        if command.production { entries.append(.init("sources", .section([.init("production", .boolean(true))]))) }
        return .section(entries)
    }

    /// Enedis knows base and HC/HP, never Tempo, which is the supplier's.
    private func chosenTariff(_ contract: GatewayContract?) throws -> Tariff {
        let names = Tariff.allCases.map(\.name).joined(separator: ", ")
        let guess: Tariff = contract?.offPeakText == nil ? .base : .hcHP
        let text =
            try command.tariff
            ?? (command.yes
                ? guess.name
                : prompt.line(fr: "Option (\(names))", en: "Option (\(names))", default: guess.name, option: "--tariff"))
        guard let tariff = Tariff(name: text.uppercased()) else {
            throw Failure(
                .usage,
                LocalizedText(fr: "--tariff : \(names), pas « \(text) »", en: "--tariff: \(names), not \"\(text)\""))
        }
        return tariff
    }

    /// config.yaml, which need not exist yet.
    ///
    /// - Throws: `Failure` also when a token is about to be written where others can read it: it would be refused there.
    func file(for settings: GatewaySettings) throws -> ConfigurationFile {
        let path = household.configurationPath ?? "config.yaml"
        let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? Int
        if isNew(settings), writesToken, let mode, mode & 0o007 != 0 {
            throw Failure(
                .configuration,
                LocalizedText(
                    fr: "\(path) est lisible par d'autres utilisateurs : chmod 600 \(path) et recommencez, ou "
                        + "--token-file.",
                    en: "\(path) can be read by other users: chmod 600 \(path) and start again, or --token-file."))
        }
        do {
            return try ConfigurationFile(path: path)
        } catch {
            throw Failure(.configuration, error.message)
        }
    }

    /// Whether the token itself goes into the file, not the name of a file or variable that holds it.
    private var writesToken: Bool { command.tokenFile == nil && environmentToken == nil }

    /// The file's text with the meter, and the gateway when it is new.
    func text(
        of file: ConfigurationFile, adding lines: ConfigurationFragment, gateway settings: GatewaySettings
    ) throws -> String {
        do throws(ConfigurationEditRefusal) {
            var editor = try ConfigurationEditor(text: file.text)
            if isNew(settings) { try editor.append(gatewayLines(settings), to: ["sources", "gateways"]) }
            try editor.append(lines, to: ["pdls"])
            return editor.text
        } catch {
            throw Failure(.configuration, LocalizedText(fr: error.text(in: .french), en: error.text(in: .english)))
        }
    }

    private func isNew(_ settings: GatewaySettings) -> Bool {
        !household.configuration.sources.gateways.contains { $0.id == settings.id }
    }

    private func gatewayLines(_ settings: GatewaySettings) -> ConfigurationFragment {
        var entries: [ConfigurationFragment.Entry] = [
            .init("id", .word(settings.id)), .init("kind", .word(settings.kind.rawValue)),
        ]
        if let url = settings.url { entries.append(.init("url", .text(url))) }
        if let file = command.tokenFile {
            entries.append(.init("token_file", .text(URL(filePath: file).standardizedFileURL.path)))
        } else if writesToken, let token = settings.token {
            entries.append(.init("token", .secret(token)))
        }
        return .section(entries)
    }

    /// What will be written, with `…` for the token.
    func shown(_ lines: ConfigurationFragment, _ settings: GatewaySettings) -> String {
        var editor = try? ConfigurationEditor(text: "")
        var shownSettings = settings
        shownSettings.token = Secret("…")
        if isNew(settings) { try? editor?.append(gatewayLines(shownSettings), to: ["sources", "gateways"]) }
        try? editor?.append(lines, to: ["pdls"])
        return editor?.text ?? ""
    }

    /// Saves, once the result reads as a configuration.
    func save(_ file: inout ConfigurationFile, _ text: String) throws {
        do {
            try file.save(text)
        } catch {
            throw Failure(.configuration, error.message)
        }
    }
}
