import Foundation
import Testing

/// No page leads nowhere.
@Suite(.timeLimit(.minutes(1)))
struct LinkTests {
    @Test func everyLinkLeadsToAFileAndAHeading() throws {
        let pages = try MarkdownPage.all()
        #expect(pages.count > 25 && pages.map(\.links.count).reduce(0, +) > 100)
        for page in pages {
            for link in page.links {
                let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let folder = PackageManifest.root.appending(path: page.path).deletingLastPathComponent()
                let target =
                    parts[0].isEmpty
                    ? PackageManifest.root.appending(path: page.path) : folder.appending(path: String(parts[0]))
                let path = target.standardizedFileURL.path
                #expect(FileManager.default.fileExists(atPath: path), "\(page.path): \(link)")
                guard parts.count == 2 else { continue }
                let found = pages.first { PackageManifest.root.appending(path: $0.path).path == path }
                #expect(found?.anchors.contains(String(parts[1])) == true, "\(page.path): no such heading: \(link)")
            }
        }
    }

    /// Each page of a destination has its twin in the other language.
    @Test func everyGuideIsInBothLanguages() throws {
        let paths = Set(try MarkdownPage.all().map(\.path))
        for path in paths where path.hasSuffix(".en.md") || path.hasSuffix(".fr.md") {
            let language = path.hasSuffix(".en.md") ? "fr" : "en"
            let stem = path.dropLast(6)
            // The configuration's English page is the one without a language in its name.
            let twin = paths.contains("\(stem).\(language).md") || paths.contains("\(stem).md")
            #expect(twin, "\(path)")
        }
    }
}
