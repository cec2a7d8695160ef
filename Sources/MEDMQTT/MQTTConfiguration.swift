/// Where and how to connect.
public struct MQTTConfiguration: Sendable {
    /// Host name or address, without scheme or port: `broker.local`, `192.168.1.10`, `::1`.
    public var host: String
    /// TCP port, 1 to 65,535: usually 1883, with TLS 8883.
    public var port: Int
    /// User name; nil: none is sent.
    public var username: String?
    /// Password, sent only along with a user name. Never logged.
    public var password: String?
    /// Client identifier, unique per broker: two clients with the same one disconnect each other for ever.
    public var clientID: String
    /// The longest silence before a ping, whole seconds, 5 s to 65,535 s.
    public var keepAlive: Duration
    /// The MQTT version.
    public var protocolVersion: MQTTProtocolVersion
    /// TLS; nil: in clear.
    public var tls: MQTTTLS?
    /// What the broker publishes for this client when it vanishes without saying goodbye.
    public var will: MQTTMessage?
    /// How long one attempt may take, from name resolution to the broker's answer.
    public var connectTimeout: Duration
    /// How many messages may be unacknowledged at once, 1 to 65,000; the broker's receive maximum lowers it.
    public var window: Int
    /// Delays between attempts: the first is at most the lower bound, they double up to the upper bound, each drawn
    /// at random between 0 and that. Permanent faults wait for the upper bound.
    public var reconnectDelay: ClosedRange<Duration>
    /// How long a stopping client waits for acknowledgements before it says goodbye.
    public var shutdownTimeout: Duration

    /// A configuration with the defaults of a household's broker.
    public init(
        host: String,
        port: Int = 1883,
        username: String? = nil,
        password: String? = nil,
        clientID: String,
        keepAlive: Duration = .seconds(60),
        protocolVersion: MQTTProtocolVersion = .v5WithFallback,
        tls: MQTTTLS? = nil,
        will: MQTTMessage? = nil,
        connectTimeout: Duration = .seconds(10),
        window: Int = 100,
        reconnectDelay: ClosedRange<Duration> = .seconds(1) ... .seconds(60),
        shutdownTimeout: Duration = .seconds(5)
    ) {
        self.host = host
        self.port = port
        self.username = username
        self.password = password
        self.clientID = clientID
        self.keepAlive = keepAlive
        self.protocolVersion = protocolVersion
        self.tls = tls
        self.will = will
        self.connectTimeout = connectTimeout
        self.window = window
        self.reconnectDelay = reconnectDelay
        self.shutdownTimeout = shutdownTimeout
    }
}
