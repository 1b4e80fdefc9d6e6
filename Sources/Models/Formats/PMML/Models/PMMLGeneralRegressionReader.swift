extension PMMLGeneralRegression {
  static func compile(_ context: PMMLModelContext) throws(ModelError) -> PMMLModelCatalog.Compiled {
    try PMMLGeneralRegressionReader(context).compiled()
  }
}

/// Reads the parameters, predictors and links of a `GeneralRegressionModel`.
private struct PMMLGeneralRegressionReader {
  private enum Kind: String, CaseIterable {
    case regression, generalLinear, multinomialLogistic, ordinalMultinomial, logLinear
    case generalizedLinear
    case cox = "CoxRegression"
  }
  private enum Link: String, CaseIterable {
    case cloglog, identity, log, logc, logit, loglog, negbin, oddspower, power, probit, cauchit
  }

  private let context: PMMLModelContext
  private var element: PMMLElement { context.element }
  private var parameters: [PMMLGeneralRegression.Parameter] = []
  private var positions: [String: Int] = [:]
  private var reference: [Double] = []
  /// Contrast matrices, and the columns read from them, so that each is read once.
  private var matrices: [String: [[Double]]] = [:]
  private var columns: [[String]: [Double: Double]] = [:]

  init(_ context: PMMLModelContext) throws(ModelError) {
    self.context = context
    for parameter in context.element.child("ParameterList")?.children("Parameter") ?? [] {
      positions[try parameter.required("name")] = parameters.count
      parameters.append([])
      context.compiler.reserve(columns: 1)
      reference.append(try parameter.number("referencePoint") ?? 0)
    }
    try readCells()
  }

  private mutating func readCells() throws(ModelError) {
    var contrasts: [String: PMMLElement] = [:]
    var factors: Set<String> = []
    var covariates: Set<String> = []
    for factor in element.child("FactorList")?.children("Predictor") ?? [] {
      let name = try factor.required("name")
      factors.insert(name)
      if factor.child("Matrix") != nil { contrasts[name] = factor }
    }
    for covariate in element.child("CovariateList")?.children("Predictor") ?? [] {
      covariates.insert(try covariate.required("name"))
    }
    for cell in element.child("PPMatrix")?.children("PPCell") ?? [] {
      let name = try cell.required("predictorName")
      let position = try self.position(cell)
      if cell["targetCategory"] != nil {
        throw cell.unsupported("a PPCell for one target category")
      }
      if covariates.contains(name) {
        let field = try context.scope.numericField(name, at: cell)
        parameters[position].append(
          .power(place: field.place, exponent: try cell.requiredNumber("value")))
        continue
      }
      guard factors.contains(name) else {
        throw cell.malformed("'\(name)' is neither in the FactorList nor in the CovariateList")
      }
      let field = try context.scope.field(name, at: cell)
      let text = try cell.required("value")
      if let contrast = contrasts[name] {
        let column = try self.column(text, of: contrast, field)
        parameters[position].append(.contrast(place: field.place, column: column))
      } else {
        let value = field.type.cell(of: text, &context.compiler.symbols) ?? .nan
        parameters[position].append(.indicator(place: field.place, value: value))
      }
    }
  }

  private func position(_ cell: PMMLElement) throws(ModelError) -> Int {
    let name = try cell.required("parameterName")
    guard let position = positions[name] else {
      throw cell.malformed("'\(name)' is no parameter of the model")
    }
    return position
  }

  /// The column of a contrast matrix that stands for a category.
  private mutating func column(
    _ category: String, of factor: PMMLElement, _ field: PMMLField
  ) throws(ModelError) -> [Double: Double] {
    if let known = columns[[field.name, category]] { return known }
    var categories: [String] = []
    for category in factor.child("Categories")?.children("Category") ?? [] {
      categories.append(try category.required("value"))
    }
    // Without a list of its own, a factor has the categories of its field.
    if categories.isEmpty {
      categories = context.compiler.dataFields[field.name]?.valueTexts ?? []
    }
    var known = matrices[field.name]
    if known == nil { known = try PMMLArray.matrix(try factor.requiredChild("Matrix")) }
    matrices[field.name] = known
    let rows = known ?? []
    guard let index = categories.firstIndex(of: category), rows.count == categories.count,
      rows.allSatisfy({ index < $0.count })
    else {
      throw factor.malformed(
        "the contrast matrix of '\(field.name)' has no column for the category '\(category)'")
    }
    var column: [Double: Double] = [:]
    for (category, row) in zip(categories, rows) {
      let cell = try context.compiler.cell(category, as: field.type, at: factor)
      column[cell] = row[index]
    }
    columns[[field.name, category]] = column
    return column
  }

  func compiled() throws(ModelError) -> PMMLModelCatalog.Compiled {
    let kind: Kind = try element.choice("modelType", default: nil)
    let isClassification = context.function == .classification
    switch kind {
    case .multinomialLogistic: return try multinomial()
    case .ordinalMultinomial: return try ordinal()
    case .cox:
      let (predictor, sum) = try single()
      return (make([predictor], .cox(try baseline(), reference: sum)), .none)
    case .regression, .generalLinear:
      return (make([try single().0], .value(.identity)), .none)
    case .logLinear: return (make([try single().0], .value(.exp)), .none)
    case .generalizedLinear:
      let link = try self.link()
      guard !isClassification else { return try binary(link) }
      return (
        make(
          [try single().0], .value(link), offset: try quantity("offset", otherwise: 0),
          trials: try quantity("trials", otherwise: 1)), .none
      )
    }
  }

  private func make(
    _ predictors: [PMMLGeneralRegression.Predictor], _ kind: PMMLGeneralRegression.Kind,
    offset: PMMLGeneralRegression.Quantity = .constant(0),
    trials: PMMLGeneralRegression.Quantity = .constant(1)
  ) -> PMMLGeneralRegression {
    PMMLGeneralRegression(
      parameters: parameters, predictors: predictors, kind: kind, offset: offset, trials: trials)
  }

  private func quantity(
    _ name: String, otherwise: Double
  ) throws(ModelError) -> PMMLGeneralRegression.Quantity {
    if let field = element["\(name)Variable"] {
      return .field(place: try context.scope.numericField(field, at: element).place)
    }
    return .constant(try element.number("\(name)Value") ?? otherwise)
  }

  private func link() throws(ModelError) -> PMMLLink {
    let link: Link = try element.choice("linkFunction", default: .identity)
    let parameter = try element.number("linkParameter")
    return switch link {
    case .identity: .identity
    case .log: .exp
    case .logc: .logc
    case .logit: .logit
    case .cloglog: .cloglog
    case .loglog: .loglog
    case .probit: .probit
    case .cauchit: .cauchit
    case .power: .power(parameter ?? 1)
    case .oddspower: .oddsPower(parameter ?? 1)
    case .negbin: .negativeBinomial(parameter ?? 1)
    }
  }

  /// The one predictor of a model, and Σ beta · reference point.
  private func single() throws(ModelError) -> (PMMLGeneralRegression.Predictor, Double) {
    var predictor = PMMLGeneralRegression.Predictor()
    var sum = 0.0
    for cell in element.child("ParamMatrix")?.children("PCell") ?? [] {
      let position = try position(cell)
      let beta = try cell.requiredNumber("beta")
      predictor.terms.append((position, beta))
      sum += beta * reference[position]
    }
    return (predictor, sum)
  }

  /// The predictors by target category, each with the terms that belong to all of them, and the
  /// categories in order of appearance.
  private func byCategory() throws(ModelError)
    -> (categories: [String], terms: [String: [(parameter: Int, beta: Double)]])
  {
    var categories: [String] = []
    var terms: [String: [(parameter: Int, beta: Double)]] = [:]
    var common: [(parameter: Int, beta: Double)] = []
    for cell in element.child("ParamMatrix")?.children("PCell") ?? [] {
      let term = (try position(cell), try cell.requiredNumber("beta"))
      guard let category = cell["targetCategory"] else {
        common.append(term)
        continue
      }
      if terms[category] == nil { categories.append(category) }
      terms[category, default: []].append(term)
    }
    for category in categories { terms[category]? += common }
    return (categories, terms)
  }

  /// All classes: those of the target field, those with predictors, and the reference.
  private func classes(_ categories: [String]) throws(ModelError) -> PMMLClasses {
    let declared = context.target?.field?.valueTexts ?? []
    let reference = element["targetReferenceCategory"].map { [$0] } ?? []
    var texts = categories + reference
    // Without a named reference it is the category that has no predictor.
    if reference.isEmpty { texts += declared.filter { !texts.contains($0) }.prefix(1) }
    return try PMMLClasses.of(texts, context)
  }

  private func multinomial() throws(ModelError) -> PMMLModelCatalog.Compiled {
    let (categories, terms) = try byCategory()
    let classes = try classes(categories)
    var predictors: [PMMLGeneralRegression.Predictor] = []
    for text in classes.texts { predictors.append(.init(terms: terms[text] ?? [])) }
    guard classes.count > 1 else { throw element.malformed("a classification needs two classes") }
    return (make(predictors, .multinomial), classes)
  }

  private func ordinal() throws(ModelError) -> PMMLModelCatalog.Compiled {
    let (categories, terms) = try byCategory()
    let classes = try classes(categories)
    enum Cumulative: String, CaseIterable { case logit, probit, cloglog, loglog, cauchit }
    let word: Cumulative = try element.choice("cumulativeLink", default: .logit)
    let link: PMMLLink =
      switch word {
      case .logit: .logit
      case .probit: .probit
      case .cloglog: .cloglog
      case .loglog: .loglog
      case .cauchit: .cauchit
      }
    guard classes.count == categories.count + 1, classes.texts.dropLast() == categories[...] else {
      throw element.malformed("an ordinal model needs a predictor for every category but the last")
    }
    var predictors = categories.map { PMMLGeneralRegression.Predictor(terms: terms[$0] ?? []) }
    predictors.append(.init())
    return (
      make(predictors, .ordinal(link), offset: try quantity("offset", otherwise: 0)), classes
    )
  }

  private func binary(_ link: PMMLLink) throws(ModelError) -> PMMLModelCatalog.Compiled {
    let (categories, terms) = try byCategory()
    let own = categories.first ?? context.target?.field?.valueTexts.last ?? "1"
    let declared = context.target?.field?.valueTexts ?? []
    let other =
      element["targetReferenceCategory"] ?? declared.first { $0 != own } ?? (own == "0" ? "1" : "0")
    let classes = try PMMLClasses.of([other, own], context)
    guard categories.count < 2, let position = classes[own], classes.count == 2 else {
      throw element.malformed("a generalizedLinear classification has two classes")
    }
    let predictor =
      categories.isEmpty
      ? try single().0 : PMMLGeneralRegression.Predictor(terms: terms[own] ?? [])
    return (
      make(
        [predictor], .binary(link, position: position),
        offset: try quantity("offset", otherwise: 0)), classes
    )
  }

  private func baseline() throws(ModelError) -> PMMLBaseline {
    let time = try context.scope.numericField(try element.required("endTimeVariable"), at: element)
    let tables = try element.requiredChild("BaseCumHazardTables")
    var byStratum: [Double: PMMLBaseline.Table] = [:]
    guard let name = element["baselineStrataVariable"] else {
      byStratum[0] = try table(tables)
      return PMMLBaseline(timePlace: time.place, stratumPlace: nil, tables: byStratum)
    }
    let field = try context.scope.field(name, at: element)
    for stratum in tables.children("BaselineStratum") {
      let cell = try context.compiler.cell(
        try stratum.required("value"), as: field.type, at: stratum)
      byStratum[cell] = try table(stratum)
    }
    return PMMLBaseline(timePlace: time.place, stratumPlace: field.place, tables: byStratum)
  }

  private func table(_ element: PMMLElement) throws(ModelError) -> PMMLBaseline.Table {
    var cells: [(time: Double, hazard: Double)] = []
    for cell in element.children("BaselineCell") {
      cells.append((try cell.requiredNumber("time"), try cell.requiredNumber("cumHazard")))
    }
    cells.sort { $0.time < $1.time }
    return PMMLBaseline.Table(
      maxTime: try element.number("maxTime") ?? .infinity, times: cells.map(\.time),
      hazards: cells.map(\.hazard))
  }
}
