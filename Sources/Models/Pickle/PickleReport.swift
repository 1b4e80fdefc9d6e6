import Kernels

/// What a pickle would do when it is loaded, as far as reading it tells.
package struct PickleReport: Sendable {
  /// What the file is: `a pickle (protocol 4)`, `a gzip-compressed joblib file`.
  package internal(set) var container: String
  /// Every name that would be imported, in order of first appearance.
  package internal(set) var imports: [PickleImport] = []
  /// Names that are called, or whose state is set by the pickle.
  package internal(set) var called: Set<PickleImport> = []
  /// What else a reader should know: several pickles, a broken tail, parts that cannot be followed.
  package internal(set) var notes: [String] = []

  init(container: String) { self.container = container }

  /// The highest risk; unknown too where a part could not be read.
  package var risk: PickleImport.Risk {
    if imports.contains(where: { $0.risk == .dangerous }) { return .dangerous }
    return isComplete && !imports.contains { $0.risk == .unknown } ? .plain : .unknown
  }

  /// How many instructions were followed.
  var steps = 0
  /// Whether no more are.
  var isExhausted: Bool { steps >= Limits.Models.pickleSteps }

  /// Whether all of the file was followed.
  package internal(set) var isComplete = true

  /// The most names that are kept; more are counted in a note.
  private static let mostImports = 10_000

  mutating func add(_ item: PickleImport, isCalled: Bool = false) {
    if isCalled { called.insert(item) }
    guard !seen.contains(item) else { return }
    guard imports.count < PickleReport.mostImports else {
      note("more than \(PickleReport.mostImports) names are imported", isComplete: false)
      return
    }
    seen.insert(item)
    imports.append(item)
  }
  private var seen: Set<PickleImport> = []

  mutating func note(_ text: String, isComplete: Bool = true) {
    if !isComplete { self.isComplete = false }
    if !notes.contains(text), notes.count < 20 { notes.append(text) }
  }

  /// What to do instead of loading it.
  package var advice: String {
    let packages = Set(imports.map { $0.module.prefix { $0 != "." } })
    if packages.contains("xgboost") {
      return "save the booster with model.save_model('model.ubj')"
    }
    if packages.contains("lightgbm") {
      return "save the booster with model.booster_.save_model('model.txt')"
    }
    if packages.contains("catboost") { return "save the model with model.save_model('model.cbm')" }
    if packages.contains("sklearn") {
      return "save the model with skops.io.dump(model, 'model.skops')"
    }
    if packages.contains("torch") {
      return "export the model as ONNX, or use a table of predictions"
    }
    return "score the rows in Python and use a table of predictions"
  }
}
