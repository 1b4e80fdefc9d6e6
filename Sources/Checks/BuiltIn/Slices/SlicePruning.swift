internal import Kernels
internal import Statistics

/// Leaves out slices that say again what others say.
///
/// A slice stays if its mean is above that of the larger slices it is part of by half of `tau` and by more
/// than two errors (the best of many parts is above its whole by chance), if it is not nearly the same
/// rows as one already listed, and if the rows that no listed one has still exceed the centre by `tau`.
/// Where a part of it is at fault alone, the other rows being as good as any, the part is named instead.
struct SlicePruning {
  let columns: [CodedColumn]
  let values: [Double]
  let sample: RowSample
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
    let masks = found.map { mask($0.literals) }
    let clear = found.indices.filter { index in
      let slice = found[index]
      let moments = SliceMoments(of: masks[index].rows, values: values, sample: sample)
      let error = moments.error ?? 0
      return slice.mean - centre > tau
        && slice.literals.indices.allSatisfy { literal in
          var whole = slice.literals
          whole.remove(at: literal)
          return whole.isEmpty || slice.mean - mean(mask(whole)) > max(tau / 2, 2 * error)
        }
    }
    var listed: [Int] = []
    var covered = RowMask(none: values.count)
    func exceeds(_ rows: RowMask) -> Bool {
      rows.count >= (minimumRows + 1) / 2 && mean(rows) - centre > tau
    }
    func isNews(_ index: Int) -> Bool {
      listed.allSatisfy { overlap(masks[index], masks[$0]) < 0.7 }
        && exceeds(masks[index].intersection(covered.complement))
    }
    for index in clear where listed.count < limit && isNews(index) {
      let whole = Set(found[index].literals)
      let rest = masks[index].intersection(covered.complement)
      let culprit = clear.first { part in
        whole.isStrictSubset(of: found[part].literals) && isNews(part)
          && !exceeds(rest.intersection(masks[part].complement))
      }
      listed.append(culprit ?? index)
      covered = covered.union(masks[culprit ?? index])
    }
    return listed.map { found[$0] }
  }

  /// Jaccard's index: rows in both by rows in either.
  private func overlap(_ a: RowMask, _ b: RowMask) -> Double {
    let both = a.intersection(b).count
    return Double(both) / Double(max(1, a.count + b.count - both))
  }

  private func mean(_ mask: RowMask) -> Double {
    SliceMoments.mean(of: mask.rows, values: values, weights: sample.weights).mean
  }
}
