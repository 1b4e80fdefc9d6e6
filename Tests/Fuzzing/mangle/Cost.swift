import Glibc

/// What one input took: processor time, since others may use the machine, and the most memory that the
/// process held meanwhile.
struct Cost {
  let seconds: Double
  let megabytes: Double

  static func of(_ work: () -> Void) -> Cost {
    forgetPeak()
    let start = processorSeconds()
    work()
    return Cost(seconds: processorSeconds() - start, megabytes: peak())
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Sets the largest resident set back to the present one (proc(5), clear_refs).
  private static func forgetPeak() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  private static func peak() -> Double {
    guard let file = fopen("/proc/self/status", "r") else { return .infinity }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(
        decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("VmHWM:") else { continue }
      return (Double(text.filter(\.isNumber)) ?? .infinity) / 1024
    }
    return .infinity
  }

  static func rounded(_ number: Double, _ digits: Int32) -> String {
    let scale = pow(10, Double(digits))
    let text = (number * scale).rounded() / scale
    return digits == 0 ? "\(Int(text))" : "\(text)"
  }
}

/// The number of the input in work, in the file that MANGLE_PROGRESS names: it outlives a trap.
enum Progress {
  private static let file = getenv("MANGLE_PROGRESS").map { open($0, O_WRONLY | O_CREAT, 0o644) }

  static func note(_ number: Int) {
    guard let file else { return }
    let text = Array("\(number)\n".utf8)
    pwrite(file, text, text.count, 0)
  }
}
