import MEDWeb
import Testing

@Suite struct WebServerTests {
    @Test func builds() { #expect(Bool(true)) }
}
