import MEDCore
import MEDHTTP

extension NationalCall {
    /// The URL of a question; a base address that takes none is the household's to correct.
    func url(
        _ base: HTTPURL, _ path: String, _ query: [(name: String, value: String)] = []
    ) throws(GatewayFault) -> HTTPURL {
        do {
            var url = try base.appending(path: path)
            for item in query { url = try url.appending(queryItem: item.name, item.value) }
            return url
        } catch {
            throw GatewayFault(.permanent, code: error.code.rawValue, message: .question(service))
        }
    }
}
