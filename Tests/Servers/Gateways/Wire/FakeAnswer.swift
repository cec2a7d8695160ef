/// What a service answers: a status, header lines, a body.
struct FakeAnswer: Sendable {
    var status = 200
    var headers = ["Content-Type: application/json; charset=utf-8"]
    var body: String

    /// 200 with JSON.
    init(_ json: FakeJSON) { body = json.text }

    /// A status with JSON.
    init(_ status: Int, headers: [String] = [], _ json: FakeJSON) {
        self.status = status
        self.headers += headers
        body = json.text
    }

    /// Any text.
    init(_ status: Int, type: String, headers: [String] = [], text: String) {
        self.status = status
        self.headers = ["Content-Type: \(type)"] + headers
        body = text
    }
}
