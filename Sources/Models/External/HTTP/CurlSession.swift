import CCurl
import Glibc
import Kernels

/// libcurl, loaded when the first request is made. The only file that calls it.
///
/// One connection, kept between requests; one thread uses it at a time.
@safe final class CurlSession {
  /// A request; a body is sent by POST, none asks by GET.
  struct Request {
    let url: String
    /// `Name: value`, each.
    let headers: [String]
    let body: [UInt8]?
    let timeoutMilliseconds: Int
    /// Whether the server is this machine, which no proxy of the environment stands before.
    let isLocal: Bool
    /// The longest answer that is read.
    let limit: Int
  }

  /// What came back.
  enum Response {
    case answer(status: Int, body: [UInt8])
    /// Nothing listens there, or its name is not known.
    case unreachable(reason: String)
    case timedOut
    case tooLong
    case failed(reason: String)
  }

  private let curl: OpaquePointer

  /// - Parameter library: the path of the library to load instead of the system's.
  /// - Throws: ``ModelError/unanswered(problem:)`` where there is none, with how to install it.
  init(library: String?) throws(ModelError) {
    let names = library.map { [$0] } ?? ["libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"]
    for name in names {
      if let curl = unsafe tg_curl_open(name) {
        unsafe self.curl = curl
        return
      }
    }
    throw .unanswered(
      problem: "needs libcurl, which "
        + (library.map { "cannot be loaded from '\($0)'" } ?? "is not installed here")
        + "; install it with 'apt-get install libcurl4' (Debian, Ubuntu) or 'dnf install libcurl' "
        + "(Fedora), or name the library in TOLLGATE_CURL")
  }

  deinit { unsafe tg_curl_close(curl) }

  func send(_ request: Request) -> Response {
    let received = Received(limit: request.limit)
    // TLS may write to a connection that the server closed.
    let response = BrokenPipe.ignored { unsafe perform(request, received) }
    switch response.code {
    case 0: return .answer(status: response.status, body: received.bytes)
    case tg_curl_write_ended where received.isTooLong: return .tooLong
    case tg_curl_timed_out: return .timedOut
    case tg_curl_no_host, tg_curl_no_connection: return .unreachable(reason: response.message)
    default: return .failed(reason: response.message)
    }
  }

  private typealias Outcome = (code: Int, status: Int, message: String)

  @unsafe private func perform(_ request: Request, _ received: Received) -> Outcome {
    let copies = unsafe request.headers.map { unsafe strdup($0) }
    defer { unsafe copies.forEach { unsafe free($0) } }
    let headers = unsafe copies.map { unsafe UnsafePointer($0) }
    return unsafe request.url.withCString { url in
      unsafe headers.withUnsafeBufferPointer { headers in
        unsafe withBody(request.body) { body, length in
          var wanted = unsafe tg_request(
            url: url, headers: headers.baseAddress, header_count: headers.count, body: body,
            body_length: length, timeout_ms: Int64(clamping: request.timeoutMilliseconds),
            direct: request.isLocal ? 1 : 0)
          let response = unsafe tg_curl_perform(
            curl, &wanted,
            { context, bytes, count in
              guard let context = unsafe context else { return 0 }
              return unsafe Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
                .take(UnsafeBufferPointer(start: bytes, count: count)) ? 1 : 0
            }, Unmanaged.passUnretained(received).toOpaque())
          let message = unsafe withUnsafeBytes(of: response.message) {
            unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
          }
          return (Int(response.code), Int(response.status), message)
        }
      }
    }
  }

  @unsafe private func withBody<Value>(
    _ body: [UInt8]?, _ use: (UnsafePointer<UInt8>?, Int) -> Value
  ) -> Value {
    guard let body else { return use(nil, 0) }
    return unsafe body.withUnsafeBufferPointer { unsafe use($0.baseAddress, $0.count) }
  }

  /// The answer so far.
  private final class Received {
    var bytes: [UInt8] = []
    var isTooLong = false
    let limit: Int

    init(limit: Int) { self.limit = limit }

    /// False ends the request.
    @unsafe func take(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
      guard piece.count <= limit - bytes.count else {
        isTooLong = true
        return false
      }
      unsafe bytes.append(contentsOf: piece)
      return true
    }
  }
}
