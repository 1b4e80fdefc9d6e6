import Foundation
import Kernels
import Models

// measure MODEL MATRIX ROWS THREADS OUT: scores the float32 columns of MATRIX for every line of
// standard input, prints the seconds, and writes the last margins to OUT at the end.
let arguments = CommandLine.arguments
guard arguments.count == 6, let rowCount = Int(arguments[3]), let threads = Int(arguments[4]) else {
  print("usage: measure MODEL MATRIX ROWS THREADS OUT")
  exit(2)
}
let parallel = Parallel(threads: threads)
guard let model = try ModelLoader.load(path: arguments[1], parallel: parallel) as? BoostedModel else {
  print("no booster")
  exit(2)
}
let matrix = try Data(contentsOf: URL(fileURLWithPath: arguments[2]))
let features = (0..<model.description.features.count).map { feature in
  matrix.withUnsafeBytes { bytes in
    (0..<rowCount).map { row in
      Double(
        bytes.loadUnaligned(fromByteOffset: 4 * (feature * rowCount + row), as: Float.self))
    }
  }
}
var margins: [Double] = []
while readLine() != nil {
  let clock = ContinuousClock()
  let start = clock.now
  margins =
    model.scores(ofFeatures: features, rowCount: rowCount, output: .raw, parallel: parallel)
    .outputs[0]
  let duration = (clock.now - start).components
  print(Double(duration.seconds) + Double(duration.attoseconds) / 1e18)
  fflush(nil)
}
try margins.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: arguments[5]))
