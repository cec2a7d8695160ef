import MEDCore
import MEDSources
import MEDStore

// What things are called on the screen, in the household's language.

extension Direction {
    var name: LocalizedText { Series(self).name }
}

extension Series {
    var name: LocalizedText {
        switch self {
        case .consumption: LocalizedText(fr: "consommation", en: "consumption")
        case .production: LocalizedText(fr: "production", en: "production")
        case .tempo: LocalizedText(fr: "Tempo", en: "Tempo")
        case .ecowatt: LocalizedText(fr: "EcoWatt", en: "EcoWatt")
        }
    }
}

extension TariffRegister {
    var name: LocalizedText {
        switch self {
        case .base: LocalizedText(fr: "base", en: "base")
        case .hc: LocalizedText(fr: "HC", en: "HC")
        case .hp: LocalizedText(fr: "HP", en: "HP")
        case .blueHC: LocalizedText(fr: "bleu HC", en: "blue HC")
        case .blueHP: LocalizedText(fr: "bleu HP", en: "blue HP")
        case .whiteHC: LocalizedText(fr: "blanc HC", en: "white HC")
        case .whiteHP: LocalizedText(fr: "blanc HP", en: "white HP")
        case .redHC: LocalizedText(fr: "rouge HC", en: "red HC")
        case .redHP: LocalizedText(fr: "rouge HP", en: "red HP")
        }
    }
}

extension ReadingKind {
    var name: LocalizedText {
        switch self {
        case .loadCurve: LocalizedText(fr: "courbe de charge", en: "load curve")
        case .dailyEnergy: LocalizedText(fr: "énergie par jour", en: "daily energy")
        case .maxPower: LocalizedText(fr: "puissance maximale", en: "maximum power")
        }
    }
}

extension SyncWait {
    var name: LocalizedText {
        switch self {
        case .pace: LocalizedText(fr: "cadence", en: "pace")
        case .quota: LocalizedText(fr: "quota du jour", en: "the day's quota")
        case .gateway: LocalizedText(fr: "à la demande de la passerelle", en: "as the gateway asks")
        case .backoff: LocalizedText(fr: "après des échecs", en: "after failures")
        }
    }
}

extension StreamID {
    var name: LocalizedText {
        pdl.map { LocalizedText(fr: "\($0)", en: "\($0)") } ?? LocalizedText(fr: "France", en: "France")
    }
}

extension ExportLogEntry.Outcome {
    var name: LocalizedText {
        switch self {
        case .delivered: LocalizedText(fr: "livré", en: "delivered")
        case .retry: LocalizedText(fr: "gardé pour un nouvel essai", en: "kept for a retry")
        case .rejected: LocalizedText(fr: "refusé", en: "rejected")
        case .unreachable: LocalizedText(fr: "injoignable", en: "unreachable")
        case .blocked: LocalizedText(fr: "bloqué", en: "blocked")
        case .leaseLost: LocalizedText(fr: "bail perdu, renvoyé", en: "lease lost, sent again")
        }
    }
}

extension LocalizedText {
    /// This reason for which an exporter's sending is turned off, as `med status` shows it.
    var held: LocalizedText {
        LocalizedText(fr: "envoi arrêté : \(french)", en: "sending is off: \(english)")
    }

    /// The same with the exporter's name.
    func held(_ instance: InstanceID) -> LocalizedText {
        LocalizedText(fr: "\(instance) : \(held.french)", en: "\(instance): \(held.english)")
    }
}

extension Evidence {
    /// What an entry of the export log holds of an evidence.
    static func label(of logged: String) -> LocalizedText {
        switch logged {
        case "sent": LocalizedText(fr: "(envoyé)", en: "(sent)")
        case "acknowledged": LocalizedText(fr: "(acquitté)", en: "(acknowledged)")
        case "verified": LocalizedText(fr: "(relu)", en: "(read back)")
        default: LocalizedText(fr: "(\(logged))", en: "(\(logged))")
        }
    }
}

extension EnedisFile.Format {
    var name: LocalizedText {
        switch self {
        case .loadCurve: LocalizedText(fr: "courbe de charge", en: "load curve")
        case .dailyEnergy: LocalizedText(fr: "énergies par jour", en: "daily energies")
        case .indexes: LocalizedText(fr: "index", en: "indexes")
        case .maxPower: LocalizedText(fr: "puissances maximales", en: "maximum powers")
        case .flat: LocalizedText(fr: "tableau à plat", en: "flat table")
        case .r63: LocalizedText(fr: "fichier R63", en: "R63 file")
        case .startEnd: LocalizedText(fr: "courbe de charge, début et fin", en: "load curve, start and end")
        case .days: LocalizedText(fr: "énergies par jour", en: "daily energies")
        case .edf: LocalizedText(fr: "puissances d’EDF", en: "powers of EDF")
        case .bareLoadCurve: LocalizedText(fr: "courbe de charge sans en-tête", en: "load curve without header")
        }
    }
}

extension ConnectionTestStage.Name {
    var name: LocalizedText {
        switch self {
        case .resolve: LocalizedText(fr: "nom", en: "name")
        case .connect: LocalizedText(fr: "connexion", en: "connection")
        case .tls: LocalizedText(fr: "TLS", en: "TLS")
        case .authenticate: LocalizedText(fr: "authentification", en: "authentication")
        case .write: LocalizedText(fr: "écriture", en: "write permission")
        }
    }
}
