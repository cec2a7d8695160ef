import Foundation
import Glibc
import TestServers
import Testing

@testable import MEDHTTP

@Suite(.timeLimit(.minutes(1)))
struct AddressPolicyTests {
    private func address(_ text: String) throws -> NetworkAddress {
        var bytes = [UInt8](repeating: 0, count: text.contains(":") ? 16 : 4)
        try #require(inet_pton(text.contains(":") ? AF_INET6 : AF_INET, text, &bytes) == 1)
        return NetworkAddress(bytes)
    }

    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.0.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "100.100.100.200", "192.0.0.192", "::", "fe80::1", "febf::1", "ff02::1", "fd00:ec2::254",
        "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a9fe:a9fe", "2002:a9fe:a9fe::1",
        "::169.254.169.254",
        "::ffff:0:169.254.169.254", "2001:0:4136:e378:8000:63bf:5601:5601", "fd20:ce::254", "::ffff:0.0.0.0",
    ])
    func refusedByEveryPolicy(text: String) throws {
        for policy in HTTPAddressPolicy.allCases { #expect(!policy.allows(try address(text)), "\(policy)") }
    }

    @Test(arguments: [
        "127.0.0.1", "127.255.255.255", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.10", "100.64.0.1",
        "100.127.255.255", "::1", "fd12:3456::1", "fc00::1", "::ffff:192.168.1.1", "64:ff9b::10.0.0.1",
        "2002:c0a8:0101::1", "198.18.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "fec0::1",
        "100::1", "4000::1", "3fff::1",
    ])
    func onlyOnTheLAN(text: String) throws {
        #expect(HTTPAddressPolicy.lanAllowed.allows(try address(text)))
        #expect(!HTTPAddressPolicy.publicOnly.allows(try address(text)))
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "126.255.255.255", "128.0.0.0", "172.15.255.255",
        "172.32.0.0", "192.167.255.255", "192.169.0.0", "100.63.255.255", "100.128.0.0", "223.255.255.255",
        "2606:4700::1111", "2a01:cb00::1", "64:ff9b::8.8.8.8", "2002:0808:0808::1", "::ffff:8.8.8.8", "169.253.0.1",
        "169.255.0.1",
    ])
    func everywhere(text: String) throws {
        for policy in HTTPAddressPolicy.allCases { #expect(policy.allows(try address(text)), "\(policy)") }
    }

    /// Python's `ipaddress` knows IANA's registries on its own.
    @Test func agreesWithPythonAboutIPv4() throws {
        let script = """
            import ipaddress, random
            source = random.Random(1)
            for _ in range(4000):
                first = source.choice([10, 100, 127, 169, 172, 192, 198, 203, source.randrange(256)])
                second = source.choice([0, 2, 16, 18, 19, 20, 31, 32, 51, 63, 64, 88, 127, 168, 254, source.randrange(256)])
                third = source.choice([0, 2, 99, 100, 113, source.randrange(256)])
                address = ipaddress.IPv4Address(f"{first}.{second}.{third}.{source.randrange(256)}")
                print(address, int(address.is_global and not address.is_multicast))
            """
        let output = try Executable.run(try Executable.path("python3", package: "python3"), ["-c", script])
        let lines = output.split(separator: "\n")
        #expect(lines.count == 4000)
        for line in lines {
            let words = line.split(separator: " ")
            // Where IANA or Python make exceptions that a client has no use for: 192.0.0.0/24 and 6to4's relays.
            if words[0].hasPrefix("192.0.0.") || words[0].hasPrefix("192.88.99.") { continue }
            let isAllowed = HTTPAddressPolicy.publicOnly.allows(try address(String(words[0])))
            #expect(isAllowed == (words[1] == "1"), "\(line)")
        }
    }
}
