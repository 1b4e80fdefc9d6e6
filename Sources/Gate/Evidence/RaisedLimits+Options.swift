package import Models
package import Tabular

extension RaisedLimits {
  /// Raises the limits of how a table is read.
  package func apply(to options: inout TableOptions) {
    if let unpackedBytes { options.limits.raise(unpackedBytes: unpackedBytes) }
  }

  /// Raises the limits of how a model is read, and a table of predictions.
  package func apply(to options: inout ModelOptions) {
    if let modelBytes { options.fileBytes = modelBytes }
    apply(to: &options.table)
  }
}
