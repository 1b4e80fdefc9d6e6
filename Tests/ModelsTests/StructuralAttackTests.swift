import Testing

@testable import Models

/// Files that are well-formed and lie: each must be refused with a sentence that names the place.
struct StructuralAttackTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    let fixture: String
    let old: String
    let new: String
    let message: String
    /// A second edit, for lies that need two arrays.
    var then: (old: String, new: String) = ("", "")
    var testDescription: String { message }
  }

  private static let stump = "xgboost-base-score-given"
  private static let trees = "learner.gradient_booster.model.trees"

  static let xgboost: [Attack] = [
    Attack(
      fixture: stump, old: #""left_children":[1,"#, new: #""left_children":[900,"#,
      message: "\(trees)[0].left_children[0]: is 900, the tree has 15 nodes"),
    Attack(
      fixture: stump, old: #""left_children":[1,"#, new: #""left_children":[-7,"#,
      message: "\(trees)[0].left_children[0]: is -7, the tree has 15 nodes"),
    Attack(
      fixture: stump, old: #""right_children":[2,"#, new: #""right_children":[3,"#,
      message: "\(trees)[0].right_children[0]: is 3; one more than the left child's 1 is expected"),
    Attack(
      fixture: stump, old: #""split_indices":["#, new: #""split_indices":[0,"#,
      message: "\(trees)[0].split_indices: holds 16 elements; 15 are expected"),
    Attack(
      fixture: stump, old: #""tree_info":[0]"#, new: #""tree_info":[3]"#,
      message: "learner.gradient_booster.model.tree_info[0]: is 3, the model has 1 outputs"),
    Attack(
      fixture: stump, old: #""tree_info":[0]"#, new: #""tree_info":[-1]"#,
      message: "learner.gradient_booster.model.tree_info[0]: is -1, the model has 1 outputs"),
    Attack(
      fixture: stump, old: #""iteration_indptr":[0,1]"#, new: #""iteration_indptr":[0,9]"#,
      message: "learner.gradient_booster.model.iteration_indptr: is not ascending from 0 to the 1"
        + " trees"),
    Attack(
      fixture: stump, old: #""num_feature":"4","num_target""#,
      new: #""num_feature":"-4","num_target""#,
      message: "learner.learner_model_param.num_feature: is -4, which is no count"),
    Attack(
      fixture: stump, old: #""num_feature":"4","num_target""#,
      new: #""num_feature":"99999999999","num_target""#,
      message: "learner.learner_model_param.num_feature is over the limit of 1000000"),
    Attack(
      fixture: stump, old: #""num_feature":"4","num_target""#,
      new: #""num_feature":"1","num_target""#,
      message: "tree 0, node 0: tests feature 2, the model has 1 features"),
    Attack(
      fixture: stump, old: #""base_score":"[2E-1]""#, new: #""base_score":"[NaN]""#,
      message: "learner.learner_model_param.base_score: 'NaN' is not a finite number"),
    Attack(
      fixture: stump, old: #""base_score":"[2E-1]""#, new: #""base_score":"[1E0]""#,
      message: "learner.learner_model_param.base_score: is no value that binary:logistic can start"
        + " from"),
    Attack(
      fixture: stump, old: #""name":"binary:logistic""#, new: #""name":"binary:mine""#,
      message:
        "uses the objective 'binary:mine', which is not supported; use a table of predictions"
        + " for this model"),
    Attack(
      fixture: stump, old: #""boost_from_average""#, new: #""base_score":"1","boost_from_average""#,
      message: "learner.learner_model_param.base_score: the key appears twice in its object"),
    Attack(
      fixture: stump, old: #""tree_info":[0]"#, new: #""tree_info":{}"#,
      message:
        "learner.gradient_booster.model.tree_info: is an object; an array of whole numbers is"
        + " expected"),
    Attack(
      fixture: stump, old: #""size_leaf_vector":"1""#, new: #""size_leaf_vector":"7""#,
      message:
        "\(trees)[0].tree_param.size_leaf_vector: leaves have 7 values, the model has 1 outputs"),
    Attack(
      fixture: "xgboost-categories", old: #""categories_segments":[0"#,
      new: #""categories_segments":[500000"#,
      message: "\(trees)[0].categories_segments[0]: takes 5 categories from 500000 on, there are 8"),
    Attack(
      fixture: "xgboost-categories", old: #""categories":["#, new: #""categories":[16777216,"#,
      message: "\(trees)[0].categories: holds the category 16777216, which is not in 0…16777215"),
  ]

  static let shapes: [Attack] = [
    Attack(
      fixture: stump, old: #""left_children":[1,3,"#, new: #""left_children":[1,0,"#,
      message: "tree 0, node 0: has two parents or is part of a cycle",
      then: (#""right_children":[2,4,"#, #""right_children":[2,1,"#)),
    Attack(
      fixture: stump, old: #""left_children":[1,3,5,"#, new: #""left_children":[1,3,3,"#,
      message: "tree 0, node 3: has two parents or is part of a cycle",
      then: (#""right_children":[2,4,6,"#, #""right_children":[2,4,4,"#)),
    Attack(
      fixture: stump, old: #""split_conditions":[1.8468438E-1"#, new: #""split_conditions":[NaN"#,
      message: "\(trees)[0].split_conditions[0]: is not a number"),
    Attack(
      fixture: stump, old: #""split_indices":[2,"#, new: #""split_indices":[4,"#,
      message: "tree 0, node 0: tests feature 4, the model has 4 features"),
    Attack(
      fixture: stump, old: #""split_indices":[2,"#, new: #""split_indices":[-3,"#,
      message: "\(trees)[0].split_indices[0]: is -3, which is no feature"),
    Attack(
      fixture: stump, old: #""attributes":{}"#,
      new: #""attributes":"# + String(repeating: "[", count: 5000),
      message: "is over the limit of 100 levels"),
    Attack(
      fixture: "lightgbm-regression", old: "left_child=3 ", new: "left_child=0 ",
      message: "tree 0, node 0: has two parents or is part of a cycle"),
    Attack(
      fixture: "lightgbm-regression", old: "left_child=3 ", new: "left_child=9 ",
      message: "line 19, 'left_child': node 0 has child 9; the tree has 5 nodes and 6 leaves"),
    Attack(
      fixture: "lightgbm-regression", old: "left_child=3 ", new: "left_child=-9223372036854775808 ",
      message: "line 19, 'left_child': element 0 is not a number of the right type"),
    Attack(
      fixture: "lightgbm-regression", old: "threshold=0.0456", new: "threshold=nan",
      message: "line 17, 'threshold': element 0 is not a number of the right type"),
    Attack(
      fixture: "lightgbm-regression", old: "split_feature=2 ", new: "split_feature=44 ",
      message: "tree 0, node 0: tests feature 44, the model has 4 features"),
    Attack(
      fixture: "lightgbm-regression", old: "decision_type=8 ", new: "decision_type=12 ",
      message: "line 18, 'decision_type': node 0 has 12, which has no meaning"),
  ]

  static let lightgbm: [Attack] = [
    Attack(
      fixture: "lightgbm-regression", old: "left_child=", new: "left_child=77 ",
      message: "line 19, 'left_child': holds 6 numbers; 5 are expected"),
    Attack(
      fixture: "lightgbm-regression", old: "Tree=1", new: "Tree=5",
      message: "tree 1 is expected, not '5'"),
    Attack(
      fixture: "lightgbm-regression", old: "max_feature_idx=3", new: "max_feature_idx=2",
      message: "line 8, 'feature_names': holds 4 names; max_feature_idx says 3"),
    Attack(
      fixture: "lightgbm-regression", old: "num_leaves=6", new: "num_leaves=0",
      message: "'num_leaves': is '0'; a whole number of at least 1 is expected"),
    Attack(
      fixture: "lightgbm-regression", old: "num_leaves=6", new: "num_leaves=4000000000000",
      message: "numbers; 4000000000000 are expected"),
    Attack(
      fixture: "lightgbm-regression", old: "num_tree_per_iteration=1",
      new: "num_tree_per_iteration=5", message: "trees: 2 are not a whole number of rounds of 5"),
    Attack(
      fixture: "lightgbm-regression", old: "end of trees", new: "", message: "it is cut off"),
    Attack(
      fixture: "lightgbm-regression", old: "objective=regression", new: "objective=mine",
      message: "uses the objective 'mine', which is not supported"),
  ]

  @Test(arguments: xgboost + shapes + lightgbm)
  func `a lie in the structure is refused with its place`(attack: Attack) throws {
    let fixture = try Fixture.named(attack.fixture)
    let text = String(decoding: try fixture.bytes(), as: UTF8.self)
    let edited = text.replacing(attack.old, with: attack.new, maxReplacements: 1)
      .replacing(
        attack.then.old, with: attack.then.new, maxReplacements: attack.then.old.isEmpty ? 0 : 1)
    #expect(edited != text, "the fixture lacks \(attack.old)")
    let bytes = Array(edited.utf8)
    let format: any ModelFormat.Type =
      attack.fixture.hasPrefix("xgboost") ? XGBoostJSONFormat.self : LightGBMFormat.self
    let error = #expect(throws: ModelError.self) {
      _ = try format.read(ModelSource(bytes: bytes), options: ModelOptions())
    }
    let message = error?.description ?? ""
    #expect(message.contains(attack.message), "\(message)")
  }
}
