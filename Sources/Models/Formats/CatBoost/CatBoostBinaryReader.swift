/// Reads the binary form: `CBM1`, a length, a FlatBuffer with the model, then its parts.
///
/// Numbers of fields are those of CatBoost's schema (`TModelCore`, `TModelTrees` and below).
struct CatBoostBinaryReader {
  private var core: FlatBufferReader
  private let trees: FlatBufferReader.Table
  private var contents = CatBoostContents()

  /// The contents of a whole file.
  static func contents(of bytes: [UInt8]) throws(ModelError) -> CatBoostContents {
    var parts = CatBoostParts(bytes[min(4, bytes.count)...])
    var core = FlatBufferReader(try parts.next("the model"), name: "the model")
    let root = try core.root()
    let version = try core.string(0, of: root)
    guard version == "FlabuffersModel_v1" else {
      throw .unsupported(
        feature: "the format version '\(version)'",
        advice: "save the model again with a current CatBoost")
    }
    guard let trees = try core.table(1, of: root) else {
      throw .malformed(place: "the model", problem: "holds no trees")
    }
    var reader = CatBoostBinaryReader(core: core, trees: trees)
    try reader.readFeatures()
    try reader.readStatistics()
    try reader.readInfo(root)
    for id in try reader.partIDs(root) {
      switch id {
      case "static_provider_v1": try reader.readTables(&parts)
      case "text_processing_collection_v1", "embedding_processing_collection_v1":
        throw .unsupportedCatBoostFeatures("text or embedding")
      default:
        throw .unsupported(
          feature: "the part '\(id)'", advice: "use a table of predictions for this model")
      }
    }
    try parts.expectEnd()
    var leaves = CatBoostBinaryTrees(trees)
    reader.contents.trees = try leaves.read(
      &reader.core, outputCount: reader.readEnding())
    return reader.contents
  }

  private init(core: FlatBufferReader, trees: FlatBufferReader.Table) {
    self.core = core
    self.trees = trees
  }

  private func malformed(_ problem: String) -> ModelError {
    .malformed(place: "the model", problem: problem)
  }

  private mutating func readFeatures() throws(ModelError) {
    for (field, kind) in [(12, "text"), (13, "estimated"), (18, "embedding")]
    where try !core.tables(field, of: trees).isEmpty {
      throw .unsupportedCatBoostFeatures(kind)
    }
    for (index, table) in try core.tables(5, of: trees).enumerated() {
      guard try core.integer(1, of: table, missing: Int32(-1)) == index else {
        throw malformed("float feature \(index) has another's index")
      }
      let treatment = try core.integer(5, of: table, missing: UInt8(0))
      guard treatment <= 2 else {
        throw malformed("float feature \(index) treats missing values by rule \(treatment) of 2")
      }
      contents.floatFeatures.append(
        CatBoostContents.FloatFeature(
          position: Int(try core.integer(2, of: table, missing: Int32(-1))),
          name: try core.string(4, of: table), borders: try core.floats(3, of: table),
          missingIsHigh: treatment == 2))
    }
    for (index, table) in try core.tables(4, of: trees).enumerated() {
      guard try core.integer(0, of: table, missing: Int32(-1)) == index else {
        throw malformed("categorical feature \(index) has another's index")
      }
      contents.categoricalFeatures.append(
        CatBoostContents.CategoricalFeature(
          position: Int(try core.integer(1, of: table, missing: Int32(-1))),
          name: try core.string(2, of: table)))
    }
    for table in try core.tables(6, of: trees) {
      contents.oneHotFeatures.append(
        CatBoostContents.OneHotFeature(
          feature: Int(try core.integer(0, of: table, missing: Int32(-1))),
          values: try core.integers(1, of: table)))
    }
  }

  private mutating func readStatistics() throws(ModelError) {
    for table in try core.tables(7, of: trees) {
      guard let ctr = try core.table(0, of: table), let base = try core.table(0, of: ctr) else {
        throw malformed("a CTR is about nothing")
      }
      contents.statistics.append(
        CatBoostStatistic(
          source: try CatBoostBinaryReader.source(base, of: &core),
          targetBorder: Int(try core.integer(1, of: ctr, missing: Int32(0))),
          priorNumerator: try core.float(2, of: ctr, missing: 0),
          priorDenominator: try core.float(3, of: ctr, missing: 1),
          shift: try core.float(4, of: ctr, missing: 0),
          scale: try core.float(5, of: ctr, missing: 1),
          borders: try core.floats(1, of: table)))
    }
  }

  /// What a `TModelCtrBase` is about.
  private static func source(
    _ base: FlatBufferReader.Table, of buffer: inout FlatBufferReader
  ) throws(ModelError) -> CatBoostStatistic.Source {
    var source = CatBoostStatistic.Source()
    let type = try buffer.integer(1, of: base, missing: Int8(0))
    guard let kind = CatBoostStatistic.Kind(rawValue: Int(type)) else {
      throw .unsupported(
        feature: "the CTR type \(type)", advice: "use a table of predictions for this model")
    }
    source.kind = kind
    guard let combination = try buffer.table(0, of: base) else { return source }
    source.categories = try buffer.integers(0, of: combination, as: Int32.self).map { Int($0) }
    // Structs of an index and a border, or an index and a hash.
    for pair in try buffer.integers(1, of: combination, as: UInt64.self) {
      source.floatTests.append(
        CatBoostStatistic.FloatTest(
          feature: Int(Int32(truncatingIfNeeded: pair)),
          border: Float(bitPattern: UInt32(truncatingIfNeeded: pair >> 32))))
    }
    for pair in try buffer.integers(2, of: combination, as: UInt64.self) {
      source.categoryTests.append(
        CatBoostStatistic.CategoryTest(
          feature: Int(Int32(truncatingIfNeeded: pair)),
          value: Int32(truncatingIfNeeded: pair >> 32)))
    }
    return source
  }

  private mutating func readInfo(_ root: FlatBufferReader.Table) throws(ModelError) {
    var texts: [String: String] = [:]
    for table in try core.tables(2, of: root) {
      texts[try core.string(0, of: table)] = try core.string(1, of: table)
    }
    func document(_ key: String) throws(ModelError) -> DocumentNode? {
      guard let text = texts[key], !text.isEmpty else { return nil }
      return DocumentNode(
        try JSONReader.read(Array(text.utf8)), path: .key(key, of: .key("model_info", of: .root)))
    }
    let facts = try CatBoostFacts(
      version: texts["catboost_version_info"], parameters: document("params"),
      classes: document("class_params"), threshold: texts["binclass_probability_threshold"])
    facts.fill(&contents)
  }

  private mutating func partIDs(_ root: FlatBufferReader.Table) throws(ModelError) -> [String] {
    try core.strings(3, of: root)
  }

  /// Scale and biases; returns the number of outputs.
  private mutating func readEnding() throws(ModelError) -> Int {
    contents.scale = try core.double(14, of: trees, missing: 1)
    let outputs = Int(try core.integer(0, of: trees, missing: Int32(1)))
    guard outputs >= 1 else { throw malformed("has \(outputs) outputs") }
    contents.biases = try core.doubles(16, of: trees)
    if contents.biases.isEmpty {
      guard outputs <= CatBoostModelBuilder.outputLimit else { return outputs }
      contents.biases = [Double](
        repeating: try core.double(15, of: trees, missing: 0), count: outputs)
    }
    guard contents.biases.count == outputs else {
      throw malformed("has \(outputs) outputs and \(contents.biases.count) biases")
    }
    return outputs
  }

  /// The tables of statistics: a count, then each with its length.
  private mutating func readTables(_ parts: inout CatBoostParts) throws(ModelError) {
    let place = "static_provider_v1"
    for index in 0..<(try parts.count(of: place)) {
      let name = "\(place)[\(index)]"
      var buffer = FlatBufferReader(try parts.next(name), name: name)
      let root = try buffer.root()
      guard let base = try buffer.table(0, of: root) else {
        throw .malformed(place: name, problem: "is about nothing")
      }
      let source = try CatBoostBinaryReader.source(base, of: &buffer)
      let table = try CatBoostBinaryReader.table(root, of: &buffer, kind: source.kind, name)
      guard contents.tables.updateValue(table, forKey: source) == nil else {
        throw .malformed(place: name, problem: "is about the same as a table before")
      }
    }
  }

  private static func table(
    _ root: FlatBufferReader.Table, of buffer: inout FlatBufferReader,
    kind: CatBoostStatistic.Kind, _ name: String
  ) throws(ModelError) -> CatBoostStatisticTable {
    // Buckets of a hash in eight bytes and the position of its entry in four.
    let buckets = try buffer.integers(1, of: root, as: UInt8.self)
    let blob = try buffer.integers(2, of: root, as: UInt8.self)
    let classes = Int(try buffer.integer(4, of: root, missing: Int32(0)))
    guard buckets.count % 12 == 0, blob.count % 4 == 0 else {
      throw .malformed(place: name, problem: "ends within an entry")
    }
    func word(_ bytes: [UInt8], _ position: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[position + $1]) << (8 * UInt32($1)) }
    }
    let words = stride(from: 0, to: blob.count, by: 4).map { word(blob, $0) }
    let numbers = words.map { Int32(bitPattern: $0) }
    let counts: CatBoostStatisticTable.Counts
    switch kind {
    case .borders, .buckets:
      guard classes >= 1, numbers.count % classes == 0 else {
        throw .malformed(
          place: name, problem: "\(numbers.count) numbers are no entries of \(classes) classes")
      }
      counts = .classes(numbers, width: classes)
    case .binarizedMean, .floatMean:
      let pairs = stride(from: 0, to: words.count - words.count % 2, by: 2)
      counts = .means(
        sums: pairs.map { Float(bitPattern: words[$0]) }, counts: pairs.map { numbers[$0 + 1] })
    case .counter, .frequency: counts = .rows(numbers)
    }
    var entries: [(key: UInt64, position: UInt32)] = []
    for start in stride(from: 0, to: buckets.count, by: 12) {
      let key = UInt64(word(buckets, start)) | UInt64(word(buckets, start + 4)) << 32
      if key != CatBoostStatisticTable.filler {
        entries.append((key, word(buckets, start + 8)))
      }
    }
    return try CatBoostStatisticTable(
      entries: entries, counts: counts,
      denominator: try buffer.integer(3, of: root, missing: Int32(0)), place: name)
  }
}
