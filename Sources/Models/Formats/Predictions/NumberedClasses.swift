/// Numbers that stand for classes: values of the label, or places in the list of classes that the user
/// gives.
struct NumberedClasses {
  let names: [String]
  /// By row, the index of `names`.
  let places: [Double]

  /// - Parameters:
  ///   - numbers: finite.
  ///   - isStated: whether the user says that they are classes.
  /// - Returns: nil if they are none, or nothing says which.
  /// - Throws: ``ModelError`` where they must be classes and no one can know which.
  init?(
    _ numbers: [Double], in column: String, areFlags: Bool, isStated: Bool,
    _ options: PredictionOptions
  ) throws(ModelError) {
    guard let label = options.label, !label.classes.isEmpty else { return nil }
    let listed = options.classes ?? options.sharedClasses
    let names = listed ?? label.classes
    let reading = NumberReading(column: column, areFlags: areFlags, names: names, label: label)
    guard let distinct = reading.distinct(numbers) else {
      if isStated { throw reading.stray(numbers) }
      return nil
    }
    let byName = reading.byName(distinct)
    let byPlace = listed == nil ? nil : reading.byPlace(distinct)
    if let byName, let byPlace, byName != byPlace, options.classes != nil {
      throw reading.ambiguous(distinct)
    }
    if let places = byName ?? byPlace {
      self.names = names
      self.places = numbers.map { places[$0] ?? .nan }
      return
    }
    if label.classes.count > 1, reading.byPlace(distinct) != nil {
      throw reading.unknown(distinct, isListed: listed != nil)
    }
    // A number a row says nothing about three classes, unless it names one.
    if isStated || label.classes.count > 2 && distinct.allSatisfy({ $0 == $0.rounded() }) {
      throw reading.stray(numbers)
    }
    return nil
  }
}

/// How numbers may be read as classes.
private struct NumberReading {
  let column: String
  let areFlags: Bool
  let names: [String]
  let label: LabelValues

  /// The values by size; nil if there are many more than classes.
  func distinct(_ numbers: [Double]) -> [Double]? {
    var seen: Set<Double> = []
    for number in numbers where seen.insert(number).inserted {
      // A share can be no class, unless a class is called so: most tables are known by their first row.
      if number != number.rounded(), name(number) == nil { return nil }
      if seen.count > max(names.count, label.classes.count) + 8 { return nil }
    }
    return seen.sorted()
  }

  func byName(_ distinct: [Double]) -> [Double: Double]? {
    places(distinct) { ClassName.place(of: text($0), in: names) }
  }

  func byPlace(_ distinct: [Double]) -> [Double: Double]? {
    places(distinct) { number in
      Int(exactly: number).flatMap { names.indices.contains($0) ? $0 : nil }
    }
  }

  private func places(_ distinct: [Double], _ place: (Double) -> Int?) -> [Double: Double]? {
    var found: [Double: Double] = [:]
    for number in distinct {
      guard let place = place(number) else { return nil }
      found[number] = Double(place)
    }
    return found
  }

  private func name(_ number: Double) -> Int? { ClassName.place(of: text(number), in: names) }

  private func text(_ number: Double) -> String {
    areFlags ? number == 1 ? "true" : "false" : ClassName.text(number)
  }

  private func listed(_ distinct: [Double]) -> String {
    distinct.prefix(6).map(text).joined(separator: ", ") + (distinct.count > 6 ? ", …" : "")
  }

  func unknown(_ distinct: [Double], isListed: Bool) -> ModelError {
    .malformed(
      place: "column '\(column)'",
      problem: "holds \(listed(distinct)), and label '\(label.column)' has the values "
        + "\(label.listed); 'classes' beside 'path' must say which is which, in the order "
        + (areFlags ? "false, true" : "0, 1, …")
        + (isListed ? ", with every value of the label" : ""))
  }

  func ambiguous(_ distinct: [Double]) -> ModelError {
    .malformed(
      place: "column '\(column)'",
      problem: "holds \(listed(distinct)), which 'classes' beside 'path' has both as values and as "
        + "places from 0 on; leave 'classes' out where they are values of label '\(label.column)'")
  }

  func stray(_ numbers: [Double]) -> ModelError {
    let row = numbers.firstIndex { name($0) == nil } ?? 0
    return .malformed(
      place: "row \(row + 1), column '\(column)'",
      problem:
        "is \(numbers.indices.contains(row) ? text(numbers[row]) : ""), which is no value of "
        + "label '\(label.column)' (\(label.listed)); 'data.classes' may list more classes than occur"
    )
  }
}
