internal import Findings
internal import Kernels
internal import Statistics

/// Finds the slices of one value a row that are worth reporting, on the rows that are searched.
struct SliceFinder: Sendable {
  let rows: SliceRows
  let options: SliceOptions
  let parallel: Parallel
  /// The columns of the searched rows.
  private let columns: [CodedColumn]
  /// The fewest searched rows of a slice: half of those asked for in one half of the rows.
  let minimumRows: Int

  init(_ rows: SliceRows, _ options: SliceOptions, _ parallel: Parallel) {
    (self.rows, self.options, self.parallel) = (rows, options, parallel)
    columns = rows.searchedColumns(parallel)
    let least = options.minimumRows(rows.count)
    minimumRows = rows.isSplit ? (least + 1) / 2 : least
  }

  /// The best slices, without those that others explain; best first.
  ///
  /// - Parameters:
  ///   - centre: the mean that a slice must exceed.
  ///   - tau: by how much.
  func slices(
    _ values: [Double], centre: Double, tau: Double
  ) throws(SliceSearchError) -> [FoundSlice] {
    guard !columns.isEmpty, rows.search.count >= minimumRows else { return [] }
    let searched = rows.searched(values)
    let found = try SliceSearch(
      columns: columns, values: searched, weights: rows.searchedWeights,
      options: options.search(minimumRows: minimumRows), parallel: parallel
    ).slices()
    let pruning = SlicePruning(
      columns: columns, values: searched, sample: rows.sample.selecting(rows.search),
      centre: centre, tau: tau,
      minimumRows: minimumRows)
    return pruning.listed(found, limit: options.limit)
  }

  /// What the best slice's standardised mean exceeds with probability `alpha` if none stands out;
  /// nil where the rows say nothing.
  func limit(
    _ redraw: MaxT, alpha: Double, seed: UInt64
  ) -> Double? {
    redraw.limit(
      columns: columns, depth: options.searchDepth, minimumRows: minimumRows, alpha: alpha,
      seed: seed, parallel: parallel)
  }

  /// Why there is no slice that could be looked at, or nil: a part of the searched rows that is large enough.
  ///
  /// A conjunction is no larger than its conditions, so single ones tell.
  var emptiness: String? {
    guard !columns.isEmpty else {
      return "no slice was searched: no column has two values or more"
    }
    let hasPart = columns.contains { column in
      var counts = [Int](repeating: 0, count: column.width)
      for code in column.codes where code != CodedColumn.none { counts[Int(code)] += 1 }
      return counts.contains { $0 >= minimumRows && $0 < rows.search.count }
    }
    guard !hasPart else { return nil }
    let style = NumberStyle.ascii
    return "no slice was searched: no value or bin of \(style.count(columns.count)) "
      + "\(columns.count == 1 ? "column" : "columns") holds at least "
      + "\(style.count(minimumRows)) of the \(style.count(rows.search.count)) searched rows, and not all"
  }

  /// Why the rows cannot be searched or redrawn, or nil.
  var refusal: String? {
    if let refusal = rows.refusal { return refusal }
    guard !rows.isSplit else { return nil }
    let work = CellMaxima.work(
      columns: columns.count, depth: options.searchDepth, rows: rows.search.count,
      redraws: MaxT.redraws)
    guard rows.search.count > MaxT.rowLimit || work > MaxT.workLimit else { return nil }
    return "'inference: max_t' redraws the losses too often for \(rows.search.count) rows and "
      + "\(columns.count) columns; 'inference: split' or fewer 'columns' takes less"
  }
}
