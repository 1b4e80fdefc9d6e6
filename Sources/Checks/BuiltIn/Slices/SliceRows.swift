internal import Kernels
internal import Statistics
internal import Tabular

/// The rows of a search for slices, and the columns that slices are made of. Rows of weight 0 are
/// absent; one that was seen k times is there k times.
struct SliceRows: Sendable {
  /// One value a row of the table; a column with one literal for all rows says nothing and is absent.
  let columns: [LiteralColumn]
  /// The weights and clusters of the table's rows. Frequencies are none: their rows are repeated.
  let sample: RowSample
  /// Rows of the table that slices are found on.
  let search: [Int32]
  /// Rows of the table that they are measured on: the others of a split, else the same.
  let test: [Int32]
  let isSplit: Bool
  /// Why no search is made on them, or nil.
  let refusal: String?

  /// - Parameter values: what is searched, to put rows of equal cells in order.
  init(
    _ table: LiteralTable, sample: RowSample, values: [Double], options: SliceOptions, seed: UInt64
  ) {
    columns = table.columns.filter {
      $0.coded.width > 1 || $0.coded.codes.contains(CodedColumn.none)
    }
    let clusters = sample.identity.clusters
    let countsRows = sample.meaning == .frequency && sample.weights != nil
    self.sample = RowSample(
      weights: countsRows ? nil : sample.weights, identity: RowIdentity(clusters: clusters))
    let total = sample.weights.map(Sums.unordered) ?? 0
    refusal =
      if countsRows, total > Double(PairedSampler.mostRows) {
        "the weights count more than \(PairedSampler.mostRows) rows, too many to search"
      } else if clusters != nil, options.inference == .maxT {
        "'inference: max_t' redraws rows one by one, and those of a cluster stand together; "
          + "'inference: split' fits"
      } else {
        nil
      }
    let present =
      refusal == nil ? Self.present(sample, count: table.keys.count, isRepeated: countsRows) : []
    isSplit = options.isSplit(present.count, isClustered: clusters != nil)
    if isSplit {
      // Rows of equal cells are not two witnesses, nor are those of a cluster: they go to the same half.
      let keys = RowIdentity(clusters: clusters, keys: table.keys)
        .drawingKeys(count: table.keys.count)
      let stream = SeededGenerator.mix(seed ^ SeededGenerator.stableHash("honest split"))
      let isTest = present.map { SeededGenerator.mix(keys[Int($0)] ^ stream) >> 63 == 1 }
      search = zip(present, isTest).compactMap { $1 ? nil : $0 }
      test = zip(present, isTest).compactMap { $1 ? $0 : nil }
    } else {
      // Redraws go by place, so the places must not depend on how the table is sorted.
      let weights = self.sample.weights
      search = present.sorted { a, b in
        let (a, b) = (Int(a), Int(b))
        if table.keys[a] != table.keys[b] { return table.keys[a] < table.keys[b] }
        if values[a] != values[b] { return values[a] < values[b] }
        return weights?[a] ?? 1 < weights?[b] ?? 1
      }
      test = search
    }
  }

  private static func present(
    _ sample: RowSample, count: Int, isRepeated: Bool
  ) -> [Int32] {
    guard let weights = sample.weights else { return (0..<count).map { Int32($0) } }
    return weights.indices.flatMap { row in
      repeatElement(
        Int32(truncatingIfNeeded: row),
        count: isRepeated ? Int(weights[row]) : weights[row] > 0 ? 1 : 0)
    }
  }

  /// How many rows there are in all.
  var count: Int { isSplit ? search.count + test.count : search.count }

  /// The columns of the rows that are searched.
  func searchedColumns(_ parallel: Parallel) -> [CodedColumn] {
    parallel.map(count: columns.count) { columns[$0].coded.selecting(search) }
  }

  /// The rows among `rows` that have all literals.
  func rows(_ literals: [Literal], among rows: [Int32]) -> [Int32] {
    rows.filter { row in
      literals.allSatisfy { Int(columns[$0.column].coded.codes[Int(row)]) == $0.code }
    }
  }

  /// One value of each row that is searched.
  func searched<Element>(_ values: [Element]) -> [Element] { search.map { values[Int($0)] } }

  /// The weights of the rows that are searched; nil means all 1.
  var searchedWeights: [Double]? { sample.weights.map(searched) }

  /// The measured rows that are not in `part`, which holds some of them in the same order.
  func test(without part: [Int32]) -> [Int32] {
    var next = 0
    return test.filter { row in
      guard next < part.count, part[next] == row else { return true }
      next += 1
      return false
    }
  }

  /// The slice's name, the same for any order of the columns: `age<30 & plan=deductible`.
  func name(_ literals: [Literal]) -> String {
    literals.sorted { columns[$0.column].name < columns[$1.column].name }
      .map { columns[$0.column].texts[$0.code] }.joined(separator: " & ")
  }

  /// One of `texts` of a column.
  typealias Literal = FoundSlice.Literal
}
