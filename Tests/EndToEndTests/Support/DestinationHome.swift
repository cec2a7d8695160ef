import Foundation
import TestServers
import Testing

/// A household of two PDL, the second with solar panels, over an autumn change of the clocks; its destination comes from
/// the test.
struct DestinationHome {
    /// 00:00 in Paris of the day after the last one, in Unix seconds: TZ=Europe/Paris date -d 2024-11-04 +%s
    static let end: Int64 = 1_730_674_800

    let home: MedHome
    let houses: [HouseholdFiles]

    init() throws {
        home = try MedHome()
        houses = [
            try HouseholdFiles(pdl: "01234567890123", from: "2024-10-21", days: 14, seed: 3),
            try HouseholdFiles(pdl: "98765432109876", from: "2024-10-21", days: 14, seed: 4, hasProduction: true),
        ]
    }

    /// Days of both meters and both directions.
    var dayCount: Int { houses.reduce(0) { $0 + $1.consumption.count + $1.production.count } }

    /// Writes config.yaml with the sections of destinations.
    func configure(_ sections: String) throws {
        let meters = houses.map {
            """
              - id: "\($0.pdl)"
                contract: [{from: 2020-01-01, tariff: HC/HP, offpeak: "HC (22H30-6H30)", power_kva: 9}]
            """
        }
        try home.directory.write(
            """
            database: {url: "sqlite:///./med.sqlite"}
            pdls:
            \(meters.joined(separator: "\n"))
            \(sections)
            """, to: "config.yaml")
    }

    func importAll() throws {
        _ = try med(["import"] + houses.flatMap(\.files))
    }

    /// Runs a command and expects its exit code.
    @discardableResult
    func med(_ arguments: [String], language: String = "C.UTF-8", expecting code: CInt = 0) throws
        -> MedProgram.Ending
    {
        let ending = try home.med.run(arguments, environment: ["LANG": language])
        guard ending.code == code else {
            throw TestServerError(
                "med \(arguments.joined(separator: " ")) ended with \(ending.code.map(String.init) ?? "a signal"), "
                    + "not \(code): \(ending.errors)\(ending.output)")
        }
        return ending
    }

    /// What is expected of a destination that does not take us.
    struct Trouble {
        /// The exit code of `med test` and of `med export`: 77 refused, 69 not there.
        let code: CInt
        let french: String
        let english: String
        /// What must stand nowhere.
        var secrets: [String] = []
        /// Of `med export`, when it says it another way than `med test`.
        var exported: (french: String, english: String)?
    }

    /// `med test` and `med export` end with the code and the sentence, in both languages, without a secret.
    func expect(_ trouble: Trouble, of instance: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let commands = [["test", instance], ["export", "--exporter", instance]]
        for (language, isFrench) in [("fr_FR.UTF-8", true), ("C.UTF-8", false)] {
            for (arguments, isExport) in zip(commands, [false, true]) {
                let ending = try med(arguments, language: language, expecting: trouble.code)
                let said = ending.output + ending.errors
                var sentence = isFrench ? trouble.french : trouble.english
                if isExport, let exported = trouble.exported {
                    sentence = isFrench ? exported.french : exported.english
                }
                #expect(said.contains(sentence), "\(arguments): \(said)", sourceLocation: sourceLocation)
                for secret in trouble.secrets {
                    #expect(!said.contains(secret), "\(arguments)", sourceLocation: sourceLocation)
                }
            }
        }
        let status = try med(["status"])
        for secret in trouble.secrets {
            #expect(!(status.output + status.errors).contains(secret), sourceLocation: sourceLocation)
        }
    }
}

extension Expect {
    /// A day in kWh, rounded to Wh.
    static func day(_ values: HouseholdFiles.ExpectedDay) -> Double {
        Double(kilowattHours(values.wattMinutes)) ?? .nan
    }

    /// The sum of days, each rounded to Wh.
    static func sum(_ days: [String: HouseholdFiles.ExpectedDay]) -> Double {
        let total = days.values.reduce(Decimal()) { $0 + (Decimal(string: kilowattHours($1.wattMinutes)) ?? 0) }
        return NSDecimalNumber(decimal: total).doubleValue
    }
}
