/// Data to draw, not a drawing: each reporter shows it its own way.
package struct Exhibit: Sendable, Equatable {
  /// The data by kind of drawing. Points are in drawing order; labels are plain text, not markup.
  package enum Content: Sendable, Equatable {
    /// Lines in a unit square or a plain plot (ROC, precision–recall, calibration).
    case curves(xLabel: String, yLabel: String, unitSquare: Bool, diagonal: Bool, series: [Series])
    /// Counts; rows are true classes, columns predicted ones. One matrix per model.
    case confusion(classes: [String], matrices: [Matrix])
    case table(header: [String], rows: [[String]])
    case histogram(edges: [Double], series: [Bars])
    /// Numbers with their intervals, for each name one of each series (rates of groups). `band` is
    /// where they should lie.
    case intervals(label: String, names: [String], series: [Intervals], band: Band?)
    /// Amounts from zero on, for each name one bar of each series (importance of features).
    case bars(label: String, names: [String], series: [Intervals])
  }

  /// One line of a plot, through its points in the order they stand.
  package struct Series: Sendable, Equatable {
    /// `candidate`, `baseline` or a name.
    package var name: String
    package var points: [Point]
    package init(name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// A place in the plot's own units; both are finite.
  package struct Point: Sendable, Equatable {
    package var x: Double
    package var y: Double
    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The confusion of one model, with as many rows and columns as there are classes.
  package struct Matrix: Sendable, Equatable {
    package var name: String
    /// `cells[true][predicted]`, weighted where the gate has weights.
    package var cells: [[Double]]
    package init(name: String, cells: [[Double]]) {
      self.name = name
      self.cells = cells
    }
  }

  /// One model's bars: one fewer than the histogram has edges.
  package struct Bars: Sendable, Equatable {
    package var name: String
    package var heights: [Double]
    package init(name: String, heights: [Double]) {
      self.name = name
      self.heights = heights
    }
  }

  /// The numbers of one series, one for each name of the exhibit; nil where there is none.
  package struct Intervals: Sendable, Equatable {
    /// `candidate`, `baseline` or a name.
    package var name: String
    package var values: [Interval?]
    package init(name: String, values: [Interval?]) {
      self.name = name
      self.values = values
    }
  }

  /// A number, with the limits of its interval where a method gives any.
  package struct Interval: Sendable, Equatable {
    package var value: Double
    package var low: Double?
    package var high: Double?
    package init(value: Double, low: Double? = nil, high: Double? = nil) {
      self.value = value
      self.low = low
      self.high = high
    }
  }

  /// The part of the axis where numbers should lie; nil for an open end.
  package struct Band: Sendable, Equatable {
    /// What the band means, for example `four fifths of the highest rate`.
    package var name: String
    package var low: Double?
    package var high: Double?
    package init(name: String, low: Double? = nil, high: Double? = nil) {
      self.name = name
      self.low = low
      self.high = high
    }
  }

  /// Stable id, for example `roc`.
  package var id: String
  package var title: String
  package var content: Content

  package init(id: String, title: String, content: Content) {
    self.id = id
    self.title = title
    self.content = content
  }
}
