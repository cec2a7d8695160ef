/// The three ways of document 002.
enum JeedomMethod: String, CaseIterable {
    /// JSON-RPC: the only one that takes a datetime, and with it the history.
    case jsonrpc
    /// The Virtual plugin's HTTP call: always "now".
    case virtual
    /// MQTT for the plugin jMQTT: always "now".
    case mqtt
}
