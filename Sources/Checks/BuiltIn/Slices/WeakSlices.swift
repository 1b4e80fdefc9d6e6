internal import Findings
internal import Kernels
internal import Metrics
internal import Statistics

/// The slices on which a model loses more than on the whole, searched among all conjunctions of up to
/// three conditions; with a baseline, which of them are new, inherited or fixed.
///
/// One measurement for each slice whose loss is shown to exceed the mean of all rows by more than tau,
/// for either model; where the candidate has none, one for the slice that comes nearest.
struct WeakSlices: Check {
  let options: SliceOptions

  var idleOptions: [String] { options.idle }

  var limits: ClosedRange<Double>? { options.loss.range }

  typealias Inputs = (models: (Outcomes, Outcomes?), identity: RowIdentity, table: LiteralTable)

  var demand: Demand<(models: (Outcomes, Outcomes?), identity: RowIdentity, table: LiteralTable)> {
    Demand.both(
      Demand<(Outcomes, Outcomes?)>.both(.outcomes(.candidate), .ifGiven(.outcomes(.baseline))),
      Demand<(RowIdentity, LiteralTable)>.both(
        .rowIdentity(hasKeys: false), .literals(options.request))
    ).map { models, rows in (models: models, identity: rows.0, table: rows.1) }
  }

  func measure(
    _ inputs: (models: (Outcomes, Outcomes?), identity: RowIdentity, table: LiteralTable),
    settings: MeasureSettings
  ) -> [Measurement] {
    let unit = options.loss.unit
    let candidate: [Double]
    switch inputs.models.0.losses(options.loss) {
    case .values(let losses): candidate = losses
    case .undefined(let reason): return SliceMeasurement.undefined(reason, unit: unit)
    }
    // A baseline without this loss (decisions only) leaves the candidate's slices as they are.
    var baseline: [Double]?
    if case .values(let losses)? = inputs.models.1?.losses(options.loss) { baseline = losses }
    let rows = SliceRows(
      inputs.table, sample: inputs.models.0.sample(inputs.identity), values: candidate,
      options: options, seed: settings.seed)
    let finder = SliceFinder(rows, options, settings.parallel)
    if let refusal = finder.refusal { return SliceMeasurement.undefined(refusal, unit: unit) }
    guard rows.test.count > 1, rows.search.count > 1 else {
      return SliceMeasurement.undefined("there are too few rows", unit: unit)
    }
    if let nothing = finder.emptiness {
      let shared = SliceMeasurement(finder: finder, options: options, settings: settings)
      return SliceMeasurement.undefined(nothing, unit: unit, detail: shared.detail)
    }
    do throws(SliceSearchError) {
      let listing = WeakSliceListing(
        finder: finder, options: options, settings: settings, candidate: candidate,
        baseline: baseline)
      return try listing.measurements().map { $0.within(SliceMeasurement.range(of: unit)) }
    } catch {
      return SliceMeasurement.undefined(error.description, unit: unit)
    }
  }
}

extension WeakSlices {
  static func kind(_ task: TaskKind) -> CheckKind {
    CheckKind(
      id: "weak_slices", title: "Weak slices",
      summary: "Slices, searched by conjunctions of conditions, where the model loses most.",
      formula:
        "mean loss over the slice, for slices where it is shown to exceed the mean of all rows "
        + "by more than tau",
      reference: "sliceline.Slicefinder (search; alpha, k, max_l, min_sup)",
      direction: .lower, unit: SliceOptions.losses(task)[0].unit, task: task,
      options: SliceOptions.all(task), baseline: .compared("paired t on the rows of the slice"),
      defaultJudge: .shown,
      findsSlices: true, limits: 0...Double.infinity,
      make: { reader throws(OptionError) in
        WeakSlices(options: try SliceOptions(&reader, task: task))
      })
  }
}
