import FoundationEssentials
import Kernels

@testable import Models

/// A server of models for tests: MLflow's protocol and the Open Inference Protocol, right and wrong.
/// The first part of a path says how it behaves.
final class ModelServer {
  private let process: ChildProcess
  private let folder: ScriptFolder
  let port: Int

  init() throws {
    folder = try ScriptFolder()
    try folder.write("server.py", ModelServer.script)
    process = try ChildProcess(
      folder.command(["python3", "server.py"]), among: folder.siblings)
    let line = try process.ask([], limits: ChildProcess.Limits(milliseconds: 30_000, bytes: 1000))
    port = Int(String(decoding: line, as: UTF8.self)) ?? 0
  }

  /// Whether requests can be made at all: libcurl is loaded from the system.
  static var canBeAsked: Bool {
    ScriptFolder.hasPython
      && (try? CurlSession(library: ScriptFolder.environment["TOLLGATE_CURL"])) != nil
  }

  /// The requests so far, in order: `POST /right/invocations`.
  func requests() throws -> [String] {
    try folder.read("requests").split(separator: "\n").map(String.init)
  }

  func channel(
    _ behaviour: String, _ dialect: ExternalServer.Dialect = .mlflow,
    headers: [(name: String, value: String)] = [], batchRows: Int = 2, timeout: Int = 20_000,
    retries: Int = 0, secrets: [String] = []
  ) throws -> any ScoringChannel {
    ExternalServer(
      address: try ServerAddress("http://127.0.0.1:\(port)/\(behaviour)"), dialect: dialect,
      headers: headers, batchRows: batchRows, timeoutMilliseconds: timeout, retries: retries,
      secrets: Secrets(secrets), library: ScriptFolder.environment["TOLLGATE_CURL"]
    ).channel
  }

  private static let script = """
    import http.server, json, time

    seen = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def reply(self, status, body, headers={}):
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Length": len(data), **headers}.items():
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(data)

        def note(self, method):
            with open("requests", "a") as log:
                print(method, self.path, file=log)

        def do_GET(self):
            self.note("GET")
            if self.path.startswith("/typed/"):
                inputs = [{"name": "b", "datatype": "FP32", "shape": [-1, 1]},
                          {"name": "t", "datatype": "BYTES", "shape": [-1, 1]}]
                return self.reply(200, {"name": "m", "inputs": inputs})
            if self.path.startswith("/strict/"):
                return self.reply(200, {"inputs": [{"name": "b", "datatype": "INT32"}]})
            if self.path.startswith("/other/"):
                return self.reply(200, {"inputs": [{"name": "bb", "datatype": "FP64"}]})
            self.reply(404, {"error": "no metadata"})

        def do_POST(self):
            self.note("POST")
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            how = self.path.split("/")[1]
            if how == "slow":
                time.sleep(5)
            if how == "hangs-up":
                self.close_connection = True
                return
            if how == "huge":
                self.send_response(200)
                self.send_header("Content-Length", str(1 << 40))
                self.end_headers()
                try:
                    while True:
                        self.wfile.write(b" " * (1 << 20))
                except OSError:
                    return
            if how in ("busy", "broken"):
                seen[how] = seen.get(how, 0) + 1
                if seen[how] < 3:
                    return self.reply(429 if how == "busy" else 503, {"error": "try again"})
            if how == "down":
                return self.reply(500, {"error_code": "BAD", "message": "model failed"})
            if how == "moved":
                return self.reply(302, {}, {"Location": "http://127.0.0.1:1/"})
            if how == "closed":
                if self.headers.get("Authorization") != "Bearer right-secret":
                    return self.reply(401, {"error": "bad token " + str(self.headers.get("Authorization"))})
            if how == "garbage":
                return self.reply(200, b"<html>hello</html>")
            body = json.loads(raw)
            if self.path.endswith("/infer"):
                return self.infer(how, body)
            split = body["dataframe_split"]
            rows = [dict(zip(split["columns"], row)) for row in split["data"]]
            numbers = [-1 if row["b"] is None else row["b"] for row in rows]
            self.reply(200, {"predictions": {
                "short": numbers[1:],
                "nan": [float("nan") for _ in rows],
                "nested": [[n / 10, 1 - n / 10] for n in map(abs, numbers)],
                "records": [{"probability_no": 0.25, "probability_yes": 0.75} for _ in rows],
                "columns": {"prediction": numbers},
                "labels": ["yes" if n > 2 else "no" for n in numbers],
                "echo": [json.dumps(row, ensure_ascii=False) for row in rows],
            }.get(how, numbers)})

        def infer(self, how, body):
            count = body["inputs"][0]["shape"][0]
            columns = {i["name"]: i for i in body["inputs"]}
            if how == "types":
                said = " ".join(i["name"] + ":" + i["datatype"] for i in body["inputs"])
                return self.reply(200, {"outputs": [
                    {"name": "o", "datatype": "BYTES", "shape": [count], "data": [said] * count}]})
            values = [-1 if v is None else v for v in columns["b"]["data"]]
            output = {"name": "o", "datatype": "FP64", "shape": [count], "data": values}
            if how == "two":
                label = {"name": "label", "datatype": "INT64", "shape": [count], "data": [0] * count}
                flat = [p for v in values for p in (0.25, 0.75)]
                output = {"name": "p", "datatype": "FP32", "shape": [count, 2], "data": flat}
                return self.reply(200, {"outputs": [label, output]})
            if how == "ragged":
                output["data"] = values + [1]
            if how == "column":
                output["data"] = [[v] for v in values]
            self.reply(200, {"outputs": [output]})


    open("requests", "w").close()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """
}
