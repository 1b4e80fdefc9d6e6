import Glibc
import Kernels
import Metrics
import Statistics

/// A population that tables are drawn from: what two models say of a row and what is true of it.
struct World {
  let name: String
  /// The share of positive rows.
  var prevalence = 0.3
  /// How far apart the classes' scores are, in standard deviations.
  var separation = 1.5
  /// How much of each model's error is the other's as well, 0…1.
  var shared = 0.9
  /// How much noisier the candidate is.
  var extraNoise = 0.0
  /// The share of all rows that the candidate is made to get wrong, among those it had right.
  var spoiled = 0.0
  /// Scores are rounded to this many levels; 0 leaves them.
  var levels = 0
  /// Rows of one cluster share part of their noise; 1 means independent rows.
  var clusterSize = 1
  /// Whether rows have unequal importance weights.
  var isWeighted = false

  struct Binary {
    let candidate: BinaryOutcomes
    let baseline: BinaryOutcomes
    let identity: RowIdentity
  }

  func binary(_ count: Int, _ random: inout Random) -> Binary {
    var labels = [UInt8](repeating: 0, count: count)
    var scores = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    let own = (1 - shared * shared).squareRoot()
    let logOdds = log(prevalence / (1 - prevalence))
    var ofCluster = (label: 0.0, noise: 0.0)
    for row in 0..<count {
      if row % clusterSize == 0 { ofCluster = (random.uniform(), random.normal()) }
      let draw =
        clusterSize > 1 && random.uniform() < 0.5 ? ofCluster.label : random.uniform()
      labels[row] = draw < prevalence ? 1 : 0
      let common =
        clusterSize > 1 ? 0.7 * ofCluster.noise + 0.714 * random.normal() : random.normal()
      let mean = separation * (Double(labels[row]) - 0.5)
      let first = mean + shared * common + own * random.normal()
      let second =
        mean + shared * common + own * random.normal() + extraNoise * random.normal()
      // The posterior of two normals at unit variance, so that scores are about calibrated.
      scores.0[row] = probability(separation * first + logOdds)
      scores.1[row] = probability(separation * second + logOdds)
    }
    spoil(&scores.1, labels, &random)
    let weights = isWeighted ? (0..<count).map { _ in 0.2 + 2 * random.uniform() } : nil
    func outcomes(_ scores: [Double]) -> BinaryOutcomes {
      BinaryOutcomes(
        labels: labels, scores: scores, scoresAreProbabilities: true,
        decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: weights, threshold: 0.5,
        descending: DescendingOrder.positions(of: scores))
    }
    return Binary(
      candidate: outcomes(scores.1), baseline: outcomes(scores.0),
      identity: RowIdentity(
        clusters: clusterSize > 1 ? (0..<count).map { Int32($0 / clusterSize) } : nil))
  }

  /// Moves the scores of some rows that are decided right to just beyond the threshold.
  private func spoil(_ scores: inout [Double], _ labels: [UInt8], _ random: inout Random) {
    guard spoiled > 0 else { return }
    let right = labels.indices.filter { (scores[$0] >= 0.5) == (labels[$0] == 1) }
    let share = spoiled * Double(labels.count) / Double(max(1, right.count))
    for row in right where random.uniform() < share {
      scores[row] = labels[row] == 1 ? 0.5 - 0.1 * random.uniform() : 0.5 + 0.1 * random.uniform()
    }
  }

  /// The same rows, those that are alike counted in one: labels and both scores must be few.
  func counted(_ count: Int, _ random: inout Random) -> Binary {
    let table = binary(count, &random)
    let (new, old) = (table.candidate, table.baseline)
    let names = (0..<count).map { [Double(new.labels[$0]), new.scores[$0], old.scores[$0]] }
    var places: [[Double]: Int] = [:]
    var rows: [Int] = []
    var weights: [Double] = []
    for (row, name) in names.enumerated() {
      if let place = places[name] {
        weights[place] += 1
      } else {
        places[name] = rows.count
        rows.append(row)
        weights.append(1)
      }
    }
    func outcomes(_ all: BinaryOutcomes) -> BinaryOutcomes {
      let scores = rows.map { all.scores[$0] }
      return BinaryOutcomes(
        labels: rows.map { all.labels[$0] }, scores: scores, scoresAreProbabilities: true,
        decisions: rows.map { all.decisions[$0] }, weights: weights, weightMeaning: .frequency,
        threshold: 0.5, descending: DescendingOrder.positions(of: scores))
    }
    return Binary(candidate: outcomes(new), baseline: outcomes(old), identity: RowIdentity())
  }

  /// Who of the two models is right on each row.
  func rightness(_ count: Int, _ random: inout Random) -> (
    pairs: BinaryOutcomes, identity: RowIdentity
  ) {
    let table = binary(count, &random)
    func right(_ rows: BinaryOutcomes) -> [UInt8] {
      rows.labels.indices.map { rows.labels[$0] == rows.decisions[$0] ? 1 : 0 }
    }
    return (
      .pairing(
        candidate: right(table.candidate), baseline: right(table.baseline), rows: table.candidate),
      table.identity
    )
  }

  struct Ranking {
    let candidate: RankingOutcomes
    let baseline: RankingOutcomes
  }

  /// Queries of 3 to 20 rows with grades from 0 to 4; in a tenth of them nothing is relevant.
  func ranking(_ count: Int, _ random: inout Random) -> Ranking {
    var codes: [Int32] = []
    var relevance: [Double] = []
    var scores = ([Double](), [Double]())
    let own = (1 - shared * shared).squareRoot()
    for query in 0..<count {
      let isEmpty = random.uniform() < 0.1
      for _ in 0..<(3 + random.below(18)) {
        let signal = random.normal()
        let grade = isEmpty ? 0 : max(0, min(4, (1.2 * signal).rounded()))
        let common = random.normal()
        codes.append(Int32(query))
        relevance.append(grade)
        let base = separation * signal + shared * common
        scores.0.append(base + own * random.normal())
        scores.1.append(base + own * random.normal() + extraNoise * random.normal())
      }
    }
    let queries = QueryGroups(codes: codes, count: count)
    return Ranking(
      candidate: RankingOutcomes(relevance: relevance, scores: scores.1, queries: queries),
      baseline: RankingOutcomes(relevance: relevance, scores: scores.0, queries: queries))
  }

  private func probability(_ z: Double) -> Double {
    let p = 1 / (1 + exp(-z))
    guard levels > 0 else { return min(1 - 1e-9, max(1e-9, p)) }
    return ((p * Double(levels)).rounded(.down) + 0.5) / Double(levels + 1)
  }

  struct Multiclass {
    let candidate: MulticlassOutcomes
    let baseline: MulticlassOutcomes
  }

  /// Four classes, one of them rare.
  func multiclass(_ count: Int, _ random: inout Random) -> Multiclass {
    let shares = [0.4, 0.3, 0.2, 0.1]
    var labels = [Int32](repeating: 0, count: count)
    var columns = [[[Double]]](
      repeating: [[Double]](repeating: [Double](repeating: 0, count: count), count: 4), count: 2)
    let own = (1 - shared * shared).squareRoot()
    for row in 0..<count {
      var (rest, label) = (random.uniform(), 0)
      while label < 3, rest >= shares[label] {
        rest -= shares[label]
        label += 1
      }
      labels[row] = Int32(label)
      let common = (0..<4).map { _ in random.normal() }
      for model in 0..<2 {
        let noise = own + (model == 1 ? extraNoise : 0)
        let odds = (0..<4).map { k in
          exp(
            (k == label ? separation : 0) + log(shares[k]) + shared * common[k]
              + noise * random.normal())
        }
        let sum = odds.reduce(0, +)
        for k in 0..<4 { columns[model][k][row] = odds[k] / sum }
      }
    }
    func outcomes(_ columns: [[Double]]) -> MulticlassOutcomes {
      MulticlassOutcomes(
        classes: ["a", "b", "c", "d"], labels: labels, probabilities: columns,
        decisions: labels.indices.map { row in
          Int32((0..<4).max { columns[$0][row] < columns[$1][row] } ?? 0)
        }, weights: nil)
    }
    return Multiclass(candidate: outcomes(columns[1]), baseline: outcomes(columns[0]))
  }

  struct Regression {
    let candidate: RegressionOutcomes
    let baseline: RegressionOutcomes
  }

  /// Positive labels and predictions, so that every deviance is defined.
  func regression(_ count: Int, _ random: inout Random) -> Regression {
    var labels: [Double] = []
    var predictions = ([Double](), [Double]())
    let own = (1 - shared * shared).squareRoot()
    for _ in 0..<count {
      let signal = 0.5 * random.normal()
      let common = random.normal()
      labels.append(exp(signal + 0.3 * common))
      predictions.0.append(exp(signal + 0.1 * (shared * random.normal() + own * random.normal())))
      predictions.1.append(
        predictions.0[predictions.0.count - 1] * exp((0.05 + extraNoise) * random.normal()))
    }
    return Regression(
      candidate: RegressionOutcomes(labels: labels, predictions: predictions.1, weights: nil),
      baseline: RegressionOutcomes(labels: labels, predictions: predictions.0, weights: nil))
  }
}
