import Synchronization

/// What the fake services share: the way from a request over the script of faults to bytes.
struct FakeService: Sendable {
    let log: FakeLog
    let now: @Sendable () -> Int64
    /// Reads a request's kind, meter and days.
    let describe: @Sendable (HTTPPeer.Request, inout FakeCall) -> Void
    /// Answers a request; may note in the call what was sent.
    let answer: @Sendable (HTTPPeer.Request, inout FakeCall, FakeFault?) -> FakeAnswer
    /// How the service words a fault of its own.
    let refuse: @Sendable (FakeFault, FakeCall) -> FakeAnswer

    func steps(_ request: HTTPPeer.Request) -> [HTTPPeer.Step] {
        var call = FakeCall()
        call.at = now()
        call.method = request.method
        call.path = request.target
        call.headers = Array(request.lines.dropFirst())
        call.authorization = call.header("Authorization")
        describe(request, &call)
        let fault = log.receive(&call)
        let answer = reply(request, &call, fault)
        call.status = answer?.status
        log.finish(call)
        return steps(answer, fault)
    }

    private func reply(_ request: HTTPPeer.Request, _ call: inout FakeCall, _ fault: FakeFault?) -> FakeAnswer? {
        switch fault {
        case nil, .slow, .partialData, .wrongUnit, .truncated: return answer(request, &call, fault)
        case .brokenJSON:
            var whole = answer(request, &call, fault)
            whole.body = String(whole.body.prefix(whole.body.count / 2))
            return whole
        case .reset: return nil
        case .http500EmptyBody: return FakeAnswer(500, type: "application/json", text: "")
        case .emptyBody200: return FakeAnswer(200, type: "application/json", text: "")
        case .htmlPage:
            return FakeAnswer(
                200, type: "text/html; charset=utf-8",
                text: "<!DOCTYPE html><html><head><title>Maintenance</title></head><body>Revenez</body></html>")
        case .http503(let seconds):
            return FakeAnswer(
                503, type: "text/html", headers: seconds.map { ["Retry-After: \($0)"] } ?? [],
                text: "<html><body><h1>503 Service Unavailable</h1></body></html>")
        case .answer(let status, let body): return FakeAnswer(status, type: "application/json", text: body)
        case .some(let fault): return refuse(fault, call)
        }
    }

    private func steps(_ answer: FakeAnswer?, _ fault: FakeFault?) -> [HTTPPeer.Step] {
        guard let answer else { return [.reset] }
        // A connection per call: libcurl silently repeats a request whose kept connection ended before the answer, and
        // a fault would be a matter of chance.
        let headers = answer.headers + ["Connection: close"]
        let body = Array(answer.body.utf8)
        let whole = [HTTPPeer.Step.response(answer.status, headers: headers, bytes: body), .close]
        switch fault {
        case .slow(let milliseconds): return [.pause(.milliseconds(milliseconds))] + whole
        case .truncated:
            let head = ["HTTP/1.1 \(answer.status) Status", "Content-Length: \(body.count)"] + headers
            return [
                .text(head.joined(separator: "\r\n") + "\r\n\r\n"), .bytes(Array(body[..<(body.count / 2)])), .close,
            ]
        default: return whole
        }
    }
}
