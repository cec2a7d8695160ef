import Foundation

/// Home Assistant's WebSocket API as far as long-term statistics go, in Python: what was seen on real ones (2024.3.3, 2026.2.3,
/// 2026.11.0), each with its reason in the program.
///
/// Over HTTP it tells and is told: `GET /fake/days` gives the change of each day and statistic, days cut in Europe/Paris by
/// Python's zoneinfo; `GET /fake/rows` the rows; `GET /fake/messages` what clients sent; `POST /fake/set` changes options;
/// `POST /fake/seed` writes another tool's rows.
public final class FakeHomeAssistant: Sendable {
    /// The token that it takes.
    public static let token = "a.long-lived.token"

    private let server: PythonServer
    private let scheme: String

    /// Starts one of a version that takes a token, with TLS when a certificate and a key are given.
    public static func started(
        version: String = "2026.11.0", token: String = FakeHomeAssistant.token, certificate: String? = nil,
        key: String? = nil
    ) async throws -> FakeHomeAssistant {
        let server = try await PythonServer.started(
            WebSocketPython.source + script, [version, token] + [certificate, key].compactMap(\.self))
        return FakeHomeAssistant(server, scheme: certificate == nil ? "http" : "https")
    }

    private init(_ server: PythonServer, scheme: String) {
        self.server = server
        self.scheme = scheme
    }

    /// Its base URL.
    public var url: String { "\(scheme)://\(scheme == "https" ? "localhost" : "127.0.0.1"):\(server.port)" }

    /// How many WebSockets were opened.
    public var connections: Int { server.lines.count { $0 == "opened" } }

    /// How many bytes of the endless message of the option `huge` were sent, to the megabyte.
    public var endlessBytes: Int {
        server.lines.last { $0.hasPrefix("endless ") }.flatMap { Int($0.dropFirst(8)) } ?? 0
    }

    /// What its threads died of; empty when all went well.
    public var errors: String { server.errors }

    /// Ends it at once.
    public func stop() { server.stop() }

    private static let script = #"""
        import datetime, re, zoneinfo
        VERSION, TOKEN = sys.argv[1:3]
        lock = threading.RLock()
        written = threading.Condition(lock)
        options = {"admin": True, "paused": False, "drop": False, "recorder": True, "die_after": None, "imports": 0,
            "slow": 0, "huge": False, "hold": 0}
        statistics, queue, messages = {}, [], []
        utc = datetime.timezone.utc

        def write():
            """The recorder's thread: a command's answer means queued, not written."""
            while True:
                with lock:
                    while not queue or options["paused"]:
                        written.wait()
                    time.sleep(0.002)
                    kind, what = queue.pop(0)
                    while options["hold"] and not queue:
                        written.wait()    # Taken, no backlog any more, and not written.
                    if options["drop"] and kind == "import":
                        continue    # A write error stands in the log only.
                    if kind == "clear":
                        for name in what:
                            statistics.pop(name, None)
                    else:
                        meta, rows = what
                        series = statistics.setdefault(meta["statistic_id"], {"meta": meta, "rows": {}})
                        series["meta"] = meta
                        for start, state, total in rows:
                            series["rows"][start] = [state, total]    # Upsert by (id, start); later rows stay.

        class Refusal(Exception):
            pass

        def invalid(text):
            raise Refusal("invalid_format", text)

        def instant(text):
            time_ = datetime.datetime.fromisoformat(text)
            if time_.tzinfo is None:
                raise Refusal("home_assistant_error", "Naive timestamp")
            return time_

        def keys(thing, required, optional, where):
            for key in thing:
                if key not in required and key not in optional:
                    invalid("extra keys not allowed @ data['%s']['%s']" % (where, key))
            for key in required:
                if key not in thing:
                    invalid("required key not provided @ data['%s']['%s']" % (where, key))

        def import_statistics(message):
            meta, modern = message["metadata"], tuple(int(x) for x in VERSION.split(".")[:2]) >= (2025, 11)
            base = {"source", "statistic_id", "name", "unit_of_measurement", "has_sum"}
            # Before 2025.11 has_mean is required and the newer keys are refused; later they are asked for.
            keys(meta, base | (set() if modern else {"has_mean"}),
                {"has_mean", "mean_type", "unit_class"} if modern else set(), "metadata")
            if modern and not ("mean_type" in meta and "unit_class" in meta):
                invalid("this test wants what stops to work without")
            name = meta["statistic_id"]
            if not re.match(r"^(?!.+__)(?!_)[\da-z_]+(?<!_):(?!_)[\da-z_]+(?<!_)$", name):
                raise Refusal("home_assistant_error", "Invalid statistic_id")
            if meta["source"] != name.split(":")[0]:
                raise Refusal("home_assistant_error", "Invalid source")
            expected = "EUR" if name.endswith("_cost") else "kWh"
            assert meta["unit_of_measurement"] == expected
            if modern:
                assert meta["mean_type"] == 0 and meta["unit_class"] == ("energy" if expected == "kWh" else None)
            rows = []
            for row in message["stats"]:
                keys(row, {"start"}, {"state", "sum", "mean", "min", "max", "last_reset"}, "stats")
                start = instant(row["start"])
                if start.minute or start.second:
                    raise Refusal("home_assistant_error", "Invalid timestamp")
                rows.append((int(start.timestamp()), row.get("state"), row.get("sum")))
            queue.append(("import", (meta, rows)))
            written.notify_all()

        def during(message):
            first, last = instant(message["start_time"]).timestamp(), instant(message["end_time"]).timestamp()
            assert message["statistic_ids"] and message["units"] == {"energy": "kWh"}
            result = {}
            for name in message["statistic_ids"]:
                rows = []
                for start, (_, total) in sorted(statistics.get(name, {"rows": {}})["rows"].items()):
                    if first <= start < last:
                        begin = datetime.datetime.fromtimestamp(start, utc)
                        if message["period"] == "month":
                            begin = begin.replace(day=1, hour=0)
                        at = int(begin.timestamp()) * 1000    # Milliseconds.
                        if rows and rows[-1]["start"] == at:
                            rows.pop()
                        rows.append({"start": at, "end": at + 3600000, "sum": total})
                if rows:
                    result[name] = rows    # A statistic without rows is not there.
            return result

        def command(message):
            kind = message["type"]
            if not options["recorder"] and kind.startswith("recorder/"):
                raise Refusal("unknown_command", "Unknown command.")
            if kind in ("recorder/import_statistics", "recorder/clear_statistics") and not options["admin"]:
                raise Refusal("unauthorized", "Unauthorized")
            if kind == "recorder/import_statistics":
                options["imports"] += 1
                if options["die_after"] is not None and options["imports"] > options["die_after"]:
                    raise Closed(None)
                return import_statistics(message)
            if kind == "recorder/clear_statistics":
                queue.append(("clear", message["statistic_ids"]))
                return written.notify_all()
            if kind == "recorder/info":
                if options["hold"] and not queue:
                    options["hold"] -= 1
                    written.notify_all()
                return {"backlog": len(queue), "max_backlog": 65000, "recording": True, "thread_running": True}
            if kind == "recorder/get_statistics_metadata":
                return [{"statistic_id": name, "name": statistics[name]["meta"]["name"]}
                    for name in message["statistic_ids"] if name in statistics]
            if kind == "recorder/statistics_during_period":
                return during(message)
            raise Refusal("unknown_command", "Unknown command.")

        def endless(peer):
            """A text of 256 MiB, as far as it is taken."""
            peer.conn.sendall(bytes([0x81, 127]) + struct.pack("!Q", 256 << 20))
            for megabyte in range(256):
                peer.conn.sendall(b"0" * (1 << 20))
                say("endless %d" % ((megabyte + 1) << 20))

        def handle(peer):
            assert peer.path == "/api/websocket"
            say("opened")
            peer.text(json.dumps({"type": "auth_required", "ha_version": VERSION}))
            first = json.loads(peer.message())
            if first != {"type": "auth", "access_token": TOKEN}:
                peer.text(json.dumps({"type": "auth_invalid", "message": "Invalid access token or password"}))
                peer.send(8, struct.pack("!H", 1000))
                return
            peer.text(json.dumps({"type": "auth_ok", "ha_version": VERSION}))
            peer.send(9, b"heartbeat")    # Every 55 s on a real one.
            last = 0
            while True:
                text = peer.message()
                if len(text) > 4 << 20:
                    return peer.reset()    # 4.6 MB: connection reset.
                message = json.loads(text)
                time.sleep(options["slow"])
                if options["huge"]:
                    return endless(peer)
                with lock:
                    messages.append(text if len(text) < 2000 else text[:2000])
                    answer = {"id": message["id"], "type": "result"}
                    try:
                        if message["id"] <= last:
                            raise Refusal("id_reuse", "Identifier values have to increase.")
                        last = message["id"]
                        answer.update(success=True, result=command(message))
                    except Refusal as refusal:
                        answer.update(success=False, error={"code": refusal.args[0], "message": refusal.args[1]})
                peer.text(json.dumps(answer))

        def days():
            paris, result = zoneinfo.ZoneInfo("Europe/Paris"), {}
            for name, series in statistics.items():
                before, found = 0, {}
                for start, (_, total) in sorted(series["rows"].items()):
                    day = datetime.datetime.fromtimestamp(start, paris).date().isoformat()
                    found[day] = round(found.get(day, 0) + total - before, 6)
                    before = total
                result[name] = found
            return result

        def answer(make):
            def run(conn, method, headers, body):
                with lock:
                    made = make(json.loads(body) if body else None)
                body = json.dumps(made).encode()
                conn.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            return run

        def change(new):
            if new.pop("wipe", False):
                statistics.clear()
            if new.pop("forget", False):
                messages.clear()
            options.update(new)
            written.notify_all()

        def seed(new):
            for name, rows in new.items():
                statistics[name] = {"meta": {"name": "another tool"}, "rows": {start: [None, total] for start, total in rows}}

        threading.Thread(target=write, daemon=True).start()
        serve(handle, {
            "/fake/days": answer(lambda _: days()), "/fake/messages": answer(lambda _: messages),
            "/fake/rows": answer(lambda _: {name: sorted([start] + row for start, row in series["rows"].items())
                for name, series in statistics.items()}),
            "/fake/set": answer(change), "/fake/seed": answer(seed),
        }, *sys.argv[3:])
        """#
}
