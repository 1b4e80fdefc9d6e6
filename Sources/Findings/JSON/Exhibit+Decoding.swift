extension Exhibit {
  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      id: try cursor["id"].string, title: try cursor["title"].string,
      content: try Content(cursor))
  }
}

extension Exhibit.Content {
  init(_ cursor: JSONCursor) throws(JSONError) {
    let kind = try cursor["kind"]
    switch try kind.string {
    case "curves":
      self = .curves(
        xLabel: try cursor["x_label"].string, yLabel: try cursor["y_label"].string,
        unitSquare: try cursor["unit_square"].bool, diagonal: try cursor["diagonal"].bool,
        series: try cursor["series"].elements.map { line throws(JSONError) in
          try Exhibit.Series(line)
        })
    case "confusion":
      self = .confusion(
        classes: try cursor["classes"].strings,
        matrices: try cursor["matrices"].elements.map { matrix throws(JSONError) in
          Exhibit.Matrix(
            name: try matrix["name"].string,
            cells: try matrix["cells"].elements.map { row throws(JSONError) in try row.numbers })
        })
    case "table":
      self = .table(
        header: try cursor["header"].strings,
        rows: try cursor["rows"].elements.map { row throws(JSONError) in try row.strings })
    case "histogram":
      self = .histogram(
        edges: try cursor["edges"].numbers,
        series: try cursor["series"].elements.map { bars throws(JSONError) in
          Exhibit.Bars(name: try bars["name"].string, heights: try bars["heights"].numbers)
        })
    case "bars":
      let names = try cursor["names"].strings
      self = .bars(
        label: try cursor["label"].string, names: names,
        series: try cursor["series"].elements.map { line throws(JSONError) in
          try Exhibit.Intervals(line, names: names.count)
        })
    case "groups":
      self = .groups(try Exhibit.Groups(cursor))
    case let other:
      throw kind.failure(
        "'\(other)' is not known; it must be one of curves, confusion, table, histogram, bars, groups"
      )
    }
  }
}

extension Exhibit.Intervals {
  fileprivate init(_ cursor: JSONCursor, names: Int) throws(JSONError) {
    let values = try cursor["values"]
    let elements = try values.elements
    guard elements.count == names else {
      throw values.failure("\(elements.count) values for \(names) names; each name needs one")
    }
    self.init(
      name: try cursor["name"].string,
      values: try elements.map { element throws(JSONError) in
        if element.value == .null { return nil }
        return Exhibit.Interval(
          value: try element["value"].number, low: try element.optional("low")?.number,
          high: try element.optional("high")?.number, note: try element.optional("note")?.string)
      })
  }
}

extension Exhibit.Series {
  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    let xs = try cursor["x"].numbers
    let ys = try cursor["y"].numbers
    guard xs.count == ys.count else {
      throw cursor.failure(
        "\(xs.count) values in 'x' and \(ys.count) in 'y'; each point needs both")
    }
    self.init(name: try cursor["name"].string, points: zip(xs, ys).map(Exhibit.Point.init(x:y:)))
  }
}

extension JSONCursor {
  fileprivate var numbers: [Double] {
    get throws(JSONError) {
      try elements.map { element throws(JSONError) in try element.number }
    }
  }

  fileprivate var strings: [String] {
    get throws(JSONError) {
      try elements.map { element throws(JSONError) in try element.string }
    }
  }
}
