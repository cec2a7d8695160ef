import Foundation

extension JeedomTranscript {
    /// A box with the past that the recorded one had: its equipments and current values as `fullById` shows them, and the
    /// history that no recorded event made. What the recorded exchanges change, it has to change itself.
    ///
    /// - Throws: `TestServerError` for a transcript without `fullById`, `version` or `virtual_ok`.
    public func box(now: @escaping @Sendable () -> Int64) throws -> FakeJeedom {
        let full = try result("fullById")
        guard let equipment = full as? [String: Any], let cmds = equipment["cmds"] as? [[String: Any]],
            let core = Self.match(try exchange("version").body, #""apikey":"([^"]+)""#),
            let virtual = Self.match(try exchange("virtual_ok").target, "apikey=([^&]+)")
        else { throw TestServerError("fullById, version or virtual_ok has another shape") }
        var made = FakeJeedomEquipment(
            id: equipment["id"] as? Int ?? 0, name: equipment["name"] as? String ?? "",
            commands: cmds.map { cmd in
                FakeJeedomCommand(
                    id: cmd["id"] as? Int ?? 0, name: cmd["name"] as? String ?? "", unit: cmd["unite"] as? String ?? ""
                ).with {
                    $0.type = cmd["type"] as? String ?? ""
                    $0.subType = cmd["subType"] as? String ?? ""
                    $0.isHistorized = cmd["isHistorized"] as? String == "1"
                    $0.smoothing = (cmd["configuration"] as? [String: Any])?["historizeMode"] as? String
                    $0.logicalID = cmd["logicalId"] as? String
                    if let number = cmd["currentValue"] as? NSNumber {
                        $0.value = .number(number.doubleValue)
                        $0.collectDate = "2026-01-01 00:00:00"
                    }
                }
            })
        made.logicalID = equipment["logicalId"] as? String ?? ""
        made.isEnabled = equipment["isEnable"] as? Int == 1
        made.lastCommunication =
            (equipment["status"] as? [String: Any])?["lastCommunication"] as? String ?? made.lastCommunication
        var options = FakeJeedomOptions(coreKey: core, virtualKey: virtual)
        // As it was recorded: from 127.0.0.1, which is white-listed at first.
        options.isLoopbackWhite = true
        let box = try FakeJeedom([made], options: options, now: now)
        let sent = Set(exchanges.compactMap { Self.match($0.body, #""datetime":"([^"]+)""#) })
        if let rows = try result("getHistory") as? [[String: Any]], let id = rows.first?["cmd_id"] as? Int {
            let past = rows.compactMap { row -> (String, String)? in
                guard let time = row["datetime"] as? String, !sent.contains(time) else { return nil }
                return (time, row["value"] as? String ?? "")
            }
            box.setHistory(Dictionary(uniqueKeysWithValues: past), of: id)
        }
        return box
    }

    /// A body without what has to differ between two boxes: times of this and the coming years, the float of `datetime`.
    public static func comparable(_ answer: String) -> String {
        answer.replacing(#/20(?:2[6-9]|[3-9]\d)-\d\d-\d\d \d\d:\d\d:\d\d/#, with: "<time>")
            .replacing(#/"result":\d{10}\.\d+/#, with: "\"result\":<float>")
            .trimmingCharacters(in: .newlines)
    }

    private func result(_ name: String) throws -> Any? {
        let answer = try JSONSerialization.jsonObject(with: Data(try exchange(name).answer.utf8))
        return (answer as? [String: Any])?["result"]
    }

    private static func match(_ text: String, _ pattern: String) -> String? {
        guard let regex = try? NSRegularExpression(pattern: pattern) else { return nil }
        let found = regex.firstMatch(in: text, range: NSRange(text.startIndex..., in: text))
        return found.flatMap { Range($0.range(at: 1), in: text) }.map { String(text[$0]) }
    }
}
