public import MEDCore

/// The section `sources.rte`: an application of RTE's data portal (https://data.rte-france.com), for OAuth's client
/// credentials.
public struct RTECredentials: Hashable, Sendable {
    /// `client_id`.
    public var clientID: String
    /// `client_secret`, `client_secret_file` or `client_secret_credential`.
    public var clientSecret: Secret

    /// Credentials.
    public init(clientID: String, clientSecret: Secret) {
        self.clientID = clientID
        self.clientSecret = clientSecret
    }
}
