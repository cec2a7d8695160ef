import MEDCore
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct StatusBoardTests {
    @Test("a listener hears the status as it is, then every change once")
    func stream() async {
        let board = StatusBoard()
        board.update { $0.pdlCount = 1 }
        var heard = board.stream().makeAsyncIterator()
        #expect(await heard.next()?.pdlCount == 1)
        board.update { $0.pdlCount = 1 }
        board.update { $0.pdlCount = 2 }
        #expect(await heard.next()?.pdlCount == 2)
        board.update { $0.pdlCount = 3 }
        board.update { $0.pdlCount = 4 }
        #expect(await heard.next()?.pdlCount == 4)
    }

    @Test("the last change is the last that is heard, whoever makes changes at the same time")
    func order() async {
        for _ in 0..<200 {
            let board = StatusBoard()
            let stream = board.stream()
            await withTaskGroup(of: Void.self) { group in
                for number in 1...4 { group.addTask { board.update { $0.pdlCount = number } } }
            }
            var heard = stream.makeAsyncIterator()
            #expect(await heard.next() == board.status)
        }
    }

    @Test("an exporter's fault stands beside the program's own errors until it is gone")
    func faults() {
        let board = StatusBoard()
        board.setFault("no certificate", of: InstanceID("mqtt.cloud"))
        #expect(board.status.health == .error)
        board.update {
            $0.health = .ok
            $0.errors = ["file.csv: unreadable"]
        }
        #expect(board.status.errors == ["file.csv: unreadable", "mqtt.cloud: no certificate"])
        #expect(board.status.health == .error)
        board.setFault(nil, of: InstanceID("mqtt.cloud"))
        #expect(board.status.errors == ["file.csv: unreadable"])
        #expect(board.status.health == .ok)
    }
}
