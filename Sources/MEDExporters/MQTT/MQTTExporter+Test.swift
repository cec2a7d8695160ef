public import MEDCore

extension MQTTExporter {
    /// Tries the broker stage by stage with a connection of its own. The write permission is tried with a message that
    /// is not retained on `{prefix}/test`, so that nothing stays behind; MQTT 5 says whether it was let through, with
    /// 3.1.1 only a message that comes back proves it.
    public func testConnection() async -> ConnectionTestResult {
        await settings.broker.test(writingTo: payloads.topics.test)
    }
}
