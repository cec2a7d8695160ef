import MEDCore

/// The bodies of requests. The key stands in them, never in an address, which servers log.
struct JeedomRequests: Sendable {
    let key: String
    /// Whose key it is; `nil`: the core's.
    let plugin: String?

    /// `cmd::event`: sets an info command, at its own time when it has one.
    func event(_ event: JeedomEvent) -> [UInt8] {
        call("cmd::event") { json in
            json.member("id", event.command)
            switch event.value {
            case .number(let number): json.member("value", number)
            case .text(let text): json.member("value", text)
            }
            if let at = event.at { json.member("datetime", at.text) }
        }
    }

    /// `cmd::event` on a command that cannot be: 702 proves key and rights, and changes nothing.
    func probe() -> [UInt8] {
        call("cmd::event") {
            $0.member("id", 0)
            $0.member("value", 0)
        }
    }

    /// `cmd::getHistory`, both ends included.
    func history(of command: Int, from first: JeedomDateTime, through last: JeedomDateTime) -> [UInt8] {
        call("cmd::getHistory") {
            $0.member("id", command)
            $0.member("startTime", first.text)
            $0.member("endTime", last.text)
        }
    }

    /// `ping`, the one that needs no key.
    func ping() -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("jsonrpc", "2.0")
            $0.member("id", 1)
            $0.member("method", "ping")
            $0.key("params")
            $0.object { _ in }
        }
        return json.bytes
    }

    /// A method of JSON-RPC. One request at a time: Jeedom takes no batches.
    func call(_ method: String, _ params: (inout JSONWriter) -> Void = { _ in }) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("jsonrpc", "2.0")
            $0.member("id", 1)
            $0.member("method", method)
            $0.key("params")
            $0.object { json in
                json.member("apikey", key)
                if let plugin { json.member("plugin", plugin) }
                params(&json)
            }
        }
        return json.bytes
    }

    /// The Virtual plugin's call as a form.
    func form(_ event: JeedomEvent) -> [UInt8] {
        Array((form(id: event.command) + "&value=" + Self.encoded(event.value.description)).utf8)
    }

    /// The same for a command that cannot be, and without a value.
    func formProbe() -> [UInt8] { Array(form(id: 0).utf8) }

    private func form(id: Int) -> String { "apikey=\(key)&plugin=virtual&type=event&id=\(id)" }

    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
