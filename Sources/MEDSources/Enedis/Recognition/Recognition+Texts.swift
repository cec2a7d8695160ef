import MEDCore

extension EnedisFile.Format {
    /// What shows that a table has this layout.
    var evidence: LocalizedText {
        switch self {
        case .loadCurve:
            LocalizedText(
                fr: "courbe de charge du portail Enedis : en-tête « Identifiant PRM;Type de donnees;… », une puissance",
                en: "load curve of the Enedis portal: header “Identifiant PRM;Type de donnees;…”, a power")
        case .dailyEnergy:
            LocalizedText(
                fr: "énergies quotidiennes du portail Enedis : en-tête « Identifiant PRM;… », une énergie, sans pas",
                en: "daily energies of the Enedis portal: header “Identifiant PRM;…”, an energy, no step")
        case .indexes:
            LocalizedText(
                fr: "index quotidiens du portail Enedis : en-tête « Identifiant PRM;… », type « Index »",
                en: "daily indexes of the Enedis portal: header “Identifiant PRM;…”, type “Index”")
        case .maxPower:
            LocalizedText(
                fr: "puissances maximales quotidiennes du portail Enedis : « Puissance maximale quotidienne », en VA",
                en: "daily maximum powers of the Enedis portal: “Puissance maximale quotidienne”, in VA")
        case .flat:
            LocalizedText(
                fr: "tableau Enedis à plat : colonnes « Date de la mesure;Heure de la mesure;Valeur;… »",
                en: "flat table of Enedis: columns “Date de la mesure;Heure de la mesure;Valeur;…”")
        case .r63:
            LocalizedText(
                fr: "fichier R63 d’Enedis : colonnes « Identifiant PRM;…;Horodate;Valeur;Nature;Pas »",
                en: "R63 file of Enedis: columns “Identifiant PRM;…;Horodate;Valeur;Nature;Pas”")
        case .startEnd:
            LocalizedText(
                fr: "puissances entre deux horodatages : colonnes « début, fin, kW »",
                en: "powers between two stamps: columns “début, fin, kW”")
        case .days:
            LocalizedText(
                fr: "énergies quotidiennes : colonnes « Date, Valeur », une énergie par jour",
                en: "daily energies: columns “Date, Valeur”, one energy a day")
        case .edf:
            LocalizedText(
                fr: "export EDF : « Récapitulatif de mes puissances atteintes en W »",
                en: "export of EDF: “Récapitulatif de mes puissances atteintes en W”")
        case .bareLoadCurve:
            LocalizedText(
                fr: "lignes « horodate;valeur » sans en-tête : une courbe de charge en W",
                en: "lines “stamp;value” without a header: a load curve in W")
        }
    }
}

extension EnedisFile.RecognisedTable.Stamp {
    var meaning: LocalizedText {
        switch self {
        case .slotEnd:
            LocalizedText(fr: "l’horodatage est la FIN de l’intervalle", en: "a stamp is the END of its slot")
        case .slotStart:
            LocalizedText(
                fr: "la ligne donne le DÉBUT et la fin de l’intervalle",
                en: "a row shows the START and the end of its slot")
        case .dayStart:
            LocalizedText(
                fr: "l’horodatage est le minuit où le jour commence", en: "a stamp is the midnight that begins a day")
        case .moment:
            LocalizedText(fr: "l’horodatage est l’instant du maximum", en: "a stamp is the moment of the maximum")
        }
    }
}

extension EnedisFile.RecognisedTable.Origin {
    var words: LocalizedText {
        switch self {
        case .file: LocalizedText(fr: "lu dans le fichier", en: "read in the file")
        case .given: LocalizedText(fr: "donné avec le fichier", en: "given with the file")
        case .assumed: LocalizedText(fr: "supposé, le fichier ne le dit pas", en: "assumed, the file does not say")
        }
    }
}
