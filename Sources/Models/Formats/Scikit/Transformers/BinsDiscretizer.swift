import Tabular

/// `KBinsDiscretizer`: the bin that a cell is in, as a number or as columns of 0 and 1.
struct BinsDiscretizer: Transformer {
  static let classNames: Set<String> = ["KBinsDiscretizer"]

  /// By input, the edges between bins, ascending.
  private let edges: [[Double]]
  private let isOneHot: Bool
  private let isSparse: Bool

  var inputCount: Int? { edges.count }
  var keepsColumns: Bool { !isOneHot }

  init(_ object: PythonObject) throws(ModelError) {
    var edges: [[Double]] = []
    for item in try object.attribute("bin_edges_").items() {
      let all = try item.numbers()
      guard all.count >= 2, all == all.sorted(), !all.contains(where: \.isNaN) else {
        throw item.malformed("is no ascending list of edges")
      }
      edges.append(Array(all[1..<all.count - 1]))
    }
    self.edges = edges
    let encoding = try object.attribute("encode").text()
    isOneHot = encoding != "ordinal"
    isSparse = encoding == "onehot"
  }

  func givesSparse(from isSparse: Bool) -> Bool { self.isSparse }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var outputs: [Column] = []
    for (column, edges) in zip(columns, edges) {
      let cells = try InputNumbers(allowsMissing: false).numbers(of: column)
      let bins = cells.map { cell in Double(edges.partitioningIndex { $0 > cell }) }
      guard isOneHot else {
        outputs.append(Column(name: column.name, values: .numeric(bins)))
        continue
      }
      for bin in 0...edges.count {
        outputs.append(
          Column(name: column.name, values: .numeric(bins.map { $0 == Double(bin) ? 1 : 0 })))
      }
    }
    return outputs
  }
}

extension [Double] {
  /// The first index whose element satisfies `predicate`, which later elements satisfy too.
  func partitioningIndex(where predicate: (Double) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
