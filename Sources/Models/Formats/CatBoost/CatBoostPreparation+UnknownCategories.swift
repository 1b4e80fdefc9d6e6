import Tabular

extension CatBoostPreparation {
  /// Of the features whose statistics or list of hashes hold every category of the training.
  ///
  /// A one-hot feature without such a list shows only the categories that a tree tests, and any other
  /// one may have been there too: it counts where none of several categories in the column is tested.
  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    guard !categories.isEmpty else { return [] }
    let columns = try binding.matched(table)
    return categories.compactMap { category in
      let column = columns[category.column]
      if let names = category.names {
        return UnknownCategories(
          at: category.column, of: column,
          known: CategoryCoder(names: names, refusesUnknown: false),
          weights: weights)
      }
      guard category.listsAll || !category.oneHotValues.isEmpty else { return nil }
      let unknown = UnknownCategories(
        at: category.column, of: column, known: category, weights: weights)
      guard !category.listsAll else { return unknown }
      let present = UnknownCategories(
        at: category.column, of: column, known: NoCategories(), weights: weights)
      return unknown.rows == present.rows && column.hasSeveralValues ? unknown : nil
    }
  }

  /// What knows nothing: every cell that is not missing counts.
  private struct NoCategories: KnownCategories {
    func knows(text utf8: ArraySlice<UInt8>) -> Bool { false }
    func knows(number: Double) -> Bool { false }
    func knows(truth isTrue: Bool) -> Bool { false }
  }
}

extension CatBoostCategory: KnownCategories {
  /// Whether the file holds every category that training saw.
  var listsAll: Bool { !tables.isEmpty || !otherHashes.isEmpty }

  func knows(text utf8: ArraySlice<UInt8>) -> Bool { isListed(CatBoostCategory.hash(utf8)) }

  func knows(number: Double) -> Bool {
    guard let whole = Int(exactly: number) else { return knowsOne(of: ["\(number)"]) }
    return knowsOne(of: ["\(whole)", "\(whole).0"])
  }

  func knows(truth isTrue: Bool) -> Bool {
    knowsOne(of: isTrue ? ["1", "True", "true", "TRUE"] : ["0", "False", "false", "FALSE"])
  }

  private func knowsOne(of texts: [String]) -> Bool {
    texts.contains { isListed(CatBoostCategory.hash(Array($0.utf8)[...])) }
  }

  /// By the feature's own statistics where it has some: the list of hashes is that of all features.
  private func isListed(_ hash: Int32) -> Bool {
    if oneHotValues.contains(hash) { return true }
    guard !tables.isEmpty else { return otherHashes.contains(hash) }
    let key = CatBoostCategory.key(0, adding: hash)
    return tables.contains { $0.position(of: key) >= 0 }
  }
}

extension Column {
  /// Whether two cells that are not missing differ.
  fileprivate var hasSeveralValues: Bool {
    switch values {
    case .categorical(_, let levels): levels.count > 1
    case .boolean(let flags): flags.contains(0) && flags.contains(1)
    case .numeric(let numbers):
      if let first = numbers.first(where: { !$0.isNaN }) {
        numbers.contains { !$0.isNaN && $0 != first }
      } else {
        false
      }
    }
  }
}
