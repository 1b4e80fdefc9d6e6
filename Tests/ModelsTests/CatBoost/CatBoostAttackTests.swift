import Testing

@testable import Models

/// CatBoost files that are well-formed and lie: each must be refused with a sentence that names the
/// place. CatBoost 1.2.10 crashes on some of them and takes others as they are.
struct CatBoostAttackTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    let fixture: String
    let old: String
    let new: String
    let message: String
    var testDescription: String { message }

    init(_ fixture: String, _ old: String, _ new: String, _ message: String) {
      (self.fixture, self.old, self.new, self.message) = ("catboost-\(fixture)", old, new, message)
    }
  }

  private static let deep =
    "[" + String(repeating: #"{"split_index":0},"#, count: 79) + #"{"split_index":0}]"#

  static let trees: [Attack] = [
    Attack(
      "RMSE", #""leaf_values":["#, #""leaf_values":[0.5,"#,
      "tree 0: has 9 leaf values; 1 for each of 8 leaves are expected"),
    Attack(
      "depth-0", #""splits":null"#, #""splits":\#(deep)"#,
      "tree 0: has 1 leaf values; 1 for each of 0 leaves are expected"),
    Attack(
      "one-tree", #""oblivious_trees":[{"#,
      #""oblivious_trees":[{"splits":\#(deep),"leaf_values":[]},{"#,
      "tree 0: has 0 leaf values; 1 for each of 0 leaves are expected"),
    Attack(
      "RMSE", #""split_index":"#, #""split_index":9"#, "tree 0: names test 9"),
    Attack(
      "RMSE", #""split_index":"#, #""split_index":-"#, "tree 0: names test -"),
    Attack(
      "RMSE", #""leaf_values":[-"#, #""leaf_values":[-NaN,-"#, "is no JSON value"),
    Attack(
      "RMSE", #""scale_and_bias":[1,"#, #""scale_and_bias":[NaN,"#,
      "scale_and_bias: must be finite numbers"),
    Attack(
      "RMSE", #""scale_and_bias":[1,["#, #""scale_and_bias":[1,[2,"#,
      "tree 0: has 8 leaf values; 2 for each of 8 leaves are expected"),
    Attack(
      "RMSE", #""oblivious_trees":"#, #""trees":[],"oblivious_trees":"#,
      "document: must hold either 'oblivious_trees' or 'trees'"),
    Attack(
      "Lossguide", #"{"left":"#,
      String(repeating: #"{"split":{"split_index":0},"right":{"value":0},"left":"#, count: 5000),
      "is over the limit of 100 levels"),
    Attack(
      "Lossguide", #""split":{"#, #""divide":{"#,
      "trees[0].left.left.left.left: the key 'value' is missing"),
    Attack(
      "Lossguide", #""value":"#, #""value":[1,2],"wert":"#,
      "tree 0: has 8 leaf values; 1 for each of 7 leaves are expected"),
  ]

  static let features: [Attack] = [
    Attack(
      "RMSE", #""nan_value_treatment":"AsIs""#, #""nan_value_treatment":"AsMaybe""#,
      "nan_value_treatment: is 'AsMaybe', which is no treatment"),
    Attack(
      "RMSE", #""feature_index":1"#, #""feature_index":0"#,
      "features_info.float_features[1]: has the feature_index 0 of another feature"),
    Attack(
      "RMSE", #""flat_feature_index":1"#, #""flat_feature_index":0"#,
      "features: two have the same column"),
    Attack(
      "RMSE", #""feature_id":"age""#, #""feature_id":"score""#, "features: two have the same name"),
    Attack(
      "RMSE", #""borders":["#, #""borders":["x","#, "borders: is an array; an array of numbers"),
    Attack(
      "RMSE", #""type":"RMSE""#, #""type":"Mine""#, "uses the loss 'Mine', which is not supported"),
    Attack(
      "class-names-of-texts", #"["high","low","mid"]"#, #"["high","low"]"#,
      "class_params: names 2 classes for 3 outputs"),
    Attack(
      "RMSE", #""float_features":"#, #""text_features":[{"feature_index":0}],"float_features":"#,
      "uses text features, which is not supported"),
    Attack(
      "one-hot", #""values":["#, #""values":[4294967296,"#,
      "values: holds 4294967296, which is no hash of 32 bits"),
  ]

  static let statistics: [Attack] = [
    Attack(
      "ctr-Borders", #""hash_stride":3"#, #""hash_stride":0"#,
      "hash_stride: is 0, which does not fit"),
    Attack(
      "ctr-Borders", #""hash_stride":3"#, #""hash_stride":-3"#,
      "hash_stride: is -3, which does not fit Borders"),
    Attack(
      "ctr-Borders", #""hash_stride":3"#, #""hash_stride":4"#, "is 4, which does not fit Borders"),
    Attack(
      "ctr-Counter", #""hash_stride":2"#, #""hash_stride":4611686018427387904"#,
      "is 4611686018427387904, which does not fit Counter"),
    Attack(
      "ctr-Borders", #""hash_map":["#, #""hash_map":[1,2,3,"#,
      "element 0 is not a hash or number in its turn"),
    Attack(
      "ctr-Borders", #""target_border_idx":0"#, #""target_border_idx":2"#,
      "has no table of Borders that fits it"),
    Attack(
      "ctr-Borders", #""target_border_idx":0"#, #""target_border_idx":-1"#,
      "has no table of Borders that fits it"),
    Attack(
      "ctr-Borders", #""ctr_type":"Borders""#, #""ctr_type":"Counter""#,
      "is 3, which does not fit Counter"),
    Attack(
      "ctr-Borders", #""ctr_type":"Borders""#, #""ctr_type":"Luck""#, "uses the CTR type 'Luck'"),
    Attack(
      "ctr-Borders", #""cat_feature_index":0"#, #""cat_feature_index":44"#, "names the feature 44"),
    Attack(
      "ctr-Borders", #""ctr_data""#, #""ctr_datum""#, "document: the key 'ctr_data' is missing"),
  ]

  @Test(arguments: trees + features + statistics)
  func `a lie in the structure is refused with its place`(attack: Attack) throws {
    let fixture = try Fixture.named("\(attack.fixture)/model.json")
    let text = String(decoding: try fixture.bytes(), as: UTF8.self)
    // The table of a statistic is named by the same text as its parts, in escaped quotes.
    let edited = text.replacing(attack.old, with: attack.new, maxReplacements: 1)
    #expect(edited != text, "the fixture lacks \(attack.old)")
    let error = #expect(throws: ModelError.self) {
      _ = try CatBoostJSONFormat.read(
        ModelSource(bytes: Array(edited.utf8)), options: ModelOptions())
    }
    let message = error?.description ?? ""
    #expect(message.contains(attack.message), "\(message)")
  }

  /// Where the bytes of `words` stand in a file.
  private func position(of words: [Int32], in bytes: [UInt8]) throws -> Int {
    let wanted = words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
    return try #require(
      bytes.indices.dropLast(wanted.count).first {
        bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
      })
  }

  static let sizes: [(value: Int32, message: String)] = [
    (4, "tree 0: takes 4 tests from 0 on, there are 3"), (-1, "tree 0: takes -1 tests from 0 on"),
    (2, "trees: have 4 leaf values, the file 8"),
    (.max, "tree 0: takes 2147483647 tests from 0 on, there are 3"),
  ]

  @Test(arguments: sizes)
  func `sizes of binary trees that lie are refused`(value: Int32, message: String) throws {
    var bytes = try Fixture.named("catboost-one-tree/model.cbm").bytes()
    // The list of sizes, one element: 3.
    let place = try position(of: [1, 3], in: bytes) + 4
    for offset in 0..<4 { bytes[place + offset] = UInt8(truncatingIfNeeded: value >> (8 * offset)) }
    let error = #expect(throws: ModelError.self) {
      _ = try CatBoostBinaryFormat.read(ModelSource(bytes: bytes), options: ModelOptions())
    }
    let found = error?.description ?? ""
    #expect(found.contains(message), "\(found)")
  }
}
