import MEDHTTP
import Testing

@Suite(.timeLimit(.minutes(1)))
struct URLTests {
    @Test func partsOfAURL() throws {
        let url = try HTTPURL("HTTPS://Plant.Example:8443/api/v1?key=a%20b&x#part")
        #expect(url.origin.scheme == "https")
        #expect(url.origin.host == "plant.example")
        #expect(url.origin.port == 8443)
        #expect(url.path == "/api/v1")
        #expect(url.query == "key=a%20b&x")
        #expect(try HTTPURL("http://h").path == "/")
        #expect(try HTTPURL("http://h:80/").origin == HTTPURL("http://h").origin)
        #expect(try HTTPURL("https://h").origin.port == 443)
        #expect(try HTTPURL("http://[::1]:8080/a").origin.description == "http://[::1]:8080")
    }

    @Test(arguments: [
        "", "plant.example/path", "/path", "ftp://h/", "file:///etc/passwd", "http://", "http://h:0/",
        "http://h:65536/", "http://a b/", "http://h/\n", "http://h/\0x", "gopher://h/", "http://[fe80::1%25eth0]/",
        "http://h:port/", "http://[::1/",
    ])
    func whatIsNoURL(text: String) throws {
        #expect { try HTTPURL(text) } throws: { ($0 as? HTTPFault)?.code == .invalidURL }
    }

    @Test(arguments: ["http://0x7f.1/", "http://2130706433/", "http://0177.0.0.1/", "http://127.1/"])
    func oddNotationsOfAnAddressBecomeThePlainOne(text: String) throws {
        #expect(try HTTPURL(text).origin.host == "127.0.0.1")
    }

    @Test func secretsAreNotShown() throws {
        let url = try HTTPURL("https://us3r:p4ss@h/p?apikey=s3cr3t&n=s3cr3t&s3cr3t")
        #expect(url.description == "https://h/p?apikey=***&n=***&***")
        let request = HTTPRequest(
            .get, url, headers: ["X-API-Key": "s3cr3t"], body: Array("s3cr3t".utf8),
            authentication: .bearer("s3cr3t", for: url.origin))
        var dumped = ""
        dump((url, request, request.headers, request.authentication), to: &dumped)
        let texts = [
            "\(url)", String(reflecting: url), "\(request)", "\(request.headers)", String(reflecting: request),
        ]
        for text in texts + ["\(String(describing: request.authentication))", "\([request])", dumped] {
            for secret in ["us3r", "p4ss", "s3cr3t"] { #expect(!text.contains(secret), "\(text)") }
        }
        #expect { try HTTPURL("http://us3r:p4ss@h:99999/?k=s3cr3t") } throws: { error in
            let text = "\(error) \(String(reflecting: error))"
            return !text.contains("p4ss") && !text.contains("s3cr3t")
        }
    }

    @Test func referencesAreResolved() throws {
        let url = try HTTPURL("https://h/a/b?q=1")
        #expect(try url.resolving("c").description == "https://h/a/c")
        #expect(try url.resolving("/c?k=v").query == "k=v")
        #expect(try url.resolving("//other/x").origin.host == "other")
        #expect(try url.resolving("http://x/").origin.scheme == "http")
        #expect { try url.resolving("file:///etc/passwd") } throws: { ($0 as? HTTPFault)?.code == .invalidURL }
        #expect { try url.resolving("javascript:alert(1)") } throws: { ($0 as? HTTPFault)?.code == .invalidURL }
    }

    @Test func pathsAndQueriesAreAppended() throws {
        let base = try HTTPURL("http://h:8428/select/")
        #expect(try base.appending(path: "api/v1").path == "/select/api/v1")
        #expect(try base.appending(path: "/api").path == "/select/api")
        #expect(try HTTPURL("http://h").appending(path: "x").path == "/x")
        let query = try base.appending(queryItem: "match[]", "a b&c").appending(queryItem: "é", "1+1")
        // libcurl writes the digits small, which means the same (RFC 3986 §6.2.2.1).
        #expect(query.query == "match%5b%5d=a%20b%26c&%c3%a9=1%2b1")
    }
}
