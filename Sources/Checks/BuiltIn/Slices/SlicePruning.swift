internal import Kernels
internal import Statistics

/// Leaves out slices that say again what others say.
///
/// A slice stays if its mean is above that of the larger slices it is part of by half of `tau` and by more
/// than two errors (the best of many parts is above its whole by chance), if it is not nearly the same
/// rows as one already listed, and if the rows that no listed one has still exceed the centre by `tau`.
struct SlicePruning {
  let columns: [CodedColumn]
  let values: [Double]
  let weights: [Double]?
  let centre: Double
  let tau: Double
  let minimumRows: Int

  /// Of `found`, best first, at most `limit`.
  func listed(_ found: [FoundSlice], limit: Int) -> [FoundSlice] {
    var literalMasks: [FoundSlice.Literal: RowMask] = [:]
    for literal in found.flatMap(\.literals) where literalMasks[literal] == nil {
      let codes = columns[literal.column].codes
      literalMasks[literal] = RowMask(rowCount: codes.count) { Int(codes[$0]) == literal.code }
    }
    func mask(_ literals: [FoundSlice.Literal]) -> RowMask {
      var mask = RowMask(all: values.count)
      for literal in literals {
        if let other = literalMasks[literal] { mask = mask.intersection(other) }
      }
      return mask
    }
    var listed: [FoundSlice] = []
    var masks: [RowMask] = []
    var covered = RowMask(none: values.count)
    for slice in found where listed.count < limit && slice.mean - centre > tau {
      let own = mask(slice.literals)
      let error = moments(own).error ?? 0
      let isExplained =
        slice.literals.count > 1
        && slice.literals.indices.contains { index in
          var parent = slice.literals
          parent.remove(at: index)
          return slice.mean - mean(mask(parent)) <= max(tau / 2, 2 * error)
        }
      guard !isExplained else { continue }
      guard masks.allSatisfy({ overlap(own, $0) < 0.7 }) else { continue }
      let rest = own.intersection(covered.complement)
      guard rest.count >= (minimumRows + 1) / 2, mean(rest) - centre > tau else { continue }
      listed.append(slice)
      masks.append(own)
      covered = covered.union(own)
    }
    return listed
  }

  /// Jaccard's index: rows in both by rows in either.
  private func overlap(_ a: RowMask, _ b: RowMask) -> Double {
    let both = a.intersection(b).count
    return Double(both) / Double(max(1, a.count + b.count - both))
  }

  private func moments(_ mask: RowMask) -> SliceMoments {
    SliceMoments(of: mask.rows, values: values, weights: weights)
  }

  private func mean(_ mask: RowMask) -> Double { moments(mask).mean }
}
