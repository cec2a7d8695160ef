/// Which addresses a request may connect to. It is applied to each address that the name resolves to, at the moment
/// of connecting; an address within an IPv6 transition format counts as what it embeds.
///
/// Always refused: unspecified, link-local and cloud metadata addresses, multicast, broadcast and reserved ones.
public enum HTTPAddressPolicy: Sendable, Hashable, CaseIterable {
    /// Public, private (RFC 1918, RFC 4193, RFC 6598) and loopback addresses: for what a household configures itself.
    case lanAllowed
    /// Public addresses only: for URLs that others may enter.
    case publicOnly
}
