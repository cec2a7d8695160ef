extension FakeJeedomCore {
    /// The first half of core/api/jeeApi.php: what comes with a `type`, in the address or in a form.
    ///
    /// - Returns: The answer, and whether it comes after a sleep.
    mutating func http(_ fields: [(name: String, value: String)], now: Int64) -> (answer: FakeAnswer, isLate: Bool) {
        func field(_ name: String) -> String { fields.last { $0.name == name }?.value ?? "" }
        let plugin = field("plugin").isEmpty ? "core" : field("plugin")
        let key = field("apikey").isEmpty ? field("api") : field("apikey")
        guard allows(key, plugin: plugin) else {
            failedLogin(at: now)
            return (Self.page("\(Self.denied), IP : 127.0.0.1"), true)
        }
        do {
            return (try answer(field("type"), plugin: plugin, fields, now: now), false)
        } catch let failure as Failure {
            return (Self.page(failure.message), false)
        } catch {
            return (FakeAnswer(500, type: "text/html", text: "\(error)"), false)
        }
    }

    /// What a banned address gets, whatever it asks.
    static let banned = FakeAnswer(
        404, type: "text/html; charset=UTF-8", headers: corsHeaders,
        text: "<h1>404 Not Found</h1>The page that you have requested could not be found.")

    private static func page(_ text: String) -> FakeAnswer {
        FakeAnswer(200, type: "text/html; charset=UTF-8", headers: corsHeaders, text: text)
    }

    private mutating func answer(
        _ type: String, plugin: String, _ fields: [(name: String, value: String)], now: Int64
    ) throws -> FakeAnswer {
        func field(_ name: String) -> String { fields.last { $0.name == name }?.value ?? "" }
        switch (type, plugin) {
        case ("event", "virtual"):
            try event(try virtualCommand(fields), .string(value(fields)), datetime: nil, now: now)
            return Self.page("")
        case ("cmd", _):
            guard let id = Int(field("id")), command(id) != nil else {
                throw Failure(code: 0, message: "Aucune commande correspondant à l'ID : \(field("id"))")
            }
            if !field("value").isEmpty { try event(id, .string(field("value")), datetime: nil, now: now) }
            return Self.page(command(id)?.value.php.text ?? "")
        case ("command", _):
            guard let equipment = equipments.first(where: { String($0.id) == field("eqLogic_id") }) else {
                return Self.page("[]")
            }
            let list = PHPValue.list(equipment.sorted.map { $0.exported(of: equipment, hasValue: false) })
            return FakeAnswer(
                200, type: "application/json", headers: Self.corsHeaders, text: list.json(isUnicode: true))
        default: return Self.page("")
        }
    }

    private func value(_ fields: [(name: String, value: String)]) -> String {
        fields.last { $0.name == "value" || $0.name == "v" }?.value ?? ""
    }

    /// plugin-virtual's `event()`: by number, or by equipment and name.
    private func virtualCommand(_ fields: [(name: String, value: String)]) throws -> Int {
        func field(_ name: String) -> String? { fields.last { $0.name == name }?.value }
        if let id = field("id") {
            guard let number = Int(id), let place = place(of: number), equipments[place.equipment].type == "virtual"
            else {
                throw Failure(
                    code: 0,
                    message: "Commande ID virtuel inconnu ou la commande n\\'est pas de type virtuel : \(id)")
            }
            return number
        }
        let name = (field("name") ?? field("cn"))?.lowercased()
        let equipment = equipments.first { String($0.id) == field("eid") }
        guard let command = equipment?.commands.first(where: { $0.name.lowercased() == name }) else {
            // The whole request, with the key.
            let echo = PHPValue.map(fields.map { PHPValue.Member(key: $0.name, value: .string($0.value)) })
            throw Failure(code: 0, message: "Commande introuvable : \(echo.json())")
        }
        return command.id
    }
}
