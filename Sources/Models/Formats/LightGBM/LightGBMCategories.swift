/// Which features are categorical, and the names of their categories (`pandas_categorical`).
struct LightGBMCategories {
  /// By feature: nil for numeric features, else the kind.
  let kinds: [Int: Feature.Kind]

  /// - Parameters:
  ///   - declared: The features of `[categorical_feature: …]` among the parameters.
  ///   - tested: The features that trees test for categories.
  ///   - json: The text behind `pandas_categorical:`, empty if there is none.
  init(
    header: LightGBMHeader, declared: [Int], tested: Set<Int>, json: [UInt8],
    options: ModelOptions
  ) throws(ModelError) {
    let lists = try LightGBMCategories.lists(json)
    let categorical = Set(header.listedCategories).union(tested).sorted()
    let named = [header.listedCategories, declared, categorical].first { $0.count == lists.count }
    var kinds: [Int: Feature.Kind] = [:]
    for feature in Set(categorical).union(declared) { kinds[feature] = .categorical(names: nil) }
    if let named, !lists.isEmpty {
      for (feature, names) in zip(named, lists) { kinds[feature] = .categorical(names: names) }
    } else if !lists.isEmpty, options.categories.isEmpty {
      throw .unsupported(
        feature:
          "\(lists.count) lists of pandas categories for \(categorical.count) categorical features",
        advice: "name the categories of each feature with 'categories'")
    }
    self.kinds = kinds
  }

  private static func lists(_ json: [UInt8]) throws(ModelError) -> [[String]] {
    guard !json.isEmpty else { return [] }
    let node = DocumentNode(
      try JSONReader.read(json, DocumentReading(unboxesNumbers: false)),
      path: .key("pandas_categorical", of: .root))
    guard node.value != .null else { return [] }
    var lists: [[String]] = []
    for list in try node.elements() {
      var names: [String] = []
      for element in try list.elements() { names.append(try name(element)) }
      lists.append(names)
    }
    return lists
  }

  /// A category as the text that cells are compared with.
  private static func name(_ element: DocumentNode) throws(ModelError) -> String {
    switch element.value {
    case .string(let text): return text
    case .integer(let number): return String(number)
    case .number(let number): return String(number)
    case .boolean(let isTrue): return String(isTrue)
    case .null, .integers, .floats, .doubles, .array, .object:
      throw element.malformed("is \(element.value.typeName); a text or a number is expected")
    }
  }
}
