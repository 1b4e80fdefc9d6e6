import Kernels
import Tabular

/// Makes the inputs of a CatBoost model's trees from a table's columns: numbers, codes of one-hot
/// features, statistics of categories.
struct CatBoostPreparation: FeaturePreparation {
  let binding: FeatureBinding
  /// By float feature, its column among the model's features.
  private let floatColumns: [Int]
  private let floatsMissingHigh: [Bool]
  let categories: [CatBoostCategory]
  /// With the code of each hash.
  private let oneHots: [(category: Int, codes: [Int32: Double])]
  private let counted: [CatBoostSource]
  private let statisticCount: Int

  /// - Parameter binding: Over all features, in order of columns.
  init(
    _ contents: CatBoostContents, tests: CatBoostSplits, binding: FeatureBinding,
    options: ModelOptions
  ) throws(ModelError) {
    let positions =
      (contents.floatFeatures.map(\.position)
      + contents.categoricalFeatures.map(\.position)).sorted()
    let columns = Dictionary(uniqueKeysWithValues: positions.enumerated().map { ($1, $0) })
    self.binding = binding
    floatColumns = contents.floatFeatures.map { columns[$0.position] ?? 0 }
    floatsMissingHigh = contents.floatFeatures.map(\.missingIsHigh)
    oneHots = contents.oneHotFeatures.map { feature in
      let codes = feature.values.enumerated().map { ($1, Double($0)) }
      return (feature.feature, Dictionary(codes) { first, _ in first })
    }
    var oneHotValues: [Int: Set<Int32>] = [:]
    for feature in contents.oneHotFeatures {
      oneHotValues[feature.feature, default: []].formUnion(feature.values)
    }
    let missing = options.missingCategory.map { [$0] } ?? ["nan"] + TableOptions.standardMissing
    categories = contents.categoricalFeatures.enumerated().map { index, feature in
      let column = columns[feature.position] ?? 0
      return CatBoostCategory(
        column: column, names: options.categories[binding.features[column].name],
        missing: missing, oneHotValues: oneHotValues[index] ?? [],
        tables: CatBoostStatistic.Kind.allCases.compactMap {
          contents.tables[CatBoostStatistic.Source(categories: [index], kind: $0)]
        }, otherHashes: contents.knownHashes)
    }
    counted = try CatBoostSource.all(of: contents, used: tests.usedStatistics)
    statisticCount = tests.usedStatistics.count
  }

  func inputs(of table: Table, parallel: Parallel) throws(ModelError) -> [[Double]] {
    let columns = try binding.matched(table)
    var floats: [[Double]] = []
    for column in floatColumns {
      floats.append(try binding.numbers(of: columns[column], for: binding.features[column]))
    }
    let used = Set(oneHots.map(\.category)).union(counted.flatMap(\.categories))
    let hashes = categories.enumerated().map { index, category in
      used.contains(index)
        ? category.hashes(of: columns[category.column], parallel: parallel) : nil
    }
    var inputs = floats
    for (category, codes) in oneHots {
      guard let hashes = hashes[category] else { continue }
      let codes = hashes.hashes.map { codes[$0] ?? .nan }
      inputs.append(
        parallel.fill(count: table.rowCount, initial: 0.0) { rows, cells in
          for (offset, row) in rows.enumerated() { cells[offset] = codes[Int(hashes.codes[row])] }
        })
    }
    var statistics = [[Double]](repeating: [], count: statisticCount)
    for source in counted {
      let parts = source.parts(
        floats: floats, missingIsHigh: floatsMissingHigh, hashes: hashes, parallel: parallel)
      let made = source.columns(parts, rowCount: table.rowCount, parallel: parallel)
      for (input, column) in made { statistics[input] = column }
    }
    return inputs + statistics
  }

  /// Statistics may be made of several columns.
  var sources: [Int?] {
    let plain = floatColumns + oneHots.map { categories[$0.category].column }
    return plain + statisticSources
  }

  private var statisticSources: [Int?] {
    var columns = [Int?](repeating: nil, count: statisticCount)
    for source in counted {
      guard let category = source.onlyCategory else { continue }
      for place in source.places { columns[place] = categories[category].column }
    }
    return columns
  }
}
