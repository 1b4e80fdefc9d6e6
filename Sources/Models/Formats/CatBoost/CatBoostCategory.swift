import Kernels
import Tabular

/// A column that is read as texts and hashed, as CatBoost hashes it.
///
/// The library hashes the text it was given; the table may hold a number or nothing in its place.
/// Where several texts are possible, the first that the model has seen in this feature is taken,
/// else the first: `3` or `3.0` for a number, `1` (what Python's truth values are to CatBoost),
/// `True` or `true` for a truth value, and for a missing cell `nan` or any text that table readers
/// take as missing.
struct CatBoostCategory: Sendable {
  /// The column among the model's features.
  let column: Int
  /// The user's names for integer codes.
  let names: [String]?
  /// The texts that a missing cell may have been.
  let missing: [String]
  /// Hashes that trees test for equality.
  let oneHotValues: Set<Int32>
  /// Tables of this feature alone.
  let tables: [CatBoostStatisticTable]
  /// Hashes of any feature.
  let otherHashes: Set<Int32>

  /// The hashes of a column's cells.
  struct Hashes: Sendable {
    /// By row, an index of ``hashes``.
    let codes: [Int32]
    let hashes: [Int32]
  }

  /// CatBoost's hash of a text.
  static func hash(_ utf8: ArraySlice<UInt8>) -> Int32 {
    Int32(truncatingIfNeeded: CityHash64.hash(utf8))
  }

  /// One row's code and hash for each cell.
  func hashes(of column: Column, parallel: Parallel) -> Hashes {
    switch column.values {
    case .categorical(let codes, let levels):
      let hashes = parallel.fill(count: levels.count, chunk: 1024, initial: Int32(0)) {
        for (offset, level) in $0.enumerated() { $1[offset] = hash(ofLevel: levels.utf8(level)) }
      }
      return Hashes(codes: codes, hashes: hashes, missing: hash(ofOneOf: missing))
    case .boolean(let cells):
      let hashes = [
        hash(ofOneOf: ["0", "False", "false", "FALSE"]),
        hash(ofOneOf: ["1", "True", "true", "TRUE"]),
      ]
      return Hashes(
        codes: cells.map { Int32($0) }, hashes: hashes, missing: hash(ofOneOf: missing))
    case .numeric(let cells):
      var codeOf: [UInt64: Int32] = [:]
      var hashes: [Int32] = []
      let codes = cells.map { cell -> Int32 in
        guard !cell.isNaN else { return -1 }
        if let code = codeOf[cell.bitPattern] { return code }
        let code = Int32(clamping: hashes.count)
        codeOf[cell.bitPattern] = code
        hashes.append(hash(ofNumber: cell))
        return code
      }
      return Hashes(codes: codes, hashes: hashes, missing: hash(ofOneOf: missing))
    }
  }

  private func hash(ofLevel utf8: ArraySlice<UInt8>) -> Int32 {
    guard let names else { return CatBoostCategory.hash(utf8) }
    let text = String(decoding: utf8, as: UTF8.self)
    guard let code = names.firstIndex(of: text) else { return hash(ofOneOf: missing) }
    return CatBoostCategory.hash(Array("\(code)".utf8)[...])
  }

  private func hash(ofNumber number: Double) -> Int32 {
    guard let whole = Int(exactly: number) else { return hash(ofOneOf: ["\(number)"]) }
    return hash(ofOneOf: ["\(whole)", "\(whole).0"])
  }

  private func hash(ofOneOf texts: [String]) -> Int32 {
    let hashes = texts.map { CatBoostCategory.hash(Array($0.utf8)[...]) }
    return hashes.first(where: isKnown) ?? hashes.first ?? 0
  }

  /// Whether the feature has seen the text. Where it stands in combinations alone, any feature's
  /// hashes must do.
  func knowsItself(_ text: String) -> Bool {
    let hash = CatBoostCategory.hash(Array(text.utf8)[...])
    if oneHotValues.isEmpty, tables.isEmpty { return otherHashes.contains(hash) }
    return oneHotValues.contains(hash)
      || tables.contains { $0.position(of: CatBoostCategory.key(0, adding: hash)) >= 0 }
  }

  /// Whether the model has seen the category of this hash.
  private func isKnown(_ hash: Int32) -> Bool {
    oneHotValues.contains(hash)
      || tables.contains { $0.position(of: CatBoostCategory.key(0, adding: hash)) >= 0 }
      || otherHashes.contains(hash)
  }

  /// The key of a combination, one more hash added.
  static func key(_ key: UInt64, adding hash: Int32) -> UInt64 {
    self.key(key, adding: UInt64(bitPattern: Int64(hash)))
  }

  /// The key of a combination, one more number added.
  static func key(_ key: UInt64, adding number: UInt64) -> UInt64 {
    let multiplier: UInt64 = 0x4906_BA49_4954_CB65
    return multiplier &* (key &+ multiplier &* number)
  }
}

extension CatBoostCategory.Hashes {
  /// - Parameters:
  ///   - codes: −1 where missing.
  ///   - missing: The hash of a missing cell.
  fileprivate init(codes: [Int32], hashes: [Int32], missing: Int32) {
    guard codes.contains(where: { $0 < 0 }) else {
      self.codes = codes
      self.hashes = hashes
      return
    }
    let code = Int32(clamping: hashes.count)
    self.codes = codes.map { $0 < 0 ? code : $0 }
    self.hashes = hashes + [missing]
  }
}
