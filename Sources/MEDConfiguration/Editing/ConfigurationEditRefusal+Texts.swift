import MEDCore

extension ConfigurationEditRefusal.Reason {
    /// What a household reads; what to write by hand follows on the next lines.
    var message: LocalizedText {
        switch self {
        case .unreadable:
            LocalizedText(fr: "le fichier n'est pas du YAML lisible", en: "the file is not readable YAML")
        case .shared:
            LocalizedText(
                fr:
                    "cet endroit dépend d'une ancre « & » ou d'un alias « * » : d'autres valeurs changeraient avec lui ; "
                    + "écrivez vous-même :",
                en: "this place depends on an anchor “&” or an alias “*”: other values would change with it; write "
                    + "yourself:")
        case .merged:
            LocalizedText(
                fr: "cette section reprend une autre section par « << » ; écrivez vous-même :",
                en: "this section takes over another one by “<<”; write yourself:")
        case .flow:
            LocalizedText(
                fr: "cet endroit est écrit entre crochets ou accolades, que ce programme ne modifie pas ; ajoutez-y "
                    + "vous-même :",
                en: "this place is written with brackets or braces, which this program does not change; add there "
                    + "yourself:")
        case .multiline:
            LocalizedText(
                fr: "cette valeur tient sur plusieurs lignes ; remplacez-la vous-même par :",
                en: "this value goes over several lines; replace it yourself by:")
        case .unusual:
            LocalizedText(
                fr: "cet endroit est écrit d'une façon que ce programme ne modifie pas (« ! », « ? » …) ; écrivez "
                    + "vous-même :",
                en: "this place is written in a way that this program does not change (“!”, “?” …); write yourself:")
        case .notASection:
            LocalizedText(
                fr: "il y a ici autre chose qu'une section ; corrigez-le, puis écrivez :",
                en: "something else than a section stands here; correct it, then write:")
        case .notAList:
            LocalizedText(
                fr:
                    "il y a ici autre chose qu'une liste ; faites-en une liste (« - » devant chaque élément), puis ajoutez :",
                en: "something else than a list stands here; make it a list (“-” before each item), then add:")
        case .notAValue:
            LocalizedText(
                fr: "il y a ici une section ou une liste ; corrigez-la, puis écrivez :",
                en: "a section or a list stands here; correct it, then write:")
        case .noSuchItem:
            LocalizedText(fr: "la liste n'a pas cet élément", en: "the list has no such item")
        case .wouldDamage:
            LocalizedText(
                fr: "le résultat aurait changé autre chose dans le fichier ; écrivez vous-même :",
                en: "the result would have changed something else in the file; write yourself:")
        }
    }
}

extension ConfigurationEditRefusal {
    /// The first thing that keeps a text from being a tree.
    init(_ failure: YAMLDocument.Failure) {
        let problem = failure.problems.first
        self.init(
            reason: .unreadable, key: problem?.key ?? "", line: problem?.line, column: problem?.column,
            message: problem?.message ?? Reason.unreadable.message)
    }
}
