import ArgumentParser
import MEDCore
import MEDFiles

/// The commands that write one file: `med export csv FILE` and its like.
enum ExportFileCommands {
    static let all: [any ParsableCommand.Type] = [CSV.self, XLSX.self, JSONL.self]

    struct CSV: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "csv",
            abstract: String(
                fr: "Écrit les relevés d'un compteur dans un fichier CSV.",
                en: "Writes the readings of a meter to a CSV file."),
            discussion: String(fr: "EXEMPLES", en: "EXAMPLES") + """

                  med export csv days.csv
                  med export csv jours.csv --dialect fr --from 2024-01-01 --to 2024-12-31
                  med export csv curve.csv --rows half-hour --pdl 01234567890123
                  med export csv production.csv --production
                  med export csv tempo.csv --rows tempo
                """)

        @OptionGroup var file: ExportFileOptions

        @Option(
            name: .long,
            help: ArgumentHelp(
                fr: "international : « , » et point décimal ; fr : « ; » et virgule, pour Excel en français.",
                en: "international: \",\" and decimal point; fr: \";\" and comma, for Excel in French."))
        var dialect = Dialect.international

        func run() async throws {
            try await file.write(.csv, style: dialect == .fr ? .french : .international)
        }
    }

    struct XLSX: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "xlsx",
            abstract: String(
                fr: "Écrit les relevés d'un compteur dans un classeur Excel.",
                en: "Writes the readings of a meter to an Excel workbook."),
            discussion: String(fr: "EXEMPLES", en: "EXAMPLES") + """

                  med export xlsx days.xlsx
                  med export xlsx curve.xlsx --rows half-hour --from 2024-01-01 --to 2024-12-31
                """)

        @OptionGroup var file: ExportFileOptions

        func run() async throws {
            try await file.write(.xlsx, style: Console.standard.language == .french ? .french : .international)
        }
    }

    struct JSONL: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "jsonl",
            abstract: String(
                fr: "Écrit les relevés d'un compteur en JSON Lines, un objet par ligne.",
                en: "Writes the readings of a meter as JSON Lines, one object per line."),
            discussion: String(fr: "EXEMPLES", en: "EXAMPLES") + """

                  med export jsonl days.jsonl
                  med export jsonl months.jsonl --rows month
                """)

        @OptionGroup var file: ExportFileOptions

        func run() async throws {
            try await file.write(.jsonl, style: .international)
        }
    }

    enum Dialect: String, ExpressibleByArgument, CaseIterable {
        case international
        case fr
    }
}
