/// Every model format that can be read, in the order they are tried.
///
/// A new format is one file (or folder) in `Formats/` and one line here.
package enum ModelFormatCatalog {
  /// The first that recognises a file's first bytes reads it.
  package static let all: [any ModelFormat.Type] = [
    LightGBMFormat.self,
    XGBoostJSONFormat.self,
    XGBoostUBJSONFormat.self,
    CatBoostJSONFormat.self,
    CatBoostBinaryFormat.self,
    SKOPSFormat.self,
    ONNXFormat.self,
    PMMLFormat.self,
  ]
}
