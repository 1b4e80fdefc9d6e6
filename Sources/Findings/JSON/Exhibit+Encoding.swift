extension Exhibit {
  /// `kind` says which of the layouts the rest has.
  var json: JSONValue {
    var members: [String: JSONValue] = ["id": .string(id), "title": .string(title)]
    switch content {
    case .curves(let xLabel, let yLabel, let unitSquare, let diagonal, let series):
      members["kind"] = .string("curves")
      members["x_label"] = .string(xLabel)
      members["y_label"] = .string(yLabel)
      members["unit_square"] = .bool(unitSquare)
      members["diagonal"] = .bool(diagonal)
      members["series"] = .array(
        series.map { line in
          .object([
            "name": .string(line.name),
            "x": .array(line.points.map { .finite($0.x) }),
            "y": .array(line.points.map { .finite($0.y) }),
          ])
        })
    case .confusion(let classes, let matrices):
      members["kind"] = .string("confusion")
      members["classes"] = .array(classes.map(JSONValue.string))
      members["matrices"] = .array(
        matrices.map { matrix in
          .object([
            "name": .string(matrix.name),
            "cells": .array(matrix.cells.map { .array($0.map { .finite($0) }) }),
          ])
        })
    case .table(let header, let rows):
      members["kind"] = .string("table")
      members["header"] = .array(header.map(JSONValue.string))
      members["rows"] = .array(rows.map { .array($0.map(JSONValue.string)) })
    case .histogram(let edges, let series):
      members["kind"] = .string("histogram")
      members["edges"] = .array(edges.map { .finite($0) })
      members["series"] = .array(
        series.map { bars in
          .object([
            "name": .string(bars.name), "heights": .array(bars.heights.map { .finite($0) }),
          ])
        })
    case .bars(let label, let names, let series):
      members["kind"] = .string("bars")
      members["label"] = .string(label)
      members["names"] = .array(names.map(JSONValue.string))
      members["series"] = .array(series.map(\.json))
    case .groups(let groups):
      members["kind"] = .string("groups")
      members.merge(groups.json) { first, _ in first }
    }
    return .object(members)
  }
}

extension Exhibit.Intervals {
  fileprivate var json: JSONValue {
    .object([
      "name": .string(name),
      "values": .array(
        values.map { interval in
          guard let interval else { return .null }
          var members: [String: JSONValue] = [
            "value": .finite(interval.value), "low": interval.low.map(JSONValue.finite) ?? .null,
            "high": interval.high.map(JSONValue.finite) ?? .null,
          ]
          members["note"] = interval.note.map(JSONValue.string)
          return .object(members)
        }),
    ])
  }
}
