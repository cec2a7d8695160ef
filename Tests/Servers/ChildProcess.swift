import Foundation
public import Glibc
import Synchronization

/// A program started by a test, killed at the latest when its owner goes away.
///
/// Started with `posix_spawn`, asked to die with SIGKILL or SIGTERM by its process id only, and always reaped.
public final class ChildProcess: Sendable {
    /// The process number.
    public let pid: pid_t
    /// The exit status once it was reaped.
    private let isReaped = Mutex(false)

    /// - Parameters:
    ///   - output: the file that receives standard output.
    ///   - error: the file that receives standard error; nil: the same.
    public init(_ path: String, _ arguments: [String], in folder: String? = nil, output: String, error: String? = nil)
        throws
    {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        if let error {
            posix_spawn_file_actions_addopen(&actions, 2, error, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        } else {
            posix_spawn_file_actions_adddup2(&actions, 1, 2)
        }
        // A child must not inherit the sockets of other tests: one that keeps a copy keeps the connection open.
        for descriptor in CInt(3)..<1024 { posix_spawn_file_actions_addclose(&actions, descriptor) }

        // posix_spawn's own change of folder is not in Swift's Glibc; env(1) does it.
        let (path, arguments) = folder.map { ("/usr/bin/env", ["-C", $0, path] + arguments) } ?? (path, arguments)
        let strings = ([path] + arguments).map { strdup($0) }
        defer { strings.forEach { free($0) } }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.setSignals(&attributes)
        var child = pid_t()
        let failure = posix_spawn(&child, path, &actions, &attributes, strings + [nil], environ)
        guard failure == 0 else {
            throw TestServerError("cannot start \(path): \(String(cString: strerror(failure)))")
        }
        pid = child
    }

    /// No signal blocked nor ignored. libdispatch blocks nearly all of them in its threads, on which tests run, and a
    /// child inherits that: with SIGTERM blocked it, and what it starts in turn, could only be killed.
    private static func setSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }

    deinit { kill() }

    /// Whether it has not ended yet; reaps it when it has.
    public var isRunning: Bool {
        isReaped.withLock { isReaped in
            if isReaped { return false }
            isReaped = waitpid(pid, nil, WNOHANG) == pid
            return !isReaped
        }
    }

    /// Waits for its end, which is near: a short-lived tool.
    ///
    /// - Returns: the exit status; nil: it was killed.
    @discardableResult
    public func wait() -> CInt? {
        isReaped.withLock { isReaped in
            var status: CInt = 0
            guard !isReaped, waitpid(pid, &status, 0) == pid else { return nil }
            isReaped = true
            return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
        }
    }

    /// SIGKILL, and waits for the end.
    public func kill() { end(SIGKILL) }

    /// SIGTERM, and waits for the end.
    public func terminate() { end(SIGTERM) }

    /// Sends a signal, unless it has ended.
    public func send(_ signal: CInt) {
        isReaped.withLock { isReaped in
            if !isReaped { _ = Glibc.kill(pid, signal) }
        }
    }

    private func end(_ signal: CInt) {
        isReaped.withLock { isReaped in
            if isReaped { return }
            _ = Glibc.kill(pid, signal)
            _ = waitpid(pid, nil, 0)
            isReaped = true
        }
    }
}
