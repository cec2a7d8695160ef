import Foundation
import MEDHTTP
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RetryAfterTests {
    @Test(arguments: [("0", 0), ("120", 120), (" 7 ", 7), ("99999999999999999999999", Int64(Int32.max))])
    func seconds(text: String, expected: Int64) {
        #expect(RetryAfter.delay(text, now: 1_700_000_000) == .seconds(expected))
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    ])
    func theThreeFormatsOfADate(text: String) {
        #expect(RetryAfter.delay(text, now: 784_111_777 - 60) == .seconds(60))
        #expect(RetryAfter.delay(text, now: 784_111_777 + 60) == .zero)
    }

    @Test(arguments: [
        "", "soon", "-1", "1.5", "12 s", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:00:00 GMT", "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 08:49:37 +0100", "Sun, 0x Nov 1994 08:49:37 GMT", "٣",
    ])
    func whatIsNeither(text: String) {
        #expect(RetryAfter.delay(text, now: 784_111_777) == nil)
    }

    /// Foundation's calendar is the oracle.
    @Test func datesOfManyYears() throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        for second in stride(from: Int64(0), to: 4_102_444_800, by: 1_999_993) {
            let text = formatter.string(from: Date(timeIntervalSince1970: Double(second)))
            #expect(RetryAfter.delay(text, now: 0) == .seconds(second), "\(text)")
        }
    }
}
