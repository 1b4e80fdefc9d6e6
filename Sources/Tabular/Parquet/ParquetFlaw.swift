/// What is wrong with a part of a Parquet file; who knows the place puts it in front.
struct ParquetFlaw: Error, Equatable {
  let problem: String

  init(_ problem: String) { self.problem = problem }

  /// The error for a flaw at `place`.
  func error(at place: String) -> TableError { .malformed(place: place, problem: problem) }
}
