internal import Kernels
internal import Models
internal import Tabular

/// The scores of rows whose columns are exchanged, by the fastest way that the model allows.
///
/// - Trees whose inputs are columns: only what a change moves is summed again.
/// - Trees behind a preparation that mixes columns: the same, with the inputs prepared anew.
/// - Any other model: asked again with the columns replaced; one behind a program or a server is asked
///   about many permutations in one table.
struct PermutedScores {
  let rows: ScorableRows
  let parallel: Parallel

  /// A group of features with the donors of some repeats.
  struct Job: Sendable {
    let group: FeatureGroup
    let donors: [[Int32]]
  }

  /// How many bytes of scores one batch may hold; each finds the leaves of the rows as they are anew.
  static let byteLimit = 3 << 27

  /// The scores of a batch of jobs: `scores(job, repeat)`.
  struct Batch: Sendable {
    fileprivate enum Source: Sendable {
      case trees(TreeRows, ChangedMargins, places: [[(change: Int, way: Int)]])
      case scores([[Scores]])
    }
    fileprivate let source: Source

    /// One job's scores in one of its repeats, computed by one thread.
    func scores(job: Int, repeat turn: Int) -> Scores {
      let alone = Parallel(threads: 1)
      switch source {
      case .trees(let trees, let margins, let places):
        let place = places[job][turn]
        return trees.scores(
          margins.margins(change: place.change, way: place.way, parallel: alone), alone)
      case .scores(let scores): return scores[job][turn]
      }
    }
  }

  /// The trees, where they can be asked about changes.
  private var changingTrees: TreeRows? {
    rows.trees.flatMap { $0.trees.allowsChanges ? $0 : nil }
  }

  /// The scores of the rows as they are, by the same arithmetic as those of changed rows.
  func base() throws(ModelError) -> Scores {
    guard let trees = changingTrees,
      let margins = trees.trees.changedMargins(
        of: trees.inputs, rowCount: trees.rowCount, changes: [], parallel: parallel)
    else { return try rows.scores(parallel: parallel) }
    return trees.scores(margins.base(parallel: parallel), parallel)
  }

  /// Groups that are scored together, in order and about as many each time: as memory allows.
  ///
  /// - Parameter repeats: Of each group.
  func batches(ofGroups count: Int, repeats: Int) -> [Range<Int>] {
    guard count > 0 else { return [] }
    let outputs = rows.trees?.trees.ensemble.outputCount ?? 1
    let bytes = changingTrees?.trees.changedSumBytes ?? outputs * MemoryLayout<Double>.size
    let most = max(1, PermutedScores.byteLimit / max(1, bytes * repeats * rows.rowCount))
    let batches = (count + most - 1) / most
    let size = (count + batches - 1) / batches
    return stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
  }

  func scores(of jobs: [Job]) throws(ModelError) -> Batch {
    if let trees = changingTrees, let batch = try changed(trees, jobs) { return batch }
    return Batch(
      source: .scores(rows.model.description.isAsked ? try asked(jobs) : try replaced(jobs)))
  }

  // MARK: trees

  private func changed(_ trees: TreeRows, _ jobs: [Job]) throws(ModelError) -> Batch? {
    var changes: [InputChange] = []
    var places: [[(change: Int, way: Int)]] = []
    for job in jobs {
      if let inputs = exchangedInputs(trees, job.group) {
        places.append(job.donors.indices.map { (change: changes.count, way: $0) })
        changes.append(
          InputChange(
            features: inputs, columns: inputs.map { trees.inputs[$0] },
            donors: job.donors.map { $0 }))
        continue
      }
      var own: [(change: Int, way: Int)] = []
      for donors in job.donors {
        guard let change = try prepared(trees, job.group, donors) else { return nil }
        own.append((change: changes.count, way: 0))
        changes.append(change)
      }
      places.append(own)
    }
    return trees.trees.changedMargins(
      of: trees.inputs, rowCount: trees.rowCount, changes: changes, parallel: parallel
    ).map { Batch(source: .trees(trees, $0, places: places)) }
  }

  /// The inputs that a group's columns are; nil where inputs mix columns.
  private func exchangedInputs(_ trees: TreeRows, _ group: FeatureGroup) -> [Int]? {
    var inputs: [Int] = []
    for name in group.columns {
      guard let position = rows.table.names.firstIndex(of: name),
        let feature = rows.feature(ofColumn: position)
      else { continue }
      guard let own = trees.inputs(ofFeature: feature) else { return nil }
      inputs += own.filter { !inputs.contains($0) }
    }
    return inputs
  }

  /// The inputs that differ once the exchanged columns are prepared.
  private func prepared(
    _ trees: TreeRows, _ group: FeatureGroup, _ donors: [Int32]
  ) throws(ModelError) -> InputChange? {
    let table = rows.replaced(by: columns(of: group, donors))
    guard
      let other = try rows.model.treeRows(of: table, output: rows.output, parallel: parallel),
      other.inputs.count == trees.inputs.count
    else { return nil }
    let differing = trees.inputs.indices.filter { input in
      !zip(trees.inputs[input], other.inputs[input]).allSatisfy { $0.bitPattern == $1.bitPattern }
    }
    return InputChange(
      features: differing, columns: differing.map { other.inputs[$0] }, donors: [nil])
  }

  // MARK: any model

  private func columns(of group: FeatureGroup, _ donors: [Int32]) -> [Column] {
    group.columns.compactMap { rows.table[$0]?.selecting(rows: donors) }
  }

  private func replaced(_ jobs: [Job]) throws(ModelError) -> [[Scores]] {
    var scores: [[Scores]] = []
    for job in jobs {
      var own: [Scores] = []
      for donors in job.donors {
        own.append(
          try rows.scores(replacing: columns(of: job.group, donors), parallel: parallel))
      }
      scores.append(own)
    }
    return scores
  }

  /// The most rows of one question to a program or a server.
  private static let askedRows = 1 << 18

  private func asked(_ jobs: [Job]) throws(ModelError) -> [[Scores]] {
    let count = rows.rowCount
    let turns = jobs.enumerated().flatMap { job, each in
      each.donors.map { (job: job, group: each.group, donors: $0) }
    }
    var scores = jobs.map { _ in [Scores]() }
    let together = max(1, PermutedScores.askedRows / max(1, count))
    let own = (0..<count).map { Int32(truncatingIfNeeded: $0) }
    for start in stride(from: 0, to: turns.count, by: together) {
      let part = turns[start..<min(turns.count, start + together)]
      let columns = rows.table.columns.map { column in
        column.selecting(
          rows: part.flatMap { $0.group.columns.contains(column.name) ? $0.donors : own })
      }
      let answer = try rows.model.scores(
        for: Table(columns: columns, rowCount: count * part.count), output: rows.output,
        parallel: parallel)
      for (place, turn) in part.enumerated() {
        scores[turn.job].append(
          Scores(
            kind: answer.kind,
            outputs: answer.outputs.map { Array($0[place * count..<(place + 1) * count]) }))
      }
    }
    return scores
  }
}

extension ModelDescription {
  /// Whether another program answers, so that each question has its price.
  fileprivate var isAsked: Bool { isKnownByAnswersOnly }
}
