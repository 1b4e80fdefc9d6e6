import Findings
import Foundation
import Kernels
import Metrics
import Statistics

// measure time FOLDER THREADS RUNS: reads the bytes `labels`, `decisions` and the codes `first` and
// `second` (one byte a row) from the folder; prints the seconds of each run, then every disparity by attribute.
// measure coverage RUNS: how often simultaneous limits hold the truth, one line a design.
let arguments = CommandLine.arguments
func bytes(_ name: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[2] + "/" + name)))
}

func seconds(_ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  let duration = clock.measure(body).components
  return Double(duration.seconds) + Double(duration.attoseconds) / 1e18
}

func groups(_ codes: [UInt8]) -> GroupCodes {
  let count = Int(codes.max() ?? 0) + 1
  return GroupCodes(
    attributes: ["g"],
    groups: (0..<count).map { GroupCodes.Group(name: "g=\($0)", label: "\($0)") },
    codes: codes.map(UInt16.init))
}

if arguments.count == 5, arguments[1] == "time", let threads = Int(arguments[3]),
  let runs = Int(arguments[4])
{
  let (labels, decisions) = (try bytes("labels"), try bytes("decisions"))
  let attributes = [groups(try bytes("first")), groups(try bytes("second"))]
  let parallel = Parallel(threads: threads)
  var values: [[(String, Double)]] = []
  for _ in 0..<runs {
    let time = seconds {
      let cells = labels.indices.map { labels[$0] << 2 | decisions[$0] << 1 }
      values = attributes.map { codes in
        let sums = GroupSums(
          cells: cells, codes: codes.codes, count: codes.groups.count,
          sample: RowSample(weights: nil), parallel: parallel)
        let comparison = DisparityComparison(
          alpha: 0.05, policy: GroupPolicy(), codes: codes, sums: sums, hasBaseline: false)
        return DisparityCatalog.decisions.filter { !$0.isSigned }.map { disparity in
          (disparity.id, comparison.measure(disparity)[0].candidate.estimate?.value ?? .nan)
        }
      }
    }
    print(time)
  }
  for (place, list) in values.enumerated() {
    for (id, value) in list { print("\(place) \(id) \(value)") }
  }
} else if arguments.count == 3, arguments[1] == "coverage", let runs = Int(arguments[2]) {
  Coverage(runs: runs).report()
} else {
  print("usage: measure time FOLDER THREADS RUNS | measure coverage RUNS")
  exit(2)
}
