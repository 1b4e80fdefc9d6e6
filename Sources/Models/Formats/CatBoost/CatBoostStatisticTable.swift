/// What training counted for each combination of categories, by the hash of the combination.
struct CatBoostStatisticTable: Sendable {
  /// What is stored for an entry.
  enum Counts: Sendable {
    /// Rows of each class of the target, `width` numbers for each entry.
    case classes([Int32], width: Int)
    /// A sum of targets and its rows.
    case means(sums: [Float], counts: [Int32])
    /// Rows.
    case rows([Int32])
  }

  private var positions: [UInt64: Int32] = [:]
  private let counts: Counts
  /// What counters are divided by.
  private let denominator: Int32

  /// The hash that marks an empty place.
  static let filler = UInt64.max

  /// - Parameter entries: A hash and its position in `counts`, of each combination.
  init(
    entries: [(key: UInt64, position: UInt32)], counts: Counts, denominator: Int32, place: String
  ) throws(ModelError) {
    let count =
      switch counts {
      case .classes(let numbers, let width): numbers.count / max(1, width)
      case .means(let sums, let counts): min(sums.count, counts.count)
      case .rows(let numbers): numbers.count
      }
    positions.reserveCapacity(entries.count)
    for (key, position) in entries {
      guard let index = Int32(exactly: position), index < count else {
        throw .malformed(place: place, problem: "names entry \(position) of \(count)")
      }
      guard positions.updateValue(index, forKey: key) == nil else {
        throw .malformed(place: place, problem: "holds the hash \(key) twice")
      }
    }
    self.counts = counts
    self.denominator = denominator
  }

  /// Where the entry of a combination stands; −1 if training never saw it.
  func position(of key: UInt64) -> Int32 { positions[key] ?? -1 }

  /// The value of the entry at `position`; of an unseen combination for −1.
  func value(of statistic: CatBoostStatistic, at position: Int32) -> Float {
    let isSeen = position >= 0
    let index = Int(position)
    switch counts {
    case .means(let sums, let counts):
      return statistic.value(
        count: isSeen ? sums[index] : 0, total: isSeen ? Float(counts[index]) : 0)
    case .rows(let numbers):
      return statistic.value(count: isSeen ? Float(numbers[index]) : 0, total: Float(denominator))
    case .classes(let numbers, let width):
      guard isSeen else { return statistic.value(count: 0, total: 0) }
      let classes = numbers[index * width..<(index + 1) * width]
      let target = statistic.targetBorder
      let good =
        statistic.source.kind == .buckets
        ? Int(classes[classes.startIndex + target])
        : classes.dropFirst(target + 1).reduce(0) { $0 + Int($1) }
      return statistic.value(
        count: Float(good), total: Float(classes.reduce(0) { $0 + Int($1) }))
    }
  }

  /// Whether the table holds what `statistic` reads.
  func fits(_ statistic: CatBoostStatistic) -> Bool {
    switch (counts, statistic.source.kind) {
    case (.classes(_, let width), .borders), (.classes(_, let width), .buckets):
      (0..<width).contains(statistic.targetBorder)
    case (.means, .binarizedMean), (.means, .floatMean), (.rows, .counter), (.rows, .frequency):
      true
    default: false
    }
  }
}
