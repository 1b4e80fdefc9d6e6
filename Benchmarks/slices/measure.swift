import Foundation
import Kernels
import Statistics

// measure COLUMNS LOSSES ROWS WIDTH ALPHA ROWS_OF_A_SLICE THREADS RUNS: searches the byte columns for the
// float64 losses; prints the seconds of each run, then the slices as `score rows column=code …`.
let arguments = CommandLine.arguments
guard arguments.count == 9, let rowCount = Int(arguments[3]), let width = Int(arguments[4]),
  let alpha = Double(arguments[5]), let minimumRows = Int(arguments[6]),
  let threads = Int(arguments[7]), let runs = Int(arguments[8])
else {
  print("usage: measure COLUMNS LOSSES ROWS WIDTH ALPHA MINIMUM_ROWS THREADS RUNS")
  exit(2)
}
let codes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[1])))
let columns = (0..<codes.count / rowCount).map { column in
  CodedColumn(codes: Array(codes[column * rowCount..<(column + 1) * rowCount]), width: width)
}
let data = try Data(contentsOf: URL(fileURLWithPath: arguments[2]))
let losses = data.withUnsafeBytes { bytes in
  (0..<rowCount).map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Double.self) }
}
var options = SliceSearch.Options()
(options.alpha, options.minimumRows) = (alpha, minimumRows)
var found: [FoundSlice] = []
for _ in 0..<runs {
  let clock = ContinuousClock()
  let start = clock.now
  found = try SliceSearch(
    columns: columns, values: losses, weights: nil, options: options,
    parallel: Parallel(threads: threads)
  ).slices()
  let duration = (clock.now - start).components
  print(Double(duration.seconds) + Double(duration.attoseconds) / 1e18)
}
for slice in found {
  let literals = slice.literals.map { "\($0.column)=\($0.code)" }
  print(([String(slice.score), String(slice.rows)] + literals).joined(separator: " "))
}
