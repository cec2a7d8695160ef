/// `true`, `yes`, `on`, `1` and `false`, `no`, `off`, `0`, in any case.
enum BooleanText {
    static func value(of text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }
}
