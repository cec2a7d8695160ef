extension EnedisFile {
    /// The layouts that are recognised.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        /// Header block `Courbe de charge`, then `Horodate;Valeur` in W.
        case loadCurve
        /// Header block with an energy unit and no step, then `Horodate;Valeur`: one value a day.
        case dailyEnergy
        /// Header block `Index`, then `Horodate;Type de releve;EAS F1;…`: the counters at midnight.
        case indexes
        /// Header block `Puissance maximale quotidienne`, then `Horodate;Valeur` in VA.
        case maxPower
        /// `Date de la mesure;Heure de la mesure;Valeur;…`: each line says what it is.
        case flat
        /// `Identifiant PRM;…;Horodate;Valeur;Nature;Pas;…`: an R63 file, each line says what it is; local time.
        case r63
        /// `debut;fin;kW`, or `Début | Fin | Valeur (en kW)` in a workbook: both ends of each slot, local time.
        case startEnd
        /// `Date | Valeur (en kWh)`: one energy a day.
        case days
        /// EDF's `Récapitulatif de mes puissances atteintes en W`: a line per day, then its slots, descending.
        case edf
        /// Lines `stamp;value` of a load curve in W, without any header: the meter must be told.
        case bareLoadCurve
    }
}
