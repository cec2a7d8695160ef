import Foundation
import Glibc
import MEDCore
import Testing

@testable import MEDConfiguration

@Suite(.timeLimit(.minutes(1)))
struct ConfigurationFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func reason(_ body: () throws -> Void) -> ConfigurationFileError.Reason? {
        let error = #expect(throws: ConfigurationFileError.self) { try body() }
        #expect(error?.message.french != error?.message.english)
        return error?.reason
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }

    @Test(arguments: [0o600, 0o640, 0o660]) func aFileIsReplacedAndKeepsItsMode(mode: Int) throws {
        let path = try folder.write("\u{FEFF}a: 1\r\n", mode: mode)
        var file = try ConfigurationFile(path: path)
        #expect(file.exists)
        #expect(file.text == "\u{FEFF}a: 1\r\n")
        try file.save("a: 2\n")
        try file.save("a: 3\n")
        #expect(try text(path) == "a: 3\n")
        #expect(try self.mode(path) == mode)
        #expect(try names == ["config.yaml"])
        #expect(!"\(file)".contains("a: 3"), "its text may hold secrets")
    }

    @Test func ownerAndGroupAreKept() throws {
        // Only the superuser can give files away; for others there is no other owner to keep.
        let path = try folder.write("a: 1\n")
        if getuid() == 0 { #expect(chown(path, 12_345, 23_456) == 0) }
        var before = stat()
        #expect(stat(path, &before) == 0)
        var file = try ConfigurationFile(path: path)
        try file.save("a: 2\n")
        var after = stat()
        #expect(stat(path, &after) == 0)
        #expect(before.st_uid == after.st_uid && before.st_gid == after.st_gid)
        #expect(before.st_ino != after.st_ino, "replaced, not overwritten")
    }

    @Test func aNewFileIsItsOwnersAlone() throws {
        let path = "\(folder.path)/config.yaml"
        var file = try ConfigurationFile(path: path)
        #expect(!file.exists && file.text.isEmpty)
        try file.save("a: 1\n")
        #expect(try mode(path) == 0o600)
        try file.save("a: 2\n")
        #expect(try text(path) == "a: 2\n")
        #expect(try names == ["config.yaml"])
        var nowhere = try ConfigurationFile(path: "\(folder.path)/none/config.yaml")
        #expect(reason { try nowhere.save("a") } == .system(ENOENT))
    }

    @Test func anotherOnesChangeIsNotOverwritten() throws {
        let path = try folder.write("a: 1\n")
        var file = try ConfigurationFile(path: path)
        try folder.write("a: 5\n")
        #expect(reason { try file.save("a: 2\n") } == .changed)
        #expect(try text(path) == "a: 5\n")
        try FileManager.default.removeItem(atPath: path)
        #expect(reason { try file.save("a: 2\n") } == .changed)
        var new = try ConfigurationFile(path: path)
        try folder.write("a: 6\n")
        #expect(reason { try new.save("a: 2\n") } == .changed)
        #expect(try text(path) == "a: 6\n")
        #expect(try names == ["config.yaml"])
    }

    @Test func aSymbolicLinkStaysOne() throws {
        let target = try folder.write("a: 1\n", to: "real/med.yaml")
        let link = "\(folder.path)/config.yaml"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real/med.yaml")
        var file = try ConfigurationFile(path: link)
        try file.save("a: 2\n")
        #expect(try text(target) == "a: 2\n")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real/med.yaml")
        let loop = "\(folder.path)/loop"
        try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: "loop")
        #expect(reason { _ = try ConfigurationFile(path: loop) } == .system(ELOOP))
    }

    @Test func aReadOnlyFileStays() throws {
        let path = try folder.write("a: 1\n", mode: 0o400)
        var file = try ConfigurationFile(path: path)
        #expect(reason { try file.save("a: 2\n") } == .readOnly)
        #expect(try text(path) == "a: 1\n")
        #expect(try names == ["config.yaml"])
    }

    @Test(arguments: [EBUSY, EXDEV]) func aFileMountedByItselfIsSaid(code: Int32) throws {
        let path = try folder.write("a: 1\n")
        var file = try ConfigurationFile(path: path)
        let failing = { (_: String, _: String) -> Int32 in
            errno = code
            return -1
        }
        #expect(reason { try file.save("a: 2\n", renaming: failing) } == .mounted)
        #expect(try text(path) == "a: 1\n")
        #expect(try names == ["config.yaml"], "the temporary file is gone")
        #expect(ConfigurationFileError(.mounted, path: "c").message.english.contains("mount its folder instead"))
    }

    @Test func aTemporaryFileIsWholeBeforeItIsRenamed() throws {
        let path = try folder.write("a: 1\n", mode: 0o640)
        var file = try ConfigurationFile(path: path)
        var seen: [String?] = []
        try file.save("a: 2\n") { old, new in
            seen = [try? text(old), try? text(new), (try? mode(old)).flatMap { $0 }.map { String($0, radix: 8) }]
            return rename(old, new)
        }
        #expect(seen == ["a: 2\n", "a: 1\n", "640"])
    }

    @Test func whatIsNoTextIsNotRead() throws {
        #expect(reason { _ = try ConfigurationFile(path: folder.path) } == .notAFile)
        let path = try folder.write(Data([0x61, 0xFF]), to: "latin")
        #expect(reason { _ = try ConfigurationFile(path: path) } == .notUTF8)
    }
}
