/// A number computed from the four cells of a confusion matrix, with its slope by each cell. Lanes are
/// true negatives, false positives, false negatives, true positives.
typealias CellNumber = SlopedNumber<SIMD4<Double>>
