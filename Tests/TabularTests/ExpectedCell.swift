import FoundationEssentials
import Tabular

/// A cell of an expected table: one value of a JSON line, objects for what JSON has no word for.
enum ExpectedCell: Decodable {
  case missing
  case flag(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case number(Double)
  case text(String)
  /// `{"hex": …}`, `{"decimal": …}`
  case bytes([UInt8])
  case decimal(String)
  /// `{"ts": "ms" | "us" | "ns", "value": …}` since 1970.
  case timestamp(nanoseconds: Int64)

  private enum Key: String, CodingKey { case hex, decimal, ts, value }

  init(from decoder: any Decoder) throws {
    if let object = try? decoder.container(keyedBy: Key.self) {
      if let hex = try object.decodeIfPresent(String.self, forKey: .hex) {
        self = .bytes(
          stride(from: 0, to: hex.utf8.count, by: 2).map { start in
            UInt8(hex.dropFirst(start).prefix(2), radix: 16) ?? 0
          })
      } else if let decimal = try object.decodeIfPresent(String.self, forKey: .decimal) {
        self = .decimal(decimal)
      } else {
        let unit = try object.decode(String.self, forKey: .ts)
        let scale: Int64 = unit == "ms" ? 1_000_000 : unit == "us" ? 1000 : 1
        self = .timestamp(nanoseconds: try object.decode(Int64.self, forKey: .value) &* scale)
      }
      return
    }
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .missing
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let integer = try? value.decode(Int64.self) {
      self = .integer(integer)
    } else if let integer = try? value.decode(UInt64.self) {
      self = .unsigned(integer)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try value.decode(String.self))
    }
  }

  /// Whether `column` holds this value in `row`, whichever of its types it has.
  func matches(_ column: Column, _ row: Int) -> Bool {
    switch (self, column.values) {
    case (.missing, _): column.isMissing(at: row)
    case (.text("NaN"), .numeric(let numbers)): numbers[row].isNaN
    case (.text("inf"), .numeric(let numbers)): numbers[row] == .infinity
    case (.text("-inf"), .numeric(let numbers)): numbers[row] == -.infinity
    case (.flag(let flag), .boolean(let flags)): flags[row] == (flag ? 1 : 0)
    case (.integer(let integer), .numeric(let numbers)): numbers[row] == Double(integer)
    case (.unsigned(let integer), .numeric(let numbers)): numbers[row] == Double(integer)
    case (.number(let number), .numeric(let numbers)): numbers[row] == number
    case (.decimal(let text), .numeric(let numbers)): numbers[row] == Double(text)
    case (.integer(let integer), _): column.text(at: row) == String(integer)
    case (.unsigned(let integer), _): column.text(at: row) == String(integer)
    case (.text(let text), .categorical): column.text(at: row) == text
    case (.decimal(let text), .categorical): column.text(at: row) == text
    case (.bytes(let bytes), .categorical):
      column.text(at: row).map { Array($0.utf8) } == bytes
        || column.text(at: row)
          == bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    case (.timestamp(let nanoseconds), .categorical):
      column.text(at: row).flatMap(ExpectedCell.nanoseconds) == nanoseconds
    default: false
    }
  }

  /// What a written timestamp says, wrapped around at 64 bits as pyarrow does.
  private static func nanoseconds(_ text: String) -> Int64? {
    let parts = text.split { " -:.+".contains($0) }.map { Int64($0) ?? 0 }
    guard parts.count >= 6 else { return nil }
    let (year, past) = (parts[0], parts[0] - 1)
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let months: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    // 719,162 days lie between the first of the year 1 and 1970.
    let days =
      past * 365 + past / 4 - past / 100 + past / 400 - 719_162
      + months.prefix(Int(parts[1]) - 1).reduce(0, +) + parts[2] - 1
    let seconds = days * 86_400 + parts[3] * 3600 + parts[4] * 60 + parts[5]
    let fraction =
      text.split(separator: ".").dropFirst().first.map { $0.prefix { $0.isNumber } } ?? ""
    let rest = Int64(fraction.padding(to: 9)) ?? 0
    return seconds &* 1_000_000_000 &+ rest
  }
}

extension Substring {
  fileprivate func padding(to length: Int) -> String {
    self + String(repeating: "0", count: Swift.max(0, length - count))
  }
}

/// Expected rows, one JSON object a line.
func expectedRows(_ path: String) throws -> [[String: ExpectedCell]] {
  let data = try Data(contentsOf: URL(filePath: path))
  return try data.split(separator: 0x0A).map { line in
    try JSONDecoder().decode([String: ExpectedCell].self, from: Data(line))
  }
}
