import Foundation
import Kernels
import Metrics
import Models

// limits CANDIDATE BASELINE REPEATS: how often the limits of importances, of their shares and of what is made
// of two models' shares hold the truth. Prints rows, number, share covered and how often it had limits.
let arguments = CommandLine.arguments
guard arguments.count == 4, let repeats = Int(arguments[3]) else {
  print("usage: limits CANDIDATE BASELINE REPEATS")
  exit(2)
}
let parallel = Parallel(threads: 2)
let single = Parallel(threads: 1)
let population = Population(
  models: try arguments[1...2].map {
    try ModelLoader.load(path: $0, options: ModelOptions(), parallel: parallel)
  })

for metric in [Metric<BinaryOutcomes>.logLoss, .rocAUC] {
  let truth = try population.numbers(metric, rows: 400_000, seed: "truth", parallel: parallel)
  for rows in [300, 1000, 5000] {
    let tables = parallel.map(count: repeats) { number in
      (try? population.numbers(metric, rows: rows, seed: "table \(number)", parallel: single))
        ?? [:]
    }
    for name in truth.keys.sorted() {
      guard let truth = truth[name]?.value else { continue }
      let found = tables.compactMap { $0[name] }.compactMap { number in
        number.low.flatMap { low in number.high.map { (low, $0) } }
      }
      // Rounding must not decide about a number that is exactly at its limit.
      let covered = found.count { $0.0 <= truth + 1e-12 && truth <= $0.1 + 1e-12 }
      let share = Double(covered) / Double(max(1, found.count))
      print("\(metric.id)\t\(rows)\t\(name)\t\(truth)\t\(share)\t\(found.count)")
    }
    fflush(nil)
  }
}
