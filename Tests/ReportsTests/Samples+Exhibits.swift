import Findings

extension Samples {
  static let exhibits: [Exhibit] = [
    Exhibit(
      id: "roc", title: "ROC curve",
      content: .curves(
        xLabel: "False positive rate", yLabel: "True positive rate", unitSquare: true,
        diagonal: true, series: [roc("candidate", 0.30), roc("baseline", 0.24)])),
    Exhibit(
      id: "pr", title: "Precision–recall curve",
      content: .curves(
        xLabel: "Recall", yLabel: "Precision", unitSquare: true, diagonal: false,
        series: [precision("candidate", 3), precision("baseline", 3.6)])),
    Exhibit(
      id: "calibration", title: "Calibration",
      content: .curves(
        xLabel: "Mean score", yLabel: "Share of positives", unitSquare: true, diagonal: true,
        series: [calibration("candidate", 0.06), calibration("baseline", -0.02)])),
    Exhibit(
      id: "confusion", title: "Confusion matrix",
      content: .confusion(
        classes: ["<=50K", ">50K"],
        matrices: [
          .init(name: "candidate", cells: [[21_390, 1_264], [2_562, 4_946]]),
          .init(name: "baseline", cells: [[21_420, 1_234], [2_480, 5_028]]),
        ])),
    Exhibit(
      id: "scores", title: "Distribution of scores",
      content: .histogram(
        edges: (0...10).map { Double($0) / 10 },
        series: [
          .init(
            name: "candidate",
            heights: [0.41, 0.14, 0.09, 0.07, 0.06, 0.05, 0.05, 0.04, 0.04, 0.05]),
          .init(
            name: "baseline",
            heights: [0.44, 0.13, 0.08, 0.06, 0.06, 0.05, 0.04, 0.04, 0.04, 0.06]),
        ])),
    Exhibit(
      id: "rates", title: "Selection rate by sex",
      content: .groups(
        .init(
          label: "selection rate", counted: "rows", comparison: "ratio to Male", isShare: true,
          bandLow: 0.208, bandHigh: 0.325,
          groups: [
            .init(
              name: "Male", rows: 20_380,
              candidate: .init(value: 0.26, low: 0.25, high: 0.27, rows: 20_380),
              baseline: .init(value: 0.25, low: 0.24, high: 0.26, rows: 20_380), note: "reference"),
            .init(
              name: "Female", rows: 9_782,
              candidate: .init(value: 0.11, low: 0.105, high: 0.115, rows: 9_782),
              baseline: .init(value: 0.12, low: 0.115, high: 0.125, rows: 9_782), comparison: 0.423),
            .init(name: "<Other>", rows: nil, note: "not judged: fewer than 10 rows"),
          ]))),
    Exhibit(
      id: "importance", title: "Permutation importance for roc_auc",
      content: .bars(
        label: "how much worse roc_auc gets without the feature, 20,000 rows",
        names: ["capital_gain", "age", "<b>hours</b>", "noise"],
        series: [
          .init(
            name: "candidate",
            values: [
              .init(value: 0.0712, low: 0.068, high: 0.0744),
              .init(value: 0.0411, low: 0.039, high: 0.0432), .init(value: 0, note: "not read"),
              .init(value: -0.002, low: -0.004, high: 0),
            ]),
          .init(
            name: "baseline",
            values: [
              .init(value: 0.0698, low: 0.0665, high: 0.0731),
              .init(value: 0.0430, low: 0.041, high: 0.045), nil,
              .init(value: 0.0001),
            ]),
        ])),
    Exhibit(
      id: "dependence-age", title: "Partial dependence on age",
      content: .curves(
        xLabel: "age", yLabel: "mean predicted probability, 2,000 rows", unitSquare: false,
        diagonal: false, series: [dependence("candidate", 0.9), dependence("baseline", 1)])),
    Exhibit(
      id: "dependence-sex", title: "Partial dependence on sex",
      content: .bars(
        label: "mean predicted probability, 2,000 rows", names: ["Male", "Female"],
        series: [
          .init(name: "candidate", values: [.init(value: 0.26), .init(value: 0.12)]),
          .init(name: "baseline", values: [.init(value: 0.25), .init(value: 0.16)]),
        ])),
    Exhibit(
      id: "flips", title: "Flips",
      content: .table(
        header: ["", "was right", "was wrong"], rows: [["is right", "26,336", "402"]])
    ),
  ]

  private static func dependence(_ name: String, _ height: Double) -> Exhibit.Series {
    Exhibit.Series(
      name: name,
      points: (0..<20).map { step in
        let age = 20 + Double(step) * 2.5
        return Exhibit.Point(x: age, y: height * (0.4 - (age - 48) * (age - 48) / 2_800))
      })
  }

  private static func roc(_ name: String, _ bend: Double) -> Exhibit.Series {
    Exhibit.Series(
      name: name,
      points: (0...40).map { step in
        let x = Double(step) / 40
        return Exhibit.Point(x: x, y: x * (1 + bend) / (x + bend))
      })
  }

  private static func precision(_ name: String, _ bend: Double) -> Exhibit.Series {
    Exhibit.Series(
      name: name,
      points: (0...40).map { step in
        let x = Double(step) / 40
        return Exhibit.Point(x: x, y: 1 - 0.75 * x * x * x * bend / 3.6)
      })
  }

  private static func calibration(_ name: String, _ off: Double) -> Exhibit.Series {
    Exhibit.Series(
      name: name,
      points: (0..<10).map { bin in
        let x = (Double(bin) + 0.5) / 10
        return Exhibit.Point(x: x, y: x + off * 4 * x * (1 - x))
      })
  }
}
