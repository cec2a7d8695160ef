import MEDCore
import MEDHTTP

/// The addresses of one VictoriaMetrics, from the URL that it is written to and, in a cluster, the one it is read at.
///
/// A cluster keeps the two apart: `vminsert:8480/insert/<tenant>/prometheus`, `vmselect:8481/select/<tenant>/prometheus`,
/// and deletes at the latter under `/delete/`.
struct VictoriaMetricsAddresses: Sendable {
    /// `POST`, JSON lines.
    let importing: HTTPURL
    /// `GET` or `POST` of `match[]`, `start`, `end`.
    let exporting: HTTPURL
    /// Instant queries.
    let query: HTTPURL
    /// Which series there are.
    let series: HTTPURL
    /// `POST` of `match[]`.
    let deleting: HTTPURL
    /// Makes what was written visible; `nil` in a cluster, whose reading nodes cannot.
    let flush: HTTPURL?
    /// The server's own counters and flags; `nil` in a cluster.
    let metrics: HTTPURL?

    /// - Throws: `HTTPFault` when `write` or `read` is no URL that can be extended.
    init(write: HTTPURL, read: HTTPURL?) throws(HTTPFault) {
        let writePath = Self.base(of: write.path)
        importing = try write.replacing(path: writePath + "/api/v1/import")
        let reading = read ?? write
        let readPath = read.map { Self.base(of: $0.path) } ?? writePath
        exporting = try reading.replacing(path: readPath + "/api/v1/export")
        query = try reading.replacing(path: readPath + "/api/v1/query")
        series = try reading.replacing(path: readPath + "/api/v1/series")
        let isCluster = Self.isCluster(readPath, "select")
        let deletePath = isCluster ? Self.replacing("/select/", by: "/delete/", in: readPath) : readPath
        deleting = try reading.replacing(path: deletePath + "/api/v1/admin/tsdb/delete_series")
        // Both stand at the root of a single node, not under the `/prometheus` that it accepts before the others.
        let root = readPath.hasSuffix("/prometheus") ? String(readPath.dropLast("/prometheus".count)) : readPath
        flush = isCluster ? nil : try reading.replacing(path: root + "/internal/force_flush")
        metrics = isCluster ? nil : try reading.replacing(path: root + "/metrics")
    }

    /// The path before `/api/v1/…`, without a slash at the end; a cluster's gets the `/prometheus` that it needs.
    static func base(of path: String) -> String {
        var base = path
        if let api = base.firstRange(of: "/api/v1") { base = String(base[..<api.lowerBound]) }
        while base.hasSuffix("/") { base.removeLast() }
        if isCluster(base, "insert") || isCluster(base, "select"), !base.hasSuffix("/prometheus") {
            base += "/prometheus"
        }
        return base
    }

    /// Whether a path ends as a cluster's does: `/insert/0`, `/select/12:7/prometheus`.
    private static func isCluster(_ path: String, _ verb: String) -> Bool {
        var parts = path.split(separator: "/")
        if parts.last == "prometheus" { parts.removeLast() }
        guard parts.count >= 2, parts[parts.count - 2] == verb else { return false }
        let tenant = parts[parts.count - 1]
        return tenant == "multitenant"
            || tenant.split(separator: ":", omittingEmptySubsequences: false).allSatisfy { UInt32($0) != nil }
    }

    private static func replacing(_ part: String, by other: String, in path: String) -> String {
        guard let range = path.ranges(of: part).last else { return path }
        return path.replacingCharacters(in: range, with: other)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with other: String) -> String {
        self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}

extension HTTPURL {
    /// The same server, another path.
    fileprivate func replacing(path: String) throws(HTTPFault) -> HTTPURL { try resolving(path) }
}
