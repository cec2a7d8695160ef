import CCurl
import Glibc

/// A detached thread with a name of at most 15 bytes, for C calls that block.
enum NamedThread {
    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void
        init(_ name: String, _ run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Starts the thread. All signals are blocked in it: they go to the program's own threads, and writing to a
    /// connection the peer closed gives EPIPE instead of SIGPIPE (OpenSSL writes with `write`).
    static func start(_ name: String, _ run: @escaping @Sendable () -> Void) throws(HTTPFault) {
        let body = Unmanaged.passRetained(Body(name, run))
        var every = sigset_t()
        var previous = sigset_t()
        sigfillset(&every)
        pthread_sigmask(SIG_SETMASK, &every, &previous)
        defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }

        var thread = pthread_t()
        let failure = pthread_create(
            &thread,
            nil,
            { argument in
                // The argument is the retained body passed to pthread_create below.
                let body = Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue()
                ccurl_name_this_thread(body.name)
                body.run()
                return nil
            },
            body.toOpaque()
        )
        guard failure == 0 else {
            body.release()
            throw HTTPFault(.other, "pthread_create: \(String(cString: strerror(failure)))")
        }
        pthread_detach(thread)
    }
}
