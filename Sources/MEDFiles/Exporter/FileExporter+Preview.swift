public import MEDCore

extension FileExporter: PreviewingExporter {
    /// Nothing: it writes history, which has no "now".
    public func preview(_ state: CurrentState) -> [PreviewedMessage] { [] }

    /// The rows of the days, file by file. A file is always written as a whole, so that more than these rows stands in it;
    /// a workbook, which is no text, is named without its bytes.
    public func preview(_ days: [DayDocument]) -> [PreviewedMessage] {
        var messages: [PreviewedMessage] = []
        for granularity in settings.granularities {
            let files = Dictionary(grouping: days) { content(of: $0, granularity) }
            for (content, documents) in files.sorted(by: {
                FileName($0.key, .csv).description < FileName($1.key, .csv).description
            }) {
                for format in settings.formats {
                    messages.append(message(content, documents.sorted { $0.day < $1.day }, granularity, format))
                }
            }
        }
        return messages
    }

    /// The rows of Tempo days.
    public func preview(_ days: [TempoData]) -> [PreviewedMessage] {
        national(.tempo, .tempo, days.sorted { $0.day < $1.day }) {
            FileTable.write($0, to: &$1)
        } jsonLines: {
            FileTable.write($0, to: &$1)
        }
    }

    /// The rows of EcoWatt days.
    public func preview(_ days: [EcowattData]) -> [PreviewedMessage] {
        national(.ecowatt, .ecowatt, days.sorted { $0.day < $1.day }) {
            FileTable.write($0, to: &$1)
        } jsonLines: {
            FileTable.write($0, to: &$1)
        }
    }

    private func national<Days: Collection>(
        _ content: FileName.Content, _ table: FileTable, _ days: Days,
        csv: (Days.Element, inout CSVWriter) -> Void, jsonLines: (Days.Element, inout JSONLinesWriter) -> Void
    ) -> [PreviewedMessage] {
        guard !days.isEmpty else { return [] }
        return settings.formats.map { format in
            var body: [UInt8] = []
            switch format {
            case .csv:
                var writer = CSVWriter(dialect: settings.style.dialect, reservingCapacity: 1_024)
                writer.header(of: table)
                for day in days { csv(day, &writer) }
                body = writer.bytes
            case .jsonl:
                var writer = JSONLinesWriter(table, reservingCapacity: 1_024)
                for day in days { jsonLines(day, &writer) }
                body = writer.bytes
            case .xlsx: break
            }
            return PreviewedMessage(
                address: "\(settings.folder)/\(FileName(content, format))", body: body,
                manner: "whole file, replaced atomically")
        }
    }

    private func content(of document: DayDocument, _ granularity: FileGranularity) -> FileName.Content {
        switch granularity {
        case .daily: .days(document.pdl, document.direction)
        case .halfHourly: .halfHours(document.pdl, document.direction, year: document.day.year)
        }
    }

    private func message(
        _ content: FileName.Content, _ documents: [DayDocument], _ granularity: FileGranularity, _ format: FileFormat
    ) -> PreviewedMessage {
        let direction = documents[0].direction
        let table: FileTable = granularity == .daily ? .daily(direction) : .halfHourly(direction)
        var body: [UInt8] = []
        var name = FileName(content, format)
        switch format {
        case .csv:
            var writer = CSVWriter(dialect: settings.style.dialect, reservingCapacity: 1_024)
            writer.header(of: table)
            for document in documents { table.write(document, to: &writer) }
            body = writer.bytes
        case .jsonl:
            var writer = JSONLinesWriter(table, reservingCapacity: 1_024)
            for document in documents { table.write(document, to: &writer) }
            body = writer.bytes
        case .xlsx:
            switch content {
            case .days(let pdl, _): name = FileName(.days(pdl, nil), format)
            case .halfHours(let pdl, _, let year): name = FileName(.halfHours(pdl, nil, year: year), format)
            case .tempo, .ecowatt: break
            }
        }
        return PreviewedMessage(
            address: "\(settings.folder)/\(name)", body: body, manner: "whole file, replaced atomically")
    }
}
