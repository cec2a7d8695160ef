import MEDCore
import MEDHTTP

@testable import MEDSources

extension FuzzTarget {
    /// The answers of gateways about a meter; the first byte says whose, and to which question.
    static let gateways = FuzzTarget("gateways", maximumLength: 8_192) { bytes in
        guard let kind = bytes.first, let pdl = PDL("01234567890123"), let first = Day("2024-10-26") else { return }
        let gateway = GatewayKind.allCases[Int(kind) % GatewayKind.allCases.count]
        let question = ReadingKind.allCases[Int(kind) / 3 % ReadingKind.allCases.count]
        let now = first.advanced(by: 400).start
        let answer = GatewayAnswer(
            of: gateway, status: kind < 128 ? 200 : 400 + Int(kind) % 128, headers: ["Retry-After": "60"],
            body: Array(bytes.dropFirst()), hiding: Secret("CaNaRy9876"))
        let request = ReadingRequest(
            pdl: pdl, direction: kind & 64 == 0 ? .consumption : .production, kind: question,
            days: first...first.advanced(by: 3))
        do throws(GatewayFault) {
            let readings = try answer.readings(for: request, at: now)
            for entry in readings.meter.days { ReadingsCheck.check(entry.readings, on: entry.day) }
            for (entry, next) in zip(readings.meter.days, readings.meter.days.dropFirst()) {
                demand(entry.day < next.day, "days do not rise")
            }
            AnswerCheck.hidesToken(readings.issues)
        } catch {
            AnswerCheck.hidesToken([error.code, error.message.english, error.message.french])
        }
        do throws(GatewayFault) {
            _ = try answer.access(to: pdl, at: now)
        } catch {
            AnswerCheck.hidesToken([error.message.english])
        }
        do throws(GatewayFault) {
            _ = try answer.contract(of: pdl, at: now)
        } catch {
            AnswerCheck.hidesToken([error.message.english])
        }
    }

    /// The answers about Tempo and EcoWatt; the first byte says whose.
    static let national = FuzzTarget("national", maximumLength: 4_096) { bytes in
        guard let kind = bytes.first, let first = Day("2024-01-01") else { return }
        let body = Array(bytes.dropFirst())
        let asked = first...first.advanced(by: 30)
        let now = first.advanced(by: 40).start
        switch kind % 7 {
        case 0: AnswerCheck.check(V1Tempo.answer(body, asked: asked, at: now))
        case 1: AnswerCheck.check(RTETempo.answer(body, asked: asked, at: now))
        case 2: AnswerCheck.check(PublicTempoCalendar.answer(body, asked: asked, at: now))
        case 3: AnswerCheck.check(V1Ecowatt.answer(body, at: now))
        case 4: AnswerCheck.check(RTEEcowatt.answer(body, at: now))
        case 5: AnswerCheck.check(try? AnswerCheck.ecowatt?.answer(body, at: now))
        default: AnswerCheck.check(try? AnswerCheck.tempo?.answer(body, asked: asked, at: now))
        }
    }
}

private enum AnswerCheck {
    private static let client = try? HTTPClient()
    private static let base = try? HTTPURL("https://gateway.example")
    static let ecowatt: V2Ecowatt? = client.flatMap { client in
        base.map { V2Ecowatt(client: client, base: $0, token: Secret("CaNaRy9876")) }
    }
    static let tempo: V2Tempo? = client.flatMap { client in
        base.map { V2Tempo(client: client, base: $0) }
    }

    static func hidesToken(_ texts: [String]) {
        for text in texts { demand(!text.contains("CaNaRy9876"), "a text shows the token") }
    }

    static func check(_ answer: TempoAnswer?) {
        guard let days = answer?.days else { return }
        for (day, next) in zip(days, days.dropFirst()) { demand(day.day < next.day, "Tempo days do not rise") }
    }

    static func check(_ answer: EcowattAnswer?) {
        guard let days = answer?.days else { return }
        for (day, next) in zip(days, days.dropFirst()) { demand(day.day < next.day, "EcoWatt days do not rise") }
        for day in days { demand(day.hours.count == 24, "an EcoWatt day of \(day.hours.count) hours") }
    }
}
