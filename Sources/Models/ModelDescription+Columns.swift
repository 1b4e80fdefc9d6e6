package import Tabular
package import Kernels

/// What a model wants of the table that it scores.
extension ModelDescription {
  /// The columns that it reads; nil where it has no names for them and takes what there is, by
  /// position. A table of predictions reads none but the id.
  package var columns: Set<String>? {
    if format == PredictionsModel.formatID { return [] }
    return namesFeatures ? Set(features.map(\.name) + furtherColumns) : nil
  }

  /// The features that the model looks up as the texts they are: a table whose format has no types
  /// must not make numbers of them, since `1.0` and `1` are two texts.
  ///
  /// CatBoost's reader tries every text that a number may have been, so it needs no such care.
  package var textColumns: Set<String> {
    guard namesFeatures, !format.hasPrefix("catboost") else { return [] }
    return Set(features.filter(\.isOfTexts).map(\.name))
  }

  /// By feature, the texts that look missing in an untyped table and that the model knows as values.
  ///
  /// CatBoost's reader tries every text that a number may have been, so a column of numbers stays one.
  package var keptTexts: [String: KeptTexts] {
    guard namesFeatures else { return [:] }
    var kept: [String: KeptTexts] = [:]
    for feature in features where !feature.knownTexts.isEmpty {
      kept[feature.name] = KeptTexts(
        feature.knownTexts, makesText: !format.hasPrefix("catboost"))
    }
    return kept
  }

  /// The features that must be numbers.
  package var numericColumns: Set<String> {
    guard namesFeatures else { return [] }
    return Set(
      features.filter { $0.kind == .numeric || $0.kind == .categorical(names: nil) }.map(\.name))
  }
}

extension [ModelDescription] {
  /// The columns that all these models read, nil where one of them may read any.
  package var columns: Set<String>? {
    var columns: Set<String> = []
    for model in self {
      guard let own = model.columns else { return nil }
      columns.formUnion(own)
    }
    return columns
  }

  /// The columns that one of these models takes as numbers and none as texts. A model without names for
  /// its features takes all columns but `hidden`, if all its features are numbers.
  package func numericColumns(hiding hidden: Set<String>) -> NumericColumns {
    let texts = reduce(into: Set<String>()) { $0.formUnion($1.textColumns) }
    let readsAll = contains { model in
      !model.namesFeatures && !model.features.isEmpty
        && model.format != PredictionsModel.formatID
        && model.features.allSatisfy { $0.kind == .numeric }
    }
    if readsAll { return .allBut(hidden.union(texts)) }
    return .named(
      reduce(into: Set<String>()) { $0.formUnion($1.numericColumns) }.subtracting(texts))
  }

  /// By column, the texts that look missing in an untyped table and that one of the models knows as
  /// values. A column that another model takes as numbers stays what it looks like.
  package var keptTexts: [String: KeptTexts] {
    let numeric = reduce(into: Set<String>()) { $0.formUnion($1.numericColumns) }
    var kept: [String: KeptTexts] = [:]
    for model in self {
      for (name, own) in model.keptTexts {
        let other = kept[name]
        kept[name] = KeptTexts(
          own.texts.union(other?.texts ?? []),
          makesText: (own.makesText || other?.makesText ?? false) && !numeric.contains(name))
      }
    }
    return kept
  }

  /// The columns that are texts because one of the models looks them up as such, where a table does
  /// not say so itself: CSV says nothing of types, and a model that was trained on `1.0` and `2.5` as
  /// texts would know neither 1 nor 2.5. A column that another model takes as numbers stays what it
  /// looks like.
  package var untypedTextColumns: Set<String> {
    let texts = reduce(into: Set<String>()) { $0.formUnion($1.textColumns) }
    return reduce(texts) { $0.subtracting($1.numericColumns) }
  }
}
