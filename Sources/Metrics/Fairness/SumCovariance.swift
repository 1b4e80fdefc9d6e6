/// How the sums of a ``GroupSums`` vary together: all that standard errors need of the rows.
struct SumCovariance: Sendable {
  /// Covariances of the eight sums of one group with those of another, row by row.
  struct Block: Sendable {
    var rows: [SIMD8<Double>] = Array(repeating: SIMD8(), count: 8)

    mutating func addOuter(_ a: SIMD8<Double>, _ b: SIMD8<Double>) {
      for lane in 0..<8 where a[lane] != 0 { rows[lane] += a[lane] * b }
    }

    mutating func add(_ other: Block) {
      for lane in 0..<8 { rows[lane] += other.rows[lane] }
    }

    /// aᵀ B b.
    func product(_ a: SIMD8<Double>, _ b: SIMD8<Double>) -> Double {
      var sum = 0.0
      for lane in 0..<8 where a[lane] != 0 { sum += a[lane] * (rows[lane] * b).sum() }
      return sum
    }
  }

  enum Storage: Sendable {
    /// Each row is in one lane: the sum of squares of each lane, by group.
    case lanes([SIMD8<Double>])
    /// By group; rows are independent.
    case groups([Block])
    /// By pair of groups: clusters may have rows in both.
    case pairs([Block], groups: Int)
  }

  let storage: Storage
  /// n / (n - 1) of each group's independent observations; nil for a group with fewer than two.
  let factors: [Double?]

  /// The covariance of two numbers; nil where a group has too few observations to vary.
  func covariance(_ a: SumGradient, _ b: SumGradient) -> Double? {
    var sum = 0.0
    for x in a.parts {
      for y in b.parts {
        guard let factor = factors[x.group], factors[y.group] != nil else { return nil }
        switch storage {
        case .lanes(let squares):
          if x.group == y.group {
            sum += factor * (x.slopes * squares[x.group] * y.slopes).sum()
          }
        case .groups(let blocks):
          if x.group == y.group { sum += factor * blocks[x.group].product(x.slopes, y.slopes) }
        case .pairs(let blocks, let groups):
          sum += factor * blocks[x.group * groups + y.group].product(x.slopes, y.slopes)
        }
      }
    }
    return sum
  }

  /// The standard error of a number; nil where a group has too few observations to vary.
  func standardError(_ gradient: SumGradient) -> Double? {
    covariance(gradient, gradient).map { max(0, $0).squareRoot() }
  }

  /// Whether rows of different groups may be in one cluster.
  var isClustered: Bool { if case .pairs = storage { true } else { false } }
}
