/// A field of a `MiningSchema`: what becomes of missing, invalid and extreme values.
struct PMMLMiningField {
  enum Usage: String, CaseIterable {
    case active, target, predicted, supplementary, group, order, frequencyWeight, analysisWeight
  }
  enum Invalid: String, CaseIterable { case returnInvalid, asIs, asMissing, asValue }
  enum Missing: String, CaseIterable {
    case asIs, asMean, asMode, asMedian, asValue, returnInvalid
  }
  enum Outliers: String, CaseIterable { case asIs, asMissingValues, asExtremeValues }

  let name: String
  let usage: Usage
  let invalid: Invalid
  let invalidReplacement: Double?
  let missingIsRefused: Bool
  let missingReplacement: Double?
  let outliers: Outliers
  let low: Double
  let high: Double

  var isTarget: Bool { usage == .target || usage == .predicted }

  /// - Parameter type: Of the field, to read replacement values; nil for a field that is unknown.
  init(
    _ element: PMMLElement, type: PMMLFieldType?, _ symbols: inout PMMLSymbols
  ) throws(ModelError) {
    name = try element.required("name")
    usage = try element.choice("usageType", default: .active)
    invalid = try element.choice("invalidValueTreatment", default: .returnInvalid)
    let missing: Missing = try element.choice("missingValueTreatment", default: .asIs)
    missingIsRefused = missing == .returnInvalid
    outliers = try element.choice("outliers", default: .asIs)
    low = try element.number("lowValue") ?? -.infinity
    high = try element.number("highValue") ?? .infinity
    guard low <= high else {
      throw element.malformed("lowValue is above highValue")
    }
    missingReplacement = try PMMLMiningField.cell(
      "missingValueReplacement", of: element, type, &symbols)
    invalidReplacement = try PMMLMiningField.cell(
      "invalidValueReplacement", of: element, type, &symbols)
    if invalid == .asValue, invalidReplacement == nil {
      throw element.malformed("invalidValueTreatment asValue needs an invalidValueReplacement")
    }
  }

  private static func cell(
    _ attribute: String, of element: PMMLElement, _ type: PMMLFieldType?,
    _ symbols: inout PMMLSymbols
  ) throws(ModelError) -> Double? {
    guard let text = element[attribute], let type else { return nil }
    guard let cell = type.cell(of: text, &symbols) else {
      throw element.malformed(
        "\(attribute) '\(text)' is no value of the type \(type.dataType.rawValue)")
    }
    return cell
  }

  /// A valid value after the treatment of outliers.
  func treated(_ cell: Double) -> Double {
    switch outliers {
    case .asIs: cell
    case .asMissingValues: cell < low || cell > high ? .nan : cell
    case .asExtremeValues: min(max(cell, low), high)
    }
  }

  /// Whether a value that passed the door may change here, in the schema of an inner model.
  var changesValues: Bool { missingReplacement != nil || outliers != .asIs }
}

/// What an inner model's schema does to a field that the outer one has treated already.
struct PMMLTreatment: PMMLExpression {
  let field: PMMLMiningField
  let place: Int
  let type: PMMLFieldType

  func cells(in frame: PMMLFrame) -> [Double] {
    frame[place].map { cell in
      let treated = field.treated(cell)
      return treated.isNaN ? field.missingReplacement ?? .nan : treated
    }
  }
}
