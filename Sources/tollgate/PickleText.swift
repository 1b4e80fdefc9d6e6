import Findings
import Models

/// What `inspect` says about a pickle.
enum PickleText {
  /// The verdict, the names with their risk (worst first), notes, and what to do instead.
  static func text(of report: PickleReport) -> String {
    func items(_ risk: PickleImport.Risk) -> [PickleImport] {
      report.imports.filter { $0.risk == risk }
    }
    let dangerous = items(.dangerous).count
    let unknown = items(.unknown).count
    let reason =
      switch report.risk {
      case .dangerous: "\(dangerous) import\(dangerous == 1 ? "" : "s") can run commands or code"
      case .unknown where unknown > 0:
        "\(unknown) import\(unknown == 1 ? " is" : "s are") on no list"
      case .unknown: "not all of it could be read"
      case .plain: "only what stored models are made of"
      }
    var lines = [
      "format   \(report.container)", "verdict  \(report.risk.rawValue): \(reason)",
      "imports  \(report.imports.count)",
    ]
    for risk in [PickleImport.Risk.dangerous, .unknown, .plain] {
      let width = PickleImport.Risk.allCases.map(\.rawValue.count).max() ?? 0
      for item in items(risk) {
        let padding = String(repeating: " ", count: width - risk.rawValue.count + 2)
        lines.append(
          "  \(risk.rawValue)\(padding)\(visible(item.fullName))"
            + (report.called.contains(item) ? ", called" : ""))
      }
    }
    lines += report.notes.map { "note     \(visible($0))" }
    lines.append("note     a scan is no proof: load it only if you trust whoever made it")
    lines.append("instead  it is never loaded here; \(report.advice)")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func visible(_ text: String) -> String { VisibleText.line(text, limit: 200) }
}
