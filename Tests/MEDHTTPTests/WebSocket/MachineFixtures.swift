@testable import MEDHTTP

/// RFC 6455 §1.2's handshake and §5.7's masking key.
let exampleKey = Array("the sample nonce".utf8)
let exampleMask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
let exampleAnswer =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"

func machine(limit: Int = 1 << 20) -> WebSocketMachine {
    WebSocketMachine(WebSocketHandshake(nonce: exampleKey), limit: limit) { exampleMask }
}

/// One after the handshake.
func openMachine(limit: Int = 1 << 20) -> WebSocketMachine {
    var machine = machine(limit: limit)
    _ = machine.receive(Array(exampleAnswer.utf8))
    return machine
}

/// The last thing that a machine has to do.
func ending(_ actions: [WebSocketMachine.Action]) -> WebSocketMachine.Ending? {
    if case .end(let ending) = actions.last { ending } else { nil }
}

func fault(_ actions: [WebSocketMachine.Action]) -> HTTPFault? {
    if case .failed(let fault) = ending(actions) { fault } else { nil }
}

/// The code of the close frame among the actions, masked with the example's key.
func closeCode(_ actions: [WebSocketMachine.Action]) -> UInt16? {
    for case .write(let bytes) in actions where bytes.first == 0x88 && bytes.count == 8 {
        return UInt16(bytes[6] ^ exampleMask[0]) << 8 | UInt16(bytes[7] ^ exampleMask[1])
    }
    return nil
}

func masked(_ bytes: [UInt8]) -> [UInt8] { bytes.enumerated().map { $1 ^ exampleMask[$0 % 4] } }
