import Glibc

/// Resolves a host name without holding a thread of the cooperative pool: `getaddrinfo` blocks.
enum NameResolution {
    /// Its first address as text, or what `getaddrinfo` said; `nil` when no thread could be started.
    static func firstAddress(of host: String) async -> Result<String, Failure> {
        await withCheckedContinuation { continuation in
            let lookup = Unmanaged.passRetained(Lookup(host: host, continuation: continuation))
            var thread = pthread_t()
            let failure = pthread_create(
                &thread, nil,
                { argument in
                    // The pointer is the one passed below, never nil.
                    guard let argument else { return nil }
                    let lookup = Unmanaged<Lookup>.fromOpaque(argument).takeRetainedValue()
                    lookup.continuation.resume(returning: lookup.result())
                    return nil
                }, lookup.toOpaque())
            if failure == 0 {
                pthread_detach(thread)
            } else {
                lookup.release()
                continuation.resume(returning: .failure(Failure(text: String(cString: strerror(failure)))))
            }
        }
    }

    struct Failure: Error {
        let text: String
    }

    private final class Lookup {
        let host: String
        let continuation: CheckedContinuation<Result<String, Failure>, Never>

        init(host: String, continuation: CheckedContinuation<Result<String, Failure>, Never>) {
            self.host = host
            self.continuation = continuation
        }

        func result() -> Result<String, Failure> {
            var hints = addrinfo()
            hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
            var list: UnsafeMutablePointer<addrinfo>?
            let error = getaddrinfo(host, nil, &hints, &list)
            defer { if let list { freeaddrinfo(list) } }
            guard error == 0, let first = list?.pointee else {
                return .failure(Failure(text: String(cString: gai_strerror(error))))
            }
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let named = getnameinfo(
                first.ai_addr, first.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
            guard named == 0 else { return .failure(Failure(text: String(cString: gai_strerror(named)))) }
            return .success(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
    }
}
