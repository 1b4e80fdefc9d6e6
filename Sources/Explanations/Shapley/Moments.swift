/// Running means and squared distances of what players move the score by, over background rows.
struct Moments {
  private let players: Int
  private let rows: Int
  /// By output, player and row: the mean so far (Welford 1962).
  private var means: [Double]
  private var squares: [Double]
  private var counts: [Double]
  private let outputs: Int

  init(outputs: Int, players: Int, rows: Int) {
    self.outputs = outputs
    self.players = players
    self.rows = rows
    means = [Double](repeating: 0, count: outputs * players * rows)
    squares = means
    counts = [Double](repeating: 0, count: outputs * rows)
  }

  /// Adds a walk there and back: `scores` of the background row, of each further player exchanged in
  /// `order`, and the same in the reverse order.
  mutating func add(
    _ scores: ArraySlice<Double>, order: [Int], output: Int, row: Int
  ) {
    let first = scores.startIndex
    let half = first + players + 1
    counts[output * rows + row] += 1
    let count = counts[output * rows + row]
    for (turn, player) in order.enumerated() {
      let forward = scores[first + turn + 1] - scores[first + turn]
      // In reverse the player comes when all that stand behind it have come.
      let before = half + players - 1 - turn
      let backward = scores[before + 1] - scores[before]
      let value = (forward + backward) / 2
      let cell = (output * players + player) * rows + row
      let distance = value - means[cell]
      means[cell] += distance / count
      squares[cell] += distance * (value - means[cell])
    }
  }

  /// The means and their standard errors, `[output][player][row]`.
  func finished(draws: Int) -> (values: [[[Double]]], standardErrors: [[[Double]]]) {
    let count = Double(draws)
    // One draw tells nothing about the others.
    let factor = draws > 1 ? 1 / (count * (count - 1)) : .infinity
    func shaped(_ cell: (Int) -> Double) -> [[[Double]]] {
      (0..<outputs).map { output in
        (0..<players).map { player in
          (0..<rows).map { cell((output * players + player) * rows + $0) }
        }
      }
    }
    return (shaped { means[$0] }, shaped { (squares[$0] * factor).squareRoot() })
  }
}
