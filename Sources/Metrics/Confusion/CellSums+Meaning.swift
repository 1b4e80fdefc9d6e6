import Kernels
import Statistics

extension CellSums {
  /// The rows of positive weight in each cell; with frequencies the rows that they stand for.
  func rows(_ meaning: WeightMeaning) -> [Int] {
    // Sums of whole numbers, checked where the weights were read to stay below 2^53.
    meaning == .frequency ? masses.map { Int(exactly: $0.rounded()) ?? .max } : rows
  }
}
