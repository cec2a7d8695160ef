import CXLSXWriter
import Glibc
import Synchronization

/// A named thread that runs the jobs of an actor: what blocks (files, libxlsxwriter) never holds up the cooperative pool.
final class FileThread: SerialExecutor {
    private let queue: JobQueue

    /// Starts the thread; it ends with this object.
    ///
    /// - Throws: ``FileFault`` when the system gives no thread.
    init() throws(FileFault) {
        queue = try JobQueue()
        let retained = Unmanaged.passRetained(queue)
        var every = sigset_t()
        var previous = sigset_t()
        sigfillset(&every)
        // Signals go to the program's own threads.
        pthread_sigmask(SIG_SETMASK, &every, &previous)
        defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                // The argument is the retained queue passed to pthread_create below.
                let queue = Unmanaged<JobQueue>.fromOpaque(argument!).takeRetainedValue()
                cxlsxwriter_name_this_thread("med-files")
                queue.run()
                return nil
            }, retained.toOpaque())
        guard failure == 0 else {
            retained.release()
            throw FileFault(.system(failure), path: "med-files")
        }
        pthread_detach(thread)
    }

    deinit { queue.close() }

    func enqueue(_ job: consuming ExecutorJob) {
        queue.append(UnownedJob(job), of: self)
    }
}

/// Jobs in their order, and the thread that waits for them.
private final class JobQueue: Sendable {
    private struct State {
        /// The executor stays alive as long as one of its jobs runs.
        var jobs: [(job: UnownedJob, executor: FileThread)] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let wakeUp: CInt

    init() throws(FileFault) {
        wakeUp = cxlsxwriter_eventfd()
        if wakeUp < 0 { throw FileFault(.system(errno), path: "med-files") }
    }

    deinit { Glibc.close(wakeUp) }

    func append(_ job: UnownedJob, of executor: FileThread) {
        state.withLock { $0.jobs.append((job, executor)) }
        signal()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        signal()
    }

    func run() {
        while true {
            var count: UInt64 = 0
            _ = read(wakeUp, &count, MemoryLayout<UInt64>.size)
            while let next = state.withLock({ $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }) {
                next.job.runSynchronously(on: next.executor.asUnownedSerialExecutor())
            }
            if state.withLock({ $0.isClosed && $0.jobs.isEmpty }) { return }
        }
    }

    private func signal() {
        var one: UInt64 = 1
        _ = write(wakeUp, &one, MemoryLayout<UInt64>.size)
    }
}
