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
    /// Amounts from zero on, for each name one bar of each series (importance of features).
    case bars(label: String, names: [String], series: [Intervals])
    /// One number of each group, for both models.
    case groups(Groups)
  }

  /// One number of each protected group, with the band that counts as parity.
  package struct Groups: Sendable, Equatable {
    /// What is shown: `selection rate`.
    package var label: String
    /// What a number rests on: `rows`, `positives`.
    package var counted: String
    /// How groups are compared: `ratio to Male`; nil where they are not.
    package var comparison: String?
    /// Whether the numbers are shares of rows.
    package var isShare: Bool
    /// Values inside are as like the reference as they must be; nil for an open side.
    package var bandLow: Double?
    package var bandHigh: Double?
    package var groups: [Group]

    package init(
      label: String, counted: String, comparison: String? = nil, isShare: Bool,
      bandLow: Double? = nil, bandHigh: Double? = nil, groups: [Group]
    ) {
      self.label = label
      self.counted = counted
      self.comparison = comparison
      self.isShare = isShare
      self.bandLow = bandLow
      self.bandHigh = bandHigh
      self.groups = groups
    }
  }

  /// One group of ``Groups``.
  package struct Group: Sendable, Equatable {
    package var name: String
    /// Nil where so few rows are not published.
    package var rows: Int?
    package var candidate: Estimate?
    package var baseline: Estimate?
    /// The candidate's value against the reference group's.
    package var comparison: Double?
    /// Why it is not judged, or that it is the reference; empty for any other.
    package var note: String

    package init(
      name: String, rows: Int?, candidate: Estimate? = nil, baseline: Estimate? = nil,
      comparison: Double? = nil, note: String = ""
    ) {
      self.name = name
      self.rows = rows
      self.candidate = candidate
      self.baseline = baseline
      self.comparison = comparison
      self.note = note
    }
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
    /// What the number alone does not say: `not read`.
    package var note: String?
    package init(
      value: Double, low: Double? = nil, high: Double? = nil, note: String? = nil
    ) {
      self.value = value
      self.low = low
      self.high = high
      self.note = note
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
