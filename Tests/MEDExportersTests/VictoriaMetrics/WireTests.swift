import Foundation
import MEDCore
import MEDExporters
import TestServers
import Testing

/// What goes over the wire, and what a preview shows of it.
@Suite(.timeLimit(.minutes(1)))
struct VictoriaMetricsWireTests {
    private static let days = [document(curve: threeSlots), document(january15.next, curve: threeSlots)]

    private func export(_ exporter: VictoriaMetricsExporter) async throws -> ExportResult {
        try await exporter.exportConsumption(
            Self.days.map(ConsumptionData.init), in: ExportContext(instance: InstanceID("victoriametrics")))
    }

    /// gzip(1) unpacks the body: the lines of the preview and the totals to date.
    @Test func theBodyIsThePreviewCompressed() async throws {
        let peer = try HTTPPeer { request in
            let status = request.target == "/api/v1/import" ? "204 No Content" : "403 Forbidden"
            let length = request.target == "/api/v1/import" ? "" : "Content-Length: 0\r\n"
            return [.bytes(Array("HTTP/1.1 \(status)\r\n\(length)\r\n".utf8))]
        }
        let exporter = try victoriaMetrics(
            peer.url(""), ["push.token": .secret(Secret("canary")), "labels": .map(["instance": "home"])])
        let result = try await export(exporter)
        #expect(result.outcome(for: Self.days[0].key) == .delivered(.acknowledged))
        let sent = try #require(peer.requests.first { $0.target == "/api/v1/import" })
        #expect(sent.header("Content-Encoding") == "gzip")
        #expect(sent.header("Authorization") == "Bearer canary")
        let folder = try TemporaryDirectory()
        try Data(sent.body).write(to: URL(fileURLWithPath: folder.path("body.gz")))
        let lines = try Executable.run(Executable.path("gzip", package: "gzip"), ["-dc", folder.path("body.gz")])
        let preview = exporter.preview(Self.days)
        #expect(preview.count == 1 && preview[0].address.hasSuffix("/api/v1/import"))
        let shown = String(decoding: preview[0].body, as: UTF8.self).split(separator: "\n")
        let all = lines.split(separator: "\n")
        #expect(all.filter { !$0.contains("_monthly_") && !$0.contains("_yearly_") } == shown)
        #expect(all.count == shown.count + 2)
    }

    @Test(arguments: [429, 500, 503])
    func aServerInTroubleIsTriedAgain(_ status: Int) async throws {
        let peer = try HTTPPeer { _ in
            [.bytes(Array("HTTP/1.1 \(status) X\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n".utf8))]
        }
        await #expect {
            try await export(try victoriaMetrics(peer.url("")))
        } throws: { error in
            guard case ExporterFault.unreachable(let delay, _) = error else { return false }
            return delay == .seconds(7)
        }
    }

    /// A server that never answers: cancelled, the export ends at once.
    @Test func aCancelledExportEnds() async throws {
        let asked = AsyncStream.makeStream(of: Void.self)
        let peer = try HTTPPeer { _ in
            asked.continuation.yield()
            return [.hold]
        }
        let task = Task { try await export(try victoriaMetrics(peer.url(""))) }
        for await _ in asked.stream { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
