import MEDCore
import MEDFiles
import Testing

@Suite struct FileExporterTests {
    @Test func theSectionIsFiles() { #expect(FileExporter.manifest.key == "files") }
}
