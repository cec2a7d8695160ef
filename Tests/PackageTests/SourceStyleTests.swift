import Testing

/// What a reader finds where: small files, each named for its type, and light modules.
@Suite(.timeLimit(.minutes(1)))
struct SourceStyleTests {
    @Test func filesAreSmall() throws {
        let files = try SourceFile.all(below: "Sources")
        #expect(files.count > 100)
        for file in files {
            #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
        }
        let lengths = files.map(\.lines.count).sorted()
        #expect(lengths[lengths.count / 2] < 120)
    }

    @Test func fileHoldsOnePublicTypeAndItsName() throws {
        for file in try SourceFile.all(below: "Sources") where !file.publicTypes.isEmpty {
            #expect(file.publicTypes == [file.name], "\(file.path)")
        }
    }

    @Test func publicTypesHaveOneFileEach() throws {
        let names = try SourceFile.all(below: "Sources").flatMap(\.publicTypes)
        let repeated = Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys
        #expect(repeated.isEmpty, "\(repeated.sorted())")
        #expect(names.contains("LoadCurve"), "the scan finds types")
    }

    @Test(arguments: ["MEDCore", "MEDHTTP", "MEDMQTT"])
    func lightModulesImportNoFoundation(module: String) throws {
        let files = try SourceFile.all(below: "Sources/\(module)")
        #expect(!files.isEmpty)
        for file in files {
            let foundation = file.imports.filter { $0.hasPrefix("Foundation") }
            #expect(foundation.isEmpty, "\(file.path) imports \(foundation)")
        }
    }

    @Test func coreImportsTheLogAndNothingElse() throws {
        let imports = try SourceFile.all(below: "Sources/MEDCore").reduce(into: Set<String>()) {
            $0.formUnion($1.imports)
        }
        #expect(imports == ["Logging"])
    }

    @Test func testsAreWrittenWithSwiftTestingAndNoneIsSkipped() throws {
        let files = try SourceFile.all(below: "Tests")
        // Spelled in two parts, so that this file does not name what it forbids.
        let forbidden = ["XCT" + "Skip", ".disabled" + "(", "withKnown" + "Issue", "#if " + "false"]
        for file in files {
            #expect(!file.imports.contains("XCTest"), "\(file.path)")
            for line in file.lines {
                #expect(!forbidden.contains { line.contains($0) }, "\(file.path): \(line)")
            }
        }
    }

    @Test func whatTheCompilerCannotProveIsExplained() throws {
        let unproven = ["@unchecked Send" + "able", "nonisolated(un" + "safe)", "try" + "!", " as" + "! "]
        for file in try SourceFile.all(below: "Sources") {
            for (index, line) in file.lines.enumerated() where unproven.contains(where: { line.contains($0) }) {
                let isComment = line.drop { $0 == " " }.hasPrefix("//")
                let isExplained = file.lines[max(0, index - 4)..<index].contains { $0.contains("//") }
                #expect(isComment || isExplained, "\(file.path):\(index + 1)")
            }
        }
    }
}
