public import MEDCore
import MEDHTTP

extension JeedomExporter {
    /// Tries the box stage by stage and changes nothing there: writing is tried on a command that cannot be, whose refusal
    /// proves that the key may write. The configured commands are looked at for what would lose values.
    public func testConnection() async -> ConnectionTestResult {
        if let broker { return await broker.testConnection() }
        guard let client else { return ConnectionTestResult(stages: []) }
        var report = HTTPTestReport(client.destination)
        let isVirtual = settings.method == .virtual
        let first =
            isVirtual ? client.request(form: client.requests.formProbe()) : client.request(json: client.requests.ping())
        guard let response = await report.send(first) else { return report.result() }
        if let fault = client.fault(of: response) {
            fail(&report, isVirtual ? .authenticate : .connect, fault, response)
            return report.result()
        }
        do {
            let server = isVirtual ? nil : try await version(response, through: client, &report)
            if isVirtual { try probe(JeedomFailure.ofVirtual(response.body, key: settings.key), &report) }
            if !isVirtual { try await probe(through: client, &report) }
            await check(through: client, &report)
            return report.result(server: server)
        } catch let stop as Stop {
            let text = JeedomFailureText(stop.failure, method: settings.method)
            report.fail(stop.stage, text.cause, hint: text.hint)
        } catch let fault as ExporterFault {
            report.fail(.write, fault.text, hint: fault.text)
        } catch {
            let text = LocalizedText(fr: "Essai interrompu.", en: "The test was stopped.")
            report.fail(.write, text, hint: text)
        }
        return report.result()
    }

    private struct Stop: Error {
        let stage: ConnectionTestStage.Name
        let failure: JeedomFailure
    }

    private func fail(
        _ report: inout HTTPTestReport, _ stage: ConnectionTestStage.Name, _ fault: any Error, _ response: HTTPResponse
    ) {
        if let failure = fault as? JeedomFailure {
            let text = JeedomFailureText(failure, method: settings.method)
            report.fail(failure.kind == .banned ? .authenticate : .write, text.cause, hint: text.hint)
        } else {
            report.fail(response)
        }
    }

    /// After the answer to `ping`: the version, which wants the key.
    private func version(
        _ pong: HTTPResponse, through client: JeedomClient, _ report: inout HTTPTestReport
    ) async throws -> String {
        if let failure = JeedomFailure.ofJSONRPC(pong.body, key: settings.key) {
            throw Stop(stage: .authenticate, failure: failure)
        }
        let clock = ContinuousClock()
        let begin = clock.now
        do {
            let version = try await client.result(client.requests.call("version"), as: JeedomText.self).text ?? ""
            report.pass(
                .authenticate, begin.duration(to: clock.now),
                LocalizedText(fr: "Clé API acceptée", en: "API key accepted"))
            return "Jeedom \(JeedomFailure(.trouble, version, key: settings.key).text)"
        } catch let failure as JeedomFailure {
            throw Stop(stage: .authenticate, failure: failure)
        }
    }

    /// `cmd::event` on command 0: 702 comes after key and method were let through.
    private func probe(through client: JeedomClient, _ report: inout HTTPTestReport) async throws {
        let clock = ContinuousClock()
        let begin = clock.now
        do {
            _ = try await client.call(client.requests.probe())
        } catch let failure as JeedomFailure where failure.kind == .command {
            return passWrite(begin.duration(to: clock.now), &report)
        } catch let failure as JeedomFailure {
            throw Stop(stage: .write, failure: failure)
        }
        throw Stop(stage: .write, failure: JeedomFailure(.foreign))
    }

    /// The Virtual plugin's refusal of command 0 comes after its key was taken.
    private func probe(_ failure: JeedomFailure?, _ report: inout HTTPTestReport) throws {
        guard let failure, failure.kind == .command else {
            let failure = failure ?? JeedomFailure(.foreign)
            throw Stop(stage: failure.kind == .key ? .authenticate : .write, failure: failure)
        }
        report.pass(.authenticate, nil, LocalizedText(fr: "Clé API acceptée", en: "API key accepted"))
        passWrite(nil, &report)
    }

    private func passWrite(_ time: Duration?, _ report: inout HTTPTestReport) {
        report.pass(.write, time, LocalizedText(fr: "Écriture autorisée", en: "Writing is allowed"))
    }

    /// Looks at the configured commands; findings become the hint of the write stage, fatal ones its failure.
    private func check(through client: JeedomClient, _ report: inout HTTPTestReport) async {
        let (findings, count) = await findings(through: client)
        if findings.isEmpty, count == nil { return }
        let checked = count.map { count in
            LocalizedText(
                fr: "Écriture autorisée, \(count) commandes vérifiées",
                en: "Writing is allowed, \(count) commands checked")
        }
        report.conclude(
            .write, detail: checked, findings: findings.map(\.text), isFailure: findings.contains(where: \.isFatal))
    }

    private func findings(through client: JeedomClient) async -> ([JeedomCheck.Finding], count: Int?) {
        guard !settings.commands.isEmpty else {
            return (
                [
                    JeedomCheck.Finding(
                        fr: "Aucune commande n'est indiquée : « med detect jeedom » en propose.",
                        en: "No command is set: \"med detect jeedom\" proposes some.")
                ], nil
            )
        }
        do {
            var equipments: [JeedomEquipment] = []
            if let id = settings.equipment { equipments = [try await equipment(id, through: client)] }
            if !JeedomCheck.missing(settings.commands, in: equipments).isEmpty {
                equipments = try await self.equipments(through: client)
            }
            let findings =
                JeedomCheck.missing(settings.commands, in: equipments)
                + equipments.filter { equipment in
                    equipment.commands.contains { settings.commands.values.contains($0.id) }
                }.flatMap { JeedomCheck.warnings(of: $0, commands: settings.commands) }
            return (findings, settings.commands.count)
        } catch let failure as JeedomFailure where failure.kind == .equipment {
            let text = JeedomFailureText(failure, method: settings.method).causeAndHint
            return ([JeedomCheck.Finding(fr: text.french, en: text.english)], nil)
        } catch {
            return (
                [
                    JeedomCheck.Finding(
                        fr: "Les commandes n'ont pas pu être vérifiées.", en: "The commands could not be checked.")
                ], nil
            )
        }
    }
}

extension ExporterFault {
    fileprivate var text: LocalizedText {
        switch self {
        case .unreachable(_, let reason): reason
        case .blocked(let cause): cause
        case .lost(let reason): reason
        }
    }
}
