import MEDConfiguration
import MEDTesting
import Testing

/// Random texts and random edits, against what the generator knows and what Yams alone reads.
@Suite(.timeLimit(.minutes(3)))
struct EditingPropertyTests {
    private static func path(_ steps: [YAMLModel.Step]) -> [ConfigurationPathElement] {
        steps.map { step in
            switch step {
            case .key(let key): .key(key)
            case .index(let index): .index(index)
            }
        }
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            .reversed().drop { $0.isEmpty }.reversed()
    }

    /// Every text says what its generator meant: the oracle of the other tests.
    @Test(arguments: 1...4) func generatorAndYamsAgree(group: UInt64) throws {
        for seed in group * 1_000..<group * 1_000 + 250 {
            var yaml = RandomYAML(seed: seed)
            let text = yaml.text()
            #expect(try YAMLModel(text: text) == yaml.model, "seed \(seed)\n\(text)")
        }
    }

    @Test(arguments: 1...4) func valuesAreReplacedAndEveryOtherLineStays(group: UInt64) throws {
        var count = 0
        for seed in group * 1_000..<group * 1_000 + 250 {
            var yaml = RandomYAML(seed: seed)
            let text = yaml.text()
            guard !yaml.values.isEmpty else { continue }
            for _ in 0..<4 {
                let target = yaml.pick(yaml.values)
                let value = yaml.pick(RandomYAML.texts)
                var editor = try ConfigurationEditor(text: text)
                try editor.set(Self.path(target.path), to: yaml.chance(2) ? .text(value) : .word(value))
                let note = "seed \(seed), \(target), \(value.debugDescription)\n\(text)\n=>\n\(editor.text)"
                let expected = yaml.model.with(.scalar(value), at: target.path[...], asItem: false)
                #expect(try YAMLModel(text: editor.text) == expected, "\(note)")
                var (before, after) = (Self.separated(text), Self.separated(editor.text))
                try #require(before.count == after.count, "\(note)")
                let changed = after.remove(at: target.line)
                before.remove(at: target.line)
                #expect(before == after, "\(note)")
                #expect(changed.starts(with: target.prefix.unicodeScalars), "\(note)")
                #expect(
                    Self.trimmed(changed).reversed().starts(with: target.suffix.unicodeScalars.reversed()), "\(note)")
                count += 1
            }
        }
        print("group \(group): \(count) values replaced")
        #expect(count > 900)
    }

    @Test(arguments: 1...4) func whatIsAddedStandsAloneInItsLines(group: UInt64) throws {
        var count = 0
        for seed in group * 1_000..<group * 1_000 + 250 {
            var yaml = RandomYAML(seed: seed)
            let text = yaml.text()
            for turn in 0..<6 {
                let isItem = turn.isMultiple(of: 2) && !yaml.lists.isEmpty
                let target = yaml.pick(isItem ? yaml.lists : yaml.mappings)
                let value = yaml.pick(RandomYAML.texts)
                var editor = try ConfigurationEditor(text: text)
                let expected: YAMLModel
                if isItem {
                    try editor.append(
                        .section([.init("new", .text(value)), .init("b", .word("c"))]), to: Self.path(target.path))
                    let item = YAMLModel.mapping([
                        .init(key: "new", value: .scalar(value)), .init(key: "b", value: .scalar("c")),
                    ])
                    expected = yaml.model.with(item, at: target.path[...], asItem: true)
                } else {
                    let steps = target.path + [.key("new"), .key("er")].prefix(turn == 1 ? 2 : 1)
                    try editor.set(Self.path(steps), to: .text(value))
                    expected = yaml.model.with(.scalar(value), at: steps[...], asItem: false)
                }
                let note = "seed \(seed), \(target), \(value.debugDescription)\n\(text)\n=>\n\(editor.text)"
                #expect(try YAMLModel(text: editor.text) == expected, "\(note)")
                var before = Self.separated(text)
                if target.isChanged {
                    let ending = before[target.line].filter { $0 == "\r" || $0 == "\n" }
                    let mark = before[target.line].prefix { $0 == "\u{FEFF}" }
                    before[target.line] = mark + Array((target.prefix + target.suffix).unicodeScalars) + ending
                }
                #expect(Self.isAddition(Self.separated(editor.text), to: before), "\(note)")
                count += 1
            }
        }
        print("group \(group): \(count) additions")
        #expect(count > 1_400)
    }

    @Test(arguments: 1...4) func manyEditsOfOneText(group: UInt64) throws {
        for seed in group * 1_000..<group * 1_000 + 60 {
            var yaml = RandomYAML(seed: seed)
            var editor = try ConfigurationEditor(text: yaml.text())
            var model = yaml.model
            for turn in 0..<12 {
                let value = yaml.pick(RandomYAML.texts)
                let target = yaml.pick(turn.isMultiple(of: 3) ? yaml.lists + yaml.mappings : yaml.mappings)
                let steps = target.path + [.key("new\(turn)")]
                let isItem = turn.isMultiple(of: 2)
                // A path through a list that is none, or was filled meanwhile, is refused; nothing has changed then.
                let before = editor.text
                do throws(ConfigurationEditRefusal) {
                    if isItem {
                        try editor.append(.scalar(.text(value)), to: Self.path(steps))
                    } else {
                        try editor.set(Self.path(steps), to: .text(value))
                    }
                    model = model.with(.scalar(value), at: steps[...], asItem: isItem)
                } catch {
                    #expect([.notASection, .flow].contains(error.reason), "seed \(seed): \(error)\n\(editor.text)")
                    #expect(editor.text == before)
                }
                #expect(try YAMLModel(text: editor.text) == model, "seed \(seed)\n\(editor.text)")
            }
        }
    }

    /// The lines with their ends, as scalars: `\r\n` is one character to Swift.
    private static func separated(_ text: String) -> [[Unicode.Scalar]] {
        var lines: [[Unicode.Scalar]] = [[]]
        for scalar in text.unicodeScalars {
            lines[lines.count - 1].append(scalar)
            if scalar == "\n" { lines.append([]) }
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func trimmed(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
        line.reversed().drop { $0 == "\n" || $0 == "\r" }.reversed()
    }

    /// Whether `new` is `old` with lines in one place more; a last line without an end may have got one.
    private static func isAddition(_ new: [[Unicode.Scalar]], to old: [[Unicode.Scalar]]) -> Bool {
        let added = new.count - old.count
        guard added > 0 else { return false }
        let start = zip(new, old).prefix { $0 == $1 || (trimmed($0) == $1 && $1 == old.last) }.count
        let end = zip(new.reversed(), old.reversed()).prefix { $0 == $1 || (trimmed($0) == $1) }.count
        return start + end >= old.count
    }
}
