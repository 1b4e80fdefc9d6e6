import Tabular

extension PMMLPreparation {
  /// Of the fields whose dictionary lists their values, and whose invalid values are let through.
  func unknownCategories(in table: Table, weights: [Double]?) -> [UnknownCategories] {
    inputs.enumerated().compactMap { position, input in
      let data = input.data
      guard !data.valueTexts.isEmpty, data.type.isText || data.type.opType != .continuous,
        let column = table[data.name]
      else { return nil }
      // What means missing is known.
      return UnknownCategories(
        at: position, of: column,
        known: CategoryCoder(
          names: data.valueTexts + data.missingTexts.sorted(), refusesUnknown: false),
        weights: weights)
    }
  }
}
