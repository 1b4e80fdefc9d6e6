import Explanations
import Foundation
import Kernels
import Metrics
import Models
import Statistics
import Tabular

// measure MODEL MATRIX LABELS ROWS REPEATS THREADS: the permutation importance of every column of MATRIX
// (float32, column by column) for ROC AUC; prints wall seconds, processor seconds and the importances.
let arguments = CommandLine.arguments
guard arguments.count == 7, let rowCount = Int(arguments[4]), let repeats = Int(arguments[5]),
  let threads = Int(arguments[6])
else {
  print("usage: measure MODEL MATRIX LABELS ROWS REPEATS THREADS")
  exit(2)
}

func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let parallel = Parallel(threads: threads)
let model = try ModelLoader.load(
  path: arguments[1], options: ModelOptions(), parallel: parallel)
let matrix = try Data(contentsOf: URL(fileURLWithPath: arguments[2]))
let labels = [UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[3])))
let features = model.description.features
let table = Table(
  columns: features.indices.map { feature in
    let cells = matrix.withUnsafeBytes { bytes in
      (0..<rowCount).map { row in
        Double(
          bytes.loadUnaligned(fromByteOffset: 4 * (feature * rowCount + row), as: Float.self))
      }
    }
    return Column(name: features[feature].name, values: .numeric(cells))
  })
let keys = (0..<rowCount).map { SeededGenerator.mix(UInt64($0)) }
let area = Metric<BinaryOutcomes>.rocAUC
let metric = ScoredMetric(
  id: area.id, name: area.name, direction: area.direction, unit: area.unit,
  sample: RowSample(weights: nil)
) { scores in
  let values = scores.outputs[0]
  return area.evaluate(
    BinaryOutcomes(
      labels: labels, scores: values, scoresAreProbabilities: true,
      decisions: values.map { $0 >= 0.5 ? 1 : 0 }, weights: nil, threshold: 0.5,
      descending: DescendingOrder.positions(of: values)))
}

let clock = ContinuousClock()
let (start, processor) = (clock.now, processorSeconds())
let rows = try ScorableRows(model, table: table, parallel: parallel)
let importance = try PermutationExplainer(
  rows, metric: metric, keys: keys,
  options: PermutationOptions(repeats: repeats, stopsEarly: false), parallel: parallel
).importance(of: FeatureGroup.each(of: table.names))
let duration = (clock.now - start).components
print(Double(duration.seconds) + Double(duration.attoseconds) / 1e18)
print(processorSeconds() - processor)
print(importance.features.map { String($0.importance) }.joined(separator: " "))
