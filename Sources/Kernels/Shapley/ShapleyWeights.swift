import CKernels

/// The weights of a leaf's value among `a` players that only the row satisfies and `c` that only the
/// background row does, at position `a * 65 + c`.
struct ShapleyWeights: Sendable {
  /// (a − 1)! c! / (a + c)!, what each of the `a` gains.
  let gain: [Double]
  /// a! (c − 1)! / (a + c)!, what each of the `c` loses.
  let loss: [Double]

  init() {
    let size = Int(TG_SLOTS)
    // By (a + c) · C(a + c − 1, c): a quotient of whole numbers, which Doubles hold well enough.
    var gain = [Double](repeating: 0, count: size * size)
    for a in 1..<size {
      // (a − 1)! c! / (a + c)! from that of c − 1.
      gain[a * size] = 1 / Double(a)
      for c in 1..<size {
        gain[a * size + c] = gain[a * size + c - 1] * Double(c) / Double(a + c)
      }
    }
    var loss = [Double](repeating: 0, count: size * size)
    for a in 0..<size {
      for c in 1..<size { loss[a * size + c] = gain[c * size + a] }
    }
    self.gain = gain
    self.loss = loss
  }
}
