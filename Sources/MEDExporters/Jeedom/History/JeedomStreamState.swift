import MEDCore

/// What a lane remembers: the newest event of each command, so that after a correction of an old day it can be sent once
/// more and stays the current value.
///
/// Stored as lines: `1` (the version), then `command TAB datetime TAB thousandths`.
struct JeedomStreamState: Hashable {
    struct Newest: Hashable {
        let at: JeedomDateTime
        let value: ThousandthsText
    }

    var newest: [Int: Newest] = [:]

    init() {}

    /// Reads `bytes`; what is damaged, or of another version, is left out: the next batch fills it again.
    init(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard lines.first == "1" else { return }
        for line in lines.dropFirst() {
            let cells = line.split(separator: "\t")
            guard cells.count == 3, let command = Int(cells[0]), let at = JeedomDateTime(cells[1]),
                let thousandths = Int64(cells[2])
            else { continue }
            newest[command] = Newest(at: at, value: ThousandthsText(thousandths: thousandths))
        }
    }

    var bytes: [UInt8] {
        let lines = newest.sorted { $0.key < $1.key }.map {
            "\($0.key)\t\($0.value.at.text)\t\($0.value.value.thousandths)"
        }
        return Array((["1"] + lines).joined(separator: "\n").utf8)
    }

    /// Takes an event in; one of the same time replaces the value.
    mutating func take(_ event: JeedomEvent) {
        guard let at = event.at, case .number(let value) = event.value else { return }
        if let known = newest[event.command], known.at > at { return }
        newest[event.command] = Newest(at: at, value: value)
    }

    /// A day no longer has the value that was the newest: which one is, is unknown until the next one comes.
    mutating func withdraw(_ command: Int, at: JeedomDateTime) {
        if newest[command]?.at == at { newest[command] = nil }
    }
}
