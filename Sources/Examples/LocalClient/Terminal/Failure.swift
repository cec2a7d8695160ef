import ArgumentParser
import MEDConfiguration
import MEDCore
import MEDSources
import MEDStore

/// Why a command ends: one clear line (what, where, what to do) and an exit code of sysexits(3).
struct Failure: Error {
    let message: LocalizedText
    let exitCode: ExitCode

    init(_ exitCode: ExitCode, _ message: LocalizedText) {
        self.exitCode = exitCode
        self.message = message
    }

    init(_ error: StoreError) {
        self.init(error.code == .notFound ? .usage : .store, error.message)
    }

    init(_ error: EnedisFileError) {
        let (exitCode, message) = (error.code == .notReadable ? ExitCode.noInput : .badData, error.message)
        switch error.code {
        case .noPDL:
            self.init(exitCode, message.followed(by: "med import --pdl 01234567890123 \(error.file)"))
        case .unknownDirection:
            self.init(exitCode, message.followed(by: "med import --production \(error.file)"))
        default:
            self.init(exitCode, message)
        }
    }

    init(_ fault: ExporterFault, instance: InstanceID) {
        switch fault {
        case .unreachable(_, let reason):
            self.init(
                .unavailable, LocalizedText(fr: "\(instance) : \(reason.french)", en: "\(instance): \(reason.english)"))
        case .lost(let reason):
            self.init(
                .unavailable, LocalizedText(fr: "\(instance) : \(reason.french)", en: "\(instance): \(reason.english)"))
        case .blocked(let cause):
            self.init(.refused, LocalizedText(fr: "\(instance) : \(cause.french)", en: "\(instance): \(cause.english)"))
        }
    }

    /// The failure that an error of the libraries is; `nil` for what the command line's parser throws, which prints itself.
    init?(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as StoreError: self.init(error)
        case let error as EnedisFileError: self.init(error)
        case let error as ConfigurationError: self.init(error)
        case _ where Med.exitCode(for: error) == .failure && !(error is ExitCode):
            self.init(
                .internalError,
                LocalizedText(
                    fr: "erreur inattendue, à signaler : \(type(of: error)) \(error)",
                    en: "unexpected error, please report it: \(type(of: error)) \(error)"))
        default: return nil
        }
    }

    init(_ error: ConfigurationError) {
        self.init(.configuration, LocalizedText(fr: error.text(in: .french), en: error.text(in: .english)))
    }
}

extension LocalizedText {
    fileprivate func followed(by command: String) -> LocalizedText {
        LocalizedText(fr: "\(french) (\(command))", en: "\(english) (\(command))")
    }
}

extension ExitCode {
    /// EX_USAGE.
    static let usage = ExitCode(64)
    /// EX_DATAERR.
    static let badData = ExitCode(65)
    /// EX_NOINPUT.
    static let noInput = ExitCode(66)
    /// EX_UNAVAILABLE.
    static let unavailable = ExitCode(69)
    /// EX_SOFTWARE.
    static let internalError = ExitCode(70)
    /// EX_IOERR.
    static let store = ExitCode(74)
    /// EX_NOPERM.
    static let refused = ExitCode(77)
    /// EX_CONFIG.
    static let configuration = ExitCode(78)
}
