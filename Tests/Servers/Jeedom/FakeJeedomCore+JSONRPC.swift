import Foundation

extension FakeJeedomCore {
    /// The second half of core/api/jeeApi.php: always 200, and always JSON.
    mutating func jsonRPC(_ body: [UInt8], now: Int64) -> FakeAnswer {
        let request = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]
        let id = request?["id"].map(PHPValue.init(json:)) ?? 99_999
        let answer: PHPValue
        do {
            let result = try call(request, now: now)
            answer = .object(["jsonrpc": "2.0", "id": id, "result": result.isEmpty ? "ok" : result])
        } catch let failure as Failure {
            answer = .object([
                "jsonrpc": "2.0", "id": id,
                // -32000 minus the exception's own code, which is negative where it has one.
                "error": .object(["code": .integer(-32_000 - failure.code), "message": .string(failure.message)]),
            ])
        } catch {
            return FakeAnswer(500, type: "text/html", text: "\(error)")
        }
        return FakeAnswer(200, type: "application/json", headers: Self.corsHeaders, text: answer.json())
    }

    static let corsHeaders = [
        "Access-Control-Allow-Origin: *", "Access-Control-Allow-Methods: POST, GET",
        "Access-Control-Allow-Headers: Content-Type",
    ]

    private mutating func call(_ request: [String: Any]?, now: Int64) throws -> PHPValue {
        let version = request?["jsonrpc"] as? String ?? ""
        guard version == "2.0" else {
            failedLogin(at: now)
            throw Failure(code: -32_001, message: "Requête invalide. Version JSON-RPC invalide : \(version)")
        }
        let method = request?["method"] as? String ?? "none"
        let params = request?["params"] as? [String: Any] ?? [:]
        let plugin = params["plugin"] as? String ?? "core"
        if options.disabledModes.contains(plugin) { throw Failure(code: -32_001, message: Self.denied) }
        if method == "ping" { return "pong" }
        guard let key = (params["apikey"] ?? params["api"]) as? String else {
            throw Failure(code: -32_001, message: Self.denied)
        }
        guard allows(key, plugin: plugin) || allows(key, plugin: "core") else {
            throw Failure(code: -32_002, message: Self.denied)
        }
        let unknown = Failure(code: -32_500, message: "Aucune méthode correspondante : \(method)")
        if options.isCoreRestricted, key != options.userKey { throw unknown }
        switch method {
        case "version": return "4.5.3"
        case "datetime": return .double(Double(now) + 0.859173)
        case "eqLogic::byType":
            let type = params["type"] as? String
            return .list(equipments.filter { $0.type == type }.map { $0.exported(withCommands: false) })
        case "eqLogic::fullById":
            let id = PHPValue(json: params["id"] ?? NSNull()).text
            guard let equipment = equipments.first(where: { String($0.id) == id }) else {
                throw Failure(code: -32_602, message: "EqLogic introuvable : \(id)")
            }
            return equipment.exported(withCommands: true)
        case "cmd::byEqLogicId":
            let id = PHPValue(json: params["eqLogic_id"] ?? NSNull()).text
            guard let equipment = equipments.first(where: { String($0.id) == id }) else { return [] }
            return .list(equipment.sorted.map { $0.exported(of: equipment, hasValue: true) })
        case "cmd::byId":
            let text = PHPValue(json: params["id"] ?? NSNull()).text
            guard let place = Int(text).flatMap({ self.place(of: $0) }) else {
                throw Failure(code: -32_701, message: "Commande introuvable : \(text)")
            }
            let equipment = equipments[place.equipment]
            return equipment.commands[place.command].exported(of: equipment, hasValue: true)
        case "cmd::event":
            let id = try existing(params["id"])
            try event(
                id, PHPValue(json: params["value"] ?? NSNull()), datetime: params["datetime"] as? String, now: now)
            return .null
        case "cmd::getHistory":
            let id = try existing(params["id"])
            let rows = rows(
                of: id, from: params["startTime"] as? String ?? "", through: params["endTime"] as? String ?? "~")
            return .list(
                rows.map {
                    .object(["cmd_id": .integer(id), "value": .string($0.value), "datetime": .string($0.datetime)])
                })
        case "cmd::execCmd":
            if let ids = params["id"] as? [Any] {
                return .map(
                    try ids.map {
                        let id = try existing($0)
                        return PHPValue.Member(key: String(id), value: shown(id))
                    })
            }
            return shown(try existing(params["id"]))
        default: throw unknown
        }
    }

    private func existing(_ id: Any?) throws -> Int {
        let text = PHPValue(json: id ?? NSNull()).text
        guard let number = Int(text), command(number) != nil else {
            throw Failure(code: -32_702, message: "Commande introuvable : \(text)")
        }
        return number
    }

    private func shown(_ id: Int) -> PHPValue {
        let command = command(id)
        return .object(["value": command?.value.php ?? .null, "collectDate": PHPValue(command?.collectDate)])
    }
}

extension PHPValue {
    /// `json_decode`.
    init(json: Any) {
        switch json {
        case let text as String: self = .string(text)
        case let number as NSNumber:
            self =
                number.doubleValue == number.doubleValue.rounded()
                ? .integer(number.intValue) : .double(number.doubleValue)
        case let list as [Any]: self = .list(list.map(PHPValue.init(json:)))
        default: self = .null
        }
    }
}
