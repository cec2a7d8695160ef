import ArgumentParser
import Foundation

/// `med`: the household's program. Wiring only; the work is done by the libraries.
@main
struct Med: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "med",
        abstract: String(
            fr: "Apporte les données électriques des compteurs Linky à MQTT et à d'autres systèmes.",
            en: "Brings the electricity data of Linky meters to MQTT and other systems."),
        discussion: String(fr: french, en: english),
        version: "0.1.0",
        subcommands: [
            PDLCommand.self, SyncCommand.self, ImportCommand.self, ExportCommand.self, PreviewCommand.self,
            ReplayCommand.self, RetractCommand.self, RunCommand.self, TestCommand.self, DetectCommand.self,
            StatusCommand.self, GapsCommand.self, CostCommand.self, ConfigCommand.self,
        ])

    private static let french = """
        EXEMPLES
          med config check
          med pdl add
          med import ~/Téléchargements/Enedis_Conso_Heure_*.csv
          med test mqtt
          med run

        La configuration est --config FICHIER, sinon $MED_CONFIG, sinon ./config.yaml, sinon \
        ~/.config/med/config.yaml ; l'environnement (MQTT_HOST, MQTT_PASSWORD …) l'emporte sur elle. Les messages sont \
        en français quand LANG l'est.

        CODES DE SORTIE
          0   tout va bien
          64  la ligne de commande est fausse
          65  un fichier n'est pas d'Enedis, ou des lignes sont illisibles (les autres sont lues)
          66  un fichier manque ou ne peut être lu
          69  une destination ou une source est injoignable
          70  une erreur de med lui-même
          74  la base est inutilisable : verrouillée, disque plein, endommagée, version plus récente
          77  une destination ou une source nous refuse : mot de passe faux, droits ou consentement manquants
          78  la configuration, ou l'horloge de la machine, est fausse
        """

    private static let english = """
        EXAMPLES
          med config check
          med pdl add
          med import ~/Downloads/Enedis_Conso_Heure_*.csv
          med test mqtt
          med run

        The configuration is --config FILE, else $MED_CONFIG, else ./config.yaml, else ~/.config/med/config.yaml; the \
        environment (MQTT_HOST, MQTT_PASSWORD …) goes over it. Messages are French when LANG is.

        EXIT CODES
          0   all is well
          64  the command line is wrong
          65  a file is no Enedis file, or lines of it could not be read (the others were)
          66  a file is not there or cannot be read
          69  a destination or a source cannot be reached
          70  an error of med itself
          74  the database cannot be used: locked, full disk, damaged, newer version
          77  a destination or a source refuses us: a wrong password, missing rights or consent
          78  the configuration, or the machine's clock, is wrong
        """

    static func main() async {
        // OpenSSL inside libmosquitto writes to sockets that a broker may have closed.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            guard let failure = Failure(error) else { exit(withError: error) }
            Console.standard.complain(failure.message)
            exit(withError: failure.exitCode)
        }
    }
}
