import Explanations
import Foundation
import Kernels
import Models

// measure MODEL MATRIX ROWS THREADS BACKGROUND OUT: SHAP values of the float32 columns of MATRIX for every
// line of standard input, `path` or `interventional` (against the first BACKGROUND rows); prints the
// seconds and writes the last values to OUT at the end, row by row with the base behind the features.
let arguments = CommandLine.arguments
guard arguments.count == 7, let rowCount = Int(arguments[3]), let threads = Int(arguments[4]),
  let backgroundCount = Int(arguments[5])
else {
  print("usage: measure MODEL MATRIX ROWS THREADS BACKGROUND OUT")
  exit(2)
}
let parallel = Parallel(threads: threads)
guard let model = try ModelLoader.load(path: arguments[1], parallel: parallel) as? BoostedModel,
  case .trees(let trees) = model.booster
else {
  print("no trees")
  exit(2)
}
let matrix = try Data(contentsOf: URL(fileURLWithPath: arguments[2]))
let names = model.description.features.map(\.name)
let columns = names.indices.map { feature in
  matrix.withUnsafeBytes { bytes in
    (0..<rowCount).map { row in
      Double(
        bytes.loadUnaligned(fromByteOffset: 4 * (feature * rowCount + row), as: Float.self))
    }
  }
}
func rows(_ count: Int) -> TreeRows {
  TreeRows(
    trees: trees, inputs: columns.map { Array($0.prefix(count)) }, rowCount: count,
    sources: names.indices.map { $0 }
  ) { margins, _ in Scores(kind: .margin, outputs: margins) }
}
let (explained, background) = (rows(rowCount), rows(backgroundCount))
var values: Attributions?
while let line = readLine() {
  let clock = ContinuousClock()
  let start = clock.now
  values =
    line == "path"
    ? try TreeShapley.pathDependent(explained, features: names, parallel: parallel)
    : try TreeShapley.interventional(
      explained, background: background, features: names, parallel: parallel)
  let duration = (clock.now - start).components
  print(Double(duration.seconds) + Double(duration.attoseconds) / 1e18)
  fflush(nil)
}
if let values {
  let cells = (0..<rowCount).flatMap { row in values.values[0].map { $0[row] } + [values.bases[0]] }
  try cells.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: arguments[6]))
}
