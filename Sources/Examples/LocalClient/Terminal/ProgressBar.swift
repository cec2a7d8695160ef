import Foundation

/// A progress bar with rate and remaining time on a terminal; nothing elsewhere, where plain lines are better.
struct ProgressBar {
    private static let width = 28
    private let total: Int
    private let console: Console
    private let started = ContinuousClock.now
    private var done = 0
    private var points = 0
    private var label = ""

    /// A bar for `total` bytes of files.
    init(total: Int, console: Console) {
        self.total = max(total, 1)
        self.console = console
    }

    /// Names what is being worked on.
    mutating func show(_ label: String) {
        self.label = label
        draw()
    }

    /// Moves on by `bytes`, in which `points` were found.
    mutating func advance(by bytes: Int, points: Int) {
        done = min(done + bytes, total)
        self.points += points
        draw()
    }

    /// Clears the line for what is printed next.
    func clear() {
        if console.hasCursor { Console.write("\r\u{1B}[K", to: STDOUT_FILENO) }
    }

    /// The sum of all files.
    func report(files: Int) {
        console.say(
            fr: "\(files) fichiers : \(points) points, \(rate) par seconde",
            en: "\(files) files: \(points) points, \(rate) per second")
    }

    private func draw() {
        guard console.hasCursor else { return }
        let filled = Self.width * done / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        let percent = 100 * done / total
        let remaining = done == 0 ? "…" : "\(Int((elapsed * Double(total - done) / Double(done)).rounded(.up))) s"
        let line = console.text(
            fr: "\(bar) \(percent) %  \(rate) points/s  reste \(remaining)  \(label)",
            en: "\(bar) \(percent) %  \(rate) points/s  ETA \(remaining)  \(label)")
        // A line that wraps could not be cleared.
        Console.write("\r\u{1B}[K" + line.prefix(Self.columns - 1), to: STDOUT_FILENO)
    }

    private var elapsed: Double { max(started.duration(to: .now) / .seconds(1), 0.001) }

    private var rate: Int { Int(Double(points) / elapsed) }

    private static var columns: Int {
        var size = winsize()
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }
}
