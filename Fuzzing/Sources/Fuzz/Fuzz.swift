import CLibFuzzer
import Glibc

/// Runs libFuzzer on the parser that `MED_FUZZ_PARSER` names; arguments are libFuzzer's. Without it, lists the parsers:
/// a name and the longest input per line.
///
/// The name is a variable and no argument, since libFuzzer starts itself again to minimise an input.
@main
struct Fuzz {
    /// libFuzzer calls a C function, which captures nothing.
    private static let target = FuzzTarget.all.first { $0.name == ProcessEnvironment.value("MED_FUZZ_PARSER") }

    static func main() {
        guard target != nil else {
            for target in FuzzTarget.all { print(target.name, target.maximumLength) }
            return
        }
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(
            LLVMFuzzerRunDriver(&count, &arguments) { data, size in
                Fuzz.target?.run(UnsafeRawBufferPointer(start: data, count: size))
                return 0
            })
    }
}

enum ProcessEnvironment {
    static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
