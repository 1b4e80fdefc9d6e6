import Glibc

/// Powers that keep what is missing: in C, NaN to the power of 0 is 1.
enum PMMLPower {
  static func of(_ base: Double, _ exponent: Double) -> Double {
    base.isNaN ? .nan : pow(base, exponent)
  }
}

extension PMMLRegression {
  static func compile(_ context: PMMLModelContext) throws(ModelError) -> PMMLModelCatalog.Compiled {
    let element = context.element
    let elements = element.children("RegressionTable")
    guard !elements.isEmpty else { throw element.malformed("the model has no RegressionTable") }
    let isClassification = context.function == .classification
    var texts: [String] = []
    for table in elements where isClassification {
      texts.append(try table.required("targetCategory"))
    }
    if !isClassification, elements.count > 1 {
      throw element.malformed("a regression has one RegressionTable, not \(elements.count)")
    }
    let classes = isClassification ? try PMMLClasses.of(texts, context) : .none
    guard classes.count == texts.count else {
      throw element.malformed("two RegressionTables are for the same class")
    }
    var tables: [Table] = []
    for table in elements { tables.append(try self.table(table, context)) }
    let isOrdinal = isClassification && context.target?.type.opType == .ordinal
    let scorer = PMMLRegression(
      tables: tables,
      normalization: try element.choice("normalizationMethod", default: Normalization.none),
      classCount: classes.count, isOrdinal: isOrdinal, isFloat: context.isFloat)
    guard isClassification else { return (scorer, classes) }
    guard classes.count > 1 else {
      throw element.malformed("a classification needs two RegressionTables at least")
    }
    // The tables' own order says which of them is the complement of the others.
    return (PMMLReordered(base: scorer, order: texts.compactMap { classes[$0] }), classes)
  }

  private static func table(
    _ element: PMMLElement, _ context: PMMLModelContext
  ) throws(ModelError) -> Table {
    var terms: [Term] = []
    for child in element.children {
      switch child.name {
      case "NumericPredictor":
        let field = try context.scope.numericField(try child.required("name"), at: child)
        terms.append(
          .power(
            place: field.place, exponent: try child.number("exponent") ?? 1,
            coefficient: context.rounded(try child.requiredNumber("coefficient"))))
      case "CategoricalPredictor":
        let field = try context.scope.field(try child.required("name"), at: child)
        let value = field.type.cell(
          of: try child.required("value"), &context.compiler.symbols)
        terms.append(
          .indicator(
            place: field.place, value: value ?? .nan,
            coefficient: context.rounded(try child.requiredNumber("coefficient"))))
      case "PredictorTerm":
        var places: [Int] = []
        for reference in child.children("FieldRef") {
          let name = try reference.required("field")
          places.append(try context.scope.numericField(name, at: reference).place)
        }
        terms.append(
          .product(
            places: places, coefficient: context.rounded(try child.requiredNumber("coefficient"))))
      default: continue
      }
    }
    return Table(
      intercept: context.rounded(try element.number("intercept") ?? 0), terms: terms)
  }
}

extension PMMLScope {
  /// A field whose values are numbers; of texts, a column of the numbers that they are.
  func numericField(_ name: String, at element: PMMLElement) throws(ModelError) -> PMMLField {
    let field = try field(name, at: element)
    guard field.type.isText else { return field }
    let cast = PMMLCast.to(.number, PMMLFieldValue(place: field.place, type: field.type))
    return try add(cast, name: "\(name) as a number", type: .number, at: element)
  }
}

/// A model whose classes stand in another order than those of the whole.
struct PMMLReordered: PMMLScorer {
  let base: any PMMLScorer
  /// By class of the base, its position.
  let order: [Int]

  func score(_ frame: PMMLFrame) -> PMMLResult {
    let result = base.score(frame)
    guard order != Array(order.indices) else { return result }
    var probabilities = result.probabilities
    for (index, position) in order.enumerated() where index < result.probabilities.count {
      probabilities[position] = result.probabilities[index]
    }
    var moved = result
    moved.probabilities = probabilities
    moved.predictions = result.predictions.map { prediction in
      Int(exactly: prediction).map { Double(order[$0]) } ?? .nan
    }
    return moved
  }
}
