import FoundationEssentials

/// Values of scipy and statsmodels, written by `Reference/generate.py`.
struct StatisticsReference: Decodable, Sendable {
  let normal: [[Double]]
  let normalQuantile: [[Double]]
  let student: [[Double]]
  let studentQuantile: [[Double]]
  let beta: [[Double]]
  let wilson: [[Double]]
  let clopperPearson: [[Double]]
  let mcnemar: [[Double]]
  let family: [Double]
  let holm: [Double]
  let benjaminiHochberg: [Double]
  let first: [Double]
  let second: [Double]
  let paired: [Double]

  static func load() throws -> StatisticsReference {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Reference/reference.json"))
    return try JSONDecoder().decode(StatisticsReference.self, from: data)
  }
}

/// Whether two numbers agree to a relative tolerance.
func agree(_ a: Double, _ b: Double, to tolerance: Double) -> Bool {
  a == b || (a - b).magnitude <= tolerance * max(a.magnitude, b.magnitude)
}
