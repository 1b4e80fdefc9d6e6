/// A field as expressions, predicates and models see it.
struct PMMLField {
  let name: String
  /// Its column in a ``PMMLFrame``.
  let place: Int
  let type: PMMLFieldType
  /// The valid values in the dictionary's order, as cells; empty if it names none.
  var values: [Double] = []
}
