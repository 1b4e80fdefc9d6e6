import Tabular

/// A column of predicted classes beside one of scores.
struct PredictedClassColumn {
  let name: String
  /// The classes as the column has them: numbers by size, texts by their bytes.
  let own: [String]
  /// By row, the index of ``own``.
  let codes: [Int]
  /// The label's class for each of ``own``; nil if one of them is no value of the label.
  let places: [Int]?
  /// Whether its name leaves no doubt that it is not the truth.
  let isCertain: Bool

  /// Columns with such names hold predicted classes.
  private static let certainNames = [
    "prediction_label", "predicted_label", "predicted_class", "scored labels", "pred_label",
    "pred_class", ".pred_class", "predicted", "prediction", "predictions", "predict", "y_pred",
    "yhat",
  ]
  /// Columns with such names hold predicted classes, the truth, or something else.
  private static let likelyNames = ["label", "class"]

  /// The first column with a usual name that holds classes.
  static func find(
    beside score: String, in table: Table, _ options: PredictionOptions, _ label: LabelValues
  ) -> PredictedClassColumn? {
    for (names, isCertain) in [(certainNames, true), (likelyNames, false)] {
      for name in names {
        for column in table.columns where column.name.lowercased() == name {
          guard column.name != score, column.name != options.id,
            let found = PredictedClassColumn(column, isCertain: isCertain, options, label)
          else { continue }
          return found
        }
      }
    }
    return nil
  }

  /// - Returns: nil if a cell is missing, or there are far more values than classes.
  private init?(
    _ column: Column, isCertain: Bool, _ options: PredictionOptions, _ label: LabelValues
  ) {
    let coded: (own: [String], codes: [Int])?
    switch column.values {
    case .categorical(let codes, let levels): coded = PredictedClassColumn.coded(codes, levels)
    case .boolean(let flags):
      coded = flags.contains(-1) ? nil : (["false", "true"], flags.map(Int.init))
    case .numeric(let numbers):
      coded = PredictedClassColumn.coded(numbers, limit: label.classes.count + 8)
    }
    guard let coded else { return nil }
    name = column.name
    self.isCertain = isCertain && column.name != label.column
    (own, codes) = coded
    places = PredictedClassColumn.places(
      of: coded.own, listed: options.classes ?? options.sharedClasses, label)
  }

  private static func coded(
    _ codes: [Int32], _ levels: Levels
  ) -> (own: [String], codes: [Int])? {
    guard levels.count <= LabelValues.limit, !codes.contains(where: { $0 < 0 }) else { return nil }
    let order = levels.indices.sorted { LabelValues.byBytes(levels[$0], levels[$1]) }
    var ranks = [Int](repeating: 0, count: levels.count)
    for (rank, level) in order.enumerated() { ranks[level] = rank }
    return (order.map { levels[$0] }, codes.map { ranks[Int($0)] })
  }

  private static func coded(_ numbers: [Double], limit: Int) -> (own: [String], codes: [Int])? {
    var seen: Set<Double> = []
    for number in numbers where seen.insert(number).inserted {
      guard number.isFinite, seen.count <= limit else { return nil }
    }
    let sorted = seen.sorted()
    var ranks: [Double: Int] = [:]
    for (rank, number) in sorted.enumerated() { ranks[number] = rank }
    return (sorted.map(ClassName.text), numbers.map { ranks[$0] ?? 0 })
  }

  private static func places(
    of own: [String], listed: [String]?, _ label: LabelValues
  ) -> [Int]? {
    let found = own.enumerated().compactMap { position, name -> Int? in
      if let place = ClassName.place(of: name, in: label.classes) { return place }
      // Numbers are places in the list, names stand in its order.
      if let listed {
        let place = Int(name) ?? (own.count == listed.count ? position : nil)
        guard let place, listed.indices.contains(place) else { return nil }
        return ClassName.place(of: listed[place], in: label.classes)
      }
      // Weka puts the number of the class in front: `2:yes`.
      guard let colon = name.firstIndex(of: ":"), Int(name[..<colon]) != nil else { return nil }
      return ClassName.place(of: String(name[name.index(after: colon)...]), in: label.classes)
    }
    return found.count == own.count ? found : nil
  }
}
