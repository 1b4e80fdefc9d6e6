/// What is done about many comparisons; the raw value is the word in `tollgate.yml` and in `report.json`.
package enum Correction: String, Sendable, CaseIterable {
  case holm
  case benjaminiHochberg = "benjamini_hochberg"
  case none

  /// Those that fit findings which block: a bound on the chance of any false failure.
  package static let blocking: [Correction] = [.holm, .none]
}
