import Foundation
import Kernels
import Tabular
import Testing

@testable import Models

/// Conformance files of others, which stay outside of this repository: the examples of the standard
/// (`dmg`), and models of KNIME, RapidMiner and Rattle with their own predictions (`jpmml-bsd`).
///
/// They lie beside the repository, in `../shared/corpora/pmml`, or where the environment variable
/// `TOLLGATE_PMML_CORPUS` says.
enum PMMLCorpus {
  static let root =
    ProcessInfo.processInfo.environment["TOLLGATE_PMML_CORPUS"]
    ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../../shared/corpora/pmml").standardized.path

  static var isThere: Bool { FileManager.default.fileExists(atPath: root) }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try #require(FileManager.default.contents(atPath: "\(root)/\(path)"), "no \(path)"))
  }

  /// The files below `folder` whose names end so, in order.
  static func files(_ folder: String, ending: String) -> [String] {
    let names = FileManager.default.subpaths(atPath: "\(root)/\(folder)") ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted()
  }

  /// Cases that a scorer of rows does not run, with the reason. A case that is neither here nor run
  /// fails the tests.
  static let listed: [String: String] = [
    "dmg/dmg_anomaly_cluster.xml": "AnomalyDetectionModel is refused: it scores how odd a row is",
    "dmg/dmg_anomaly_iforest.xml": "AnomalyDetectionModel is refused: it scores how odd a row is",
    "dmg/dmg_anomaly_ocsvm.xml": "AnomalyDetectionModel is refused: it scores how odd a row is",
    "dmg/dmg_association_exclusive_recommendation.xml": associations,
    "dmg/dmg_association_recommendation.xml": associations,
    "dmg/dmg_association_rule_association.xml": associations,
    "jpmml-bsd/rattle/pmml/AssociationRulesShopping.pmml": associations,
    "dmg/dmg_model_selection_mining.xml": composition,
    "dmg/dmg_model_sequencing_mining.xml": composition,
  ]

  /// Values of `dmg/expected.json` that follow from no reading of the standard, with the reason and
  /// what follows instead, computed by hand from the document.
  static let corrected: [String: (reason: String, values: [String])] = [
    "dmg_general_cox.xml": (cox, ["0.9030564885295534"]),
    "dmg_general_cox_strata.xml": (cox, ["0.866920746706028"]),
    "dmg_knn_categorical_predictor_categorical_target.xml": (
      "the squared distances of rows 2, 11, 200 and 1 are 1.003, 2.041, 3.077 and 6.021, so row 1 is "
        + "none of the three nearest", ["2", "11", "200"]
    ),
  ]

  private static let cox =
    "the printed value takes the hazard of time 1 for every time, and a covariate for a factor"
  private static let associations = "AssociationModel is refused: it scores baskets, not rows"
  private static let composition =
    "models inside a MiningModel or a node without Segmentation, gone since PMML 4.0, are refused"
}
