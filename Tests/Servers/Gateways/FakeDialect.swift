/// The way a gateway speaks.
public enum FakeDialect: String, Hashable, Sendable, CaseIterable {
    /// `myelectricaldata.fr`: the bare token, `meter_reading` envelopes, END stamps, `{"detail": …}`.
    case v1
    /// `v2.myelectricaldata.fr/api`: `Bearer`, `{success, data, error}` with status 200, START stamps.
    case v2
    /// `conso.boris.sh/api`: `Bearer`, the content of `meter_reading`, END stamps.
    case conso
}
