import MEDStore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ContentHashTests {
    /// The first half of SHA-256, from the examples of FIPS 180-4 and of NIST's test vectors.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb924"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039"),
    ])
    func isHalfOfSHA256(_ text: String, _ hexadecimal: String) {
        let bytes = ContentHash(of: Array(text.utf8)).bytes
        #expect(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == hexadecimal)
    }

    @Test func comesBackAsItWasStored() {
        let hash = ContentHash(of: [1, 2, 3])
        #expect(ContentHash(bytes: hash.bytes) == hash)
        #expect(ContentHash(bytes: hash.bytes.dropLast()) == nil)
        #expect(ContentHash(bytes: hash.bytes + [0]) == nil)
        #expect(ContentHash(of: [1, 2, 4]) != hash)
    }
}
