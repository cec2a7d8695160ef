import Foundation
import TestServers

/// Writes workbooks with Python's zipfile module, so with none of our code.
enum WorkbookWriter {
    struct Sheet {
        let name: String
        /// The rows from row 1 on; `nil` or an empty text leaves a cell out, `#12.5` is a number.
        var rows: [[String?]]
    }

    /// How the writing program does what the format leaves open.
    struct Style {
        var usesSharedStrings = true
        var countsFrom1904 = false
        /// A prefix of all elements, as some libraries write one.
        var prefix = ""
        /// Whether rows and cells say where they are.
        var hasReferences = true
        /// Put after the XML declaration of the sheets.
        var prolog = ""
        /// Further parts, by path: their text is repeated that often.
        var padding: [String: (text: String, count: Int)] = [:]
    }

    static func bytes(_ sheets: [Sheet], style: Style = Style()) throws -> [UInt8] {
        let folder = try TemporaryDirectory("med-workbook")
        let description: [String: Any] = [
            "sheets": sheets.map { ["name": $0.name, "rows": $0.rows.map { $0.map { $0 ?? "" } }] as [String: Any] },
            "shared": style.usesSharedStrings, "date1904": style.countsFrom1904, "prefix": style.prefix,
            "references": style.hasReferences, "prolog": style.prolog,
            "padding": style.padding.map { [$0.key, $0.value.text, $0.value.count] as [Any] },
        ]
        try JSONSerialization.data(withJSONObject: description).write(to: URL(filePath: folder.path("in.json")))
        try Data(script.utf8).write(to: URL(filePath: folder.path("write.py")))
        try Executable.run(
            try Executable.path("python3", package: "python3"),
            [folder.path("write.py"), folder.path("in.json"), folder.path("out.xlsx")])
        return Array(try Data(contentsOf: URL(filePath: folder.path("out.xlsx"))))
    }

    private static let script = #"""
        import json, sys, zipfile
        from xml.sax.saxutils import escape, quoteattr

        book = json.load(open(sys.argv[1]))
        main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
        links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
        p = book['prefix'] + ':' if book['prefix'] else ''
        xmlns = 'xmlns%s="%s"' % (':' + book['prefix'] if p else '', main)
        head = '<?xml version="1.0" encoding="UTF-8"?>'
        strings = []

        def letters(column):
            name = ''
            column += 1
            while column:
                column, rest = divmod(column - 1, 26)
                name = chr(65 + rest) + name
            return name

        def cell(row, column, text):
            place = f' r="{letters(column)}{row}"' if book['references'] else ''
            if text == '':
                return '' if book['references'] else f'<{p}c/>'
            if text.startswith('#'):
                return f'<{p}c{place} s="3"><{p}v>{text[1:]}</{p}v></{p}c>'
            if book['shared']:
                strings.append(text)
                return f'<{p}c{place} t="s"><{p}v>{len(strings) - 1}</{p}v></{p}c>'
            return f'<{p}c{place} t="inlineStr"><{p}is><{p}r><{p}t>{escape(text)}</{p}t></{p}r></{p}is></{p}c>'

        def sheet(rows):
            body = []
            for number, cells in enumerate(rows, 1):
                if not cells and book['references']:
                    continue
                place = f' r="{number}"' if book['references'] else ''
                body.append(f'<{p}row{place}>' + ''.join(cell(number, i, t) for i, t in enumerate(cells)) + f'</{p}row>')
            return head + book['prolog'] + f'<{p}worksheet {xmlns}><{p}sheetData>' + ''.join(body) \
                + f'</{p}sheetData></{p}worksheet>'

        with zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED) as archive:
            def add(path, text):
                archive.writestr(path, text)
            kinds = links + '/'
            rels = 'http://schemas.openxmlformats.org/package/2006/relationships'
            for path, text, count in book['padding']:
                with archive.open(path, 'w') as part:
                    for _ in range(count):
                        part.write(text.encode())
            add('_rels/.rels', head + f'<Relationships xmlns="{rels}"><Relationship Id="rId1" '
                f'Type="{kinds}officeDocument" Target="xl/workbook.xml"/></Relationships>')
            names, parts = '', ''
            for index, entry in enumerate(book['sheets'], 1):
                names += f'<{p}sheet name={quoteattr(entry["name"])} sheetId="{index}" r:id="rId{index}"/>'
                parts += f'<Relationship Id="rId{index}" Type="{kinds}worksheet" ' \
                    f'Target="{"/xl/" if index % 2 else ""}worksheets/sheet{index}.xml"/>'
                path = f'xl/worksheets/sheet{index}.xml'
                if path not in archive.namelist():
                    add(path, sheet(entry['rows']))
            date1904 = ' date1904="1"' if book['date1904'] else ''
            add('xl/workbook.xml', head + f'<{p}workbook {xmlns} xmlns:r="{links}"><{p}workbookPr{date1904}/>'
                f'<{p}sheets>{names}</{p}sheets></{p}workbook>')
            if book['shared']:
                parts += f'<Relationship Id="rId99" Type="{kinds}sharedStrings" Target="sharedStrings.xml"/>'
                if 'xl/sharedStrings.xml' not in archive.namelist():
                    add('xl/sharedStrings.xml', head + f'<{p}sst {xmlns}>'
                        + ''.join(f'<{p}si><{p}t xml:space="preserve">{escape(t)}</{p}t></{p}si>' for t in strings)
                        + f'</{p}sst>')
            add('xl/_rels/workbook.xml.rels',
                head + f'<Relationships xmlns="{rels}">{parts}</Relationships>')
        """#
}
