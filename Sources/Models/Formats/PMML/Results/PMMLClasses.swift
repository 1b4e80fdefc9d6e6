import Kernels

/// The classes of a classification model, in the order of its outputs.
struct PMMLClasses: Sendable {
  private(set) var texts: [String] = []
  /// The classes as values of the target field.
  private(set) var cells: [Double] = []
  private var positions: [String: Int] = [:]

  static let none = PMMLClasses()

  /// The distinct `texts`: those that the target field names in its order, then others in theirs.
  static func of(
    _ texts: [String], _ context: PMMLModelContext
  ) throws(ModelError) -> PMMLClasses {
    var classes = PMMLClasses()
    let wanted = Set(texts)
    let declared = context.target?.field?.valueTexts ?? []
    for text in declared + texts where wanted.contains(text) && classes.positions[text] == nil {
      classes.positions[text] = classes.texts.count
      classes.texts.append(text)
      let type = context.target?.type ?? .text
      classes.cells.append(type.cell(of: text, &context.compiler.symbols) ?? .nan)
    }
    guard classes.texts.count <= Limits.Models.pmmlClasses else {
      throw .tooLarge(
        what: "the number of classes", limit: Limits.text(count: Limits.Models.pmmlClasses))
    }
    context.compiler.reserve(columns: 3 * classes.texts.count)
    return classes
  }

  /// The position of a class that ``of(_:_:)`` has seen.
  subscript(_ text: String) -> Int? { positions[text] }

  var count: Int { texts.count }
}
