import MEDCore

/// What an exporter writes for one of the four exports, or for the current state.
enum MatrixCell: Sendable {
    /// - what: Entity, series, event, topic or column, with its unit, in Markdown.
    /// - golden: What the exporter makes of the fixtures, to the byte: addresses and texts written here by hand, never
    ///   computed by the code that is tested. Messages to the same address are the lines of one text.
    /// - from: What it does make of them: `PreviewingExporter.preview`, or the encoder itself.
    case writes(_ what: String, golden: [String: String], from: @Sendable () async throws -> [PreviewedMessage])
    /// An empty cell says why.
    case nothing(fr: String, en: String)
}

/// A row of Docs/integrations/exports.md: an exporter and its five cells.
struct MatrixRow: Sendable {
    /// The key of its section in config.yaml.
    let key: String
    let consumption: MatrixCell
    let production: MatrixCell
    let tempo: MatrixCell
    let ecowatt: MatrixCell
    let currentState: MatrixCell

    /// In the order of the table, with the names of its header.
    var cells: [(column: String, cell: MatrixCell)] {
        [
            ("consumption", consumption), ("production", production), ("tempo", tempo), ("ecowatt", ecowatt),
            ("état courant / current state", currentState),
        ]
    }
}
