internal import Findings

extension CheckKind {
  /// An entry that a configuration could hold, as YAML: the options that it must give, and a condition.
  package var exampleEntry: String {
    let required = options.filter { $0.defaultText == nil }.map {
      "\($0.name): \($0.exampleText), "
    }
    return "\(id): {\(required.joined())\(example ?? exampleCondition)}"
  }

  /// What an entry would ask of numbers of this direction and unit.
  private var exampleCondition: String {
    switch (baseline, direction) {
    case (.measured, .higher): "min: 0.8"
    case (.measured, _): unit == "label" ? "max: 0.1" : "max: 2%"
    case (.comparedWithoutInterval, .lower): "max: 1"
    case (.comparedWithoutInterval, _): "min: 0.8"
    case (.compared, .higher): "min: 0.8, max_regression: \(unit == "rate" ? "1pp" : "0.005")"
    case (.compared, .lower): "max_regression: 2%"
    case (.compared, .none): "max_change: 2%"
    }
  }
}
