import Foundation
import Kernels
import Models

// measure MODEL THREADS: loads MODEL, arranged for scoring, for every line of standard input and prints
// the seconds.
let arguments = CommandLine.arguments
guard arguments.count == 3, let threads = Int(arguments[2]) else {
  print("usage: measure MODEL THREADS")
  exit(2)
}
let parallel = Parallel(threads: threads)
var trees = ""
while readLine() != nil {
  let clock = ContinuousClock()
  let start = clock.now
  let model = try ModelLoader.load(path: arguments[1], parallel: parallel)
  let duration = (clock.now - start).components
  trees = model.description.facts.first { $0.name == "trees" }?.value ?? ""
  print(Double(duration.seconds) + Double(duration.attoseconds) / 1e18)
  fflush(nil)
}
print(trees)
