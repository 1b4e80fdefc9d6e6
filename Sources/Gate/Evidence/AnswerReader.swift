internal import Checks
internal import Kernels
internal import Metrics
internal import Models
internal import Tabular

/// Reads a model's scores as answers to the gate's question: which number is the positive class's, in
/// what order the classes stand.
struct AnswerReader: Sendable {
  let task: TaskKind
  /// The model's classes by name, if it names any.
  let named: [String]?
  /// The gate's classes; empty unless there are several.
  let classes: [String]
  /// The label's column, its values, and which of them is the positive one.
  let label: String
  let knownLabels: LabelValues
  let positive: String
  /// Whether a model that names no classes calls the positive one 0: its score is that of 1.
  var positiveIsFirst = false
  /// The model's file, for messages.
  let path: String
  let parallel: Parallel

  func answers(_ scores: Scores) throws(GateError) -> Answers {
    try refuseNonFinite(scores)
    switch task {
    case .binary:
      return .binary(
        scores: try positiveScores(scores), areProbabilities: scores.kind == .probability,
        isScored: scores.kind != .label)
    case .multiclass: return try multiclass(scores)
    case .regression:
      guard scores.outputs.count == 1 else {
        throw .unloadable(
          "\(path): gives \(scores.outputs.count) numbers a row; a regression gate needs one: 'output' "
            + "beside 'path' chooses it, 0 to \(scores.outputs.count - 1)")
      }
      return .regression(scores.outputs[0])
    case .ranking:
      guard scores.kind != .label else {
        throw .unloadable("\(path): gives decisions; a ranking gate needs a score for each row")
      }
      // Of two classes the second one's score ranks.
      guard let values = scores.outputs.last, scores.outputs.count <= 2 else {
        throw .unloadable(
          "\(path): gives \(scores.outputs.count) numbers a row; a ranking gate needs one: 'output' "
            + "beside 'path' chooses it, 0 to \(scores.outputs.count - 1)")
      }
      return .ranking(values)
    }
  }

  private func refuseNonFinite(_ scores: Scores) throws(GateError) {
    for output in scores.outputs {
      guard let first = output.firstIndex(where: { !$0.isFinite }) else { continue }
      let count = output.reduce(0) { $0 + ($1.isFinite ? 0 : 1) }
      throw .unloadable(
        "\(path): gives no finite score for \(count) row\(count == 1 ? "" : "s") (first: row \(first + 1))"
      )
    }
  }

  /// The score of the positive class of each row: a model that names classes is read by the names.
  private func positiveScores(_ scores: Scores) throws(GateError) -> [Double] {
    guard let last = scores.outputs.last, scores.outputs.count <= 2 else {
      throw .unloadable(
        "\(path): gives \(scores.outputs.count) scores a row; a binary gate needs one")
    }
    guard let named else {
      guard positiveIsFirst else { return last }
      if scores.outputs.count == 2 { return scores.outputs[0] }
      return last.map(AnswerReader.complement(scores.kind))
    }
    if let unknown = named.first(where: { $0 != positive && !knownLabels.classes.contains($0) }) {
      throw .unloadable(
        "\(path): names the class '\(unknown)', which is no value of label '\(label)' "
          + "(\(knownLabels.listed))"
          + (named.count == 2
            ? "; 'classes' beside 'path' lists the label's values in the order of the model's, "
              + named.joined(separator: ", ") : ""))
    }
    if scores.kind == .label {
      let place = named.firstIndex(of: positive).map(Double.init)
      return last.map { $0 == place ? 1 : 0 }
    }
    guard let place = named.firstIndex(of: positive),
      named.count == scores.outputs.count || named.count == 2
    else { throw .unloadable("\(path): has no score for the positive class '\(positive)'") }
    if named.count == scores.outputs.count { return scores.outputs[place] }
    // One score for two classes is that of the second.
    return place == 1 ? last : last.map(AnswerReader.complement(scores.kind))
  }

  /// The score of the other of two classes.
  private static func complement(_ kind: Scores.Kind) -> (Double) -> Double {
    switch kind {
    case .probability, .label: return { 1 - $0 }
    case .margin, .value: return { -$0 }
    }
  }

  private func multiclass(_ scores: Scores) throws(GateError) -> Answers {
    let order: ClassOrder
    switch ClassOrder.match(named, to: classes, isComplete: scores.kind != .label) {
    case .success(let found): order = found
    case .failure(let mismatch): throw .unloadable("\(path): \(mismatch.message(classes))")
    }
    if scores.kind == .label, let labels = scores.outputs.first {
      var decisions: [Int32] = []
      decisions.reserveCapacity(labels.count)
      for (row, label) in labels.enumerated() {
        guard let index = Int(exactly: label), order.places.indices.contains(index) else {
          throw .unloadable(
            "\(path): predicts \(label.plain) in row \(row + 1), which is no index of the "
              + "\(classes.count) classes")
        }
        decisions.append(Int32(order.places[index]))
      }
      return .multiclass(probabilities: [], decisions: decisions)
    }
    guard scores.outputs.count == classes.count else {
      throw .unloadable(
        "\(path): gives \(scores.outputs.count) scores a row for \(classes.count) classes")
    }
    var outputs = scores.outputs
    for (place, output) in zip(order.places, scores.outputs) { outputs[place] = output }
    let ordered = outputs
    let decisions = parallel.fill(count: scores.rowCount, chunk: 1 << 14, initial: Int32(0)) {
      range, part in
      for row in range {
        // The first of equal scores, as argmax of the reference libraries.
        var best = 0
        for output in 1..<ordered.count where ordered[output][row] > ordered[best][row] {
          best = output
        }
        part[row - range.lowerBound] = Int32(best)
      }
    }
    return .multiclass(
      probabilities: scores.kind == .probability ? ordered : [], decisions: decisions)
  }
}
