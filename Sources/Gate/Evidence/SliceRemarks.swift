internal import Findings
internal import Kernels
internal import Tabular

/// What is likely not meant by the slices and pinned rows of a configuration, seen on the table: told, and no
/// error, since the rows of another day may fit.
struct SliceRemarks {
  /// One rule with more slices than that is rather a column that names rows than one that groups them.
  private static let manySlices = 100

  let configuration: GateConfiguration
  let table: Table
  let slices: [Slice]

  /// Values that no row has come first and are marked: what they ask for is not what is judged.
  var notes: [Report.Note] { absentValues + manyGroups }

  private var absentValues: [Report.Note] {
    var notes: [Report.Note] = []
    for declaration in configuration.slices {
      guard case .expression(let text) = declaration.rule else { continue }
      notes += self.notes(on: text, in: "slice '\(declaration.name?.value ?? text.value)'")
    }
    if let text = configuration.pinned?.expression { notes += self.notes(on: text, in: "'pinned'") }
    return notes
  }

  private func notes(on text: Located<String>, in place: String) -> [Report.Note] {
    guard let expression = try? SliceExpression.parse(text.value) else { return [] }
    return expression.absent(from: table).map { absent in
      Report.Note(
        text: "\(place): no row has \(absent.column) = \(absent.literal)"
          + Suggestion.clause(absent.nearest) + location(text), isMarked: true)
    }
  }

  private var manyGroups: [Report.Note] {
    var notes: [Report.Note] = []
    for declaration in configuration.slices {
      guard case .by(let columns, _) = declaration.rule else { continue }
      let names = columns.map(\.value).joined(separator: ",")
      let own = slices.filter { $0.aliases.contains(names) }
      guard own.count > Self.manySlices else { continue }
      let minimum = configuration.statistics.minimumRows
      let small = own.count { $0.mask.count < minimum }
      let style = NumberStyle.ascii
      notes.append(
        Report.Note(
          text: "'by: [\(names)]' makes \(style.count(own.count)) slices"
            + (small > 0 ? ", \(style.count(small)) of them under \(minimum) rows" : "")
            + "; coarser columns, or 'bins' for numbers, can be judged better"
            + location(columns.first)))
    }
    return notes
  }

  private func location(_ text: Located<String>?) -> String {
    guard let file = configuration.file, let place = text?.place else { return "" }
    return " (\(file):\(place.line))"
  }
}
