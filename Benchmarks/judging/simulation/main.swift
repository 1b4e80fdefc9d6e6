import Findings
import Glibc
import Kernels
import Metrics
import Statistics

// judging coverage|gate REPEATS: prints one line a result, tab-separated.

let arguments = CommandLine.arguments
let repeats = arguments.count > 2 ? Int(arguments[2]) ?? 1000 : 1000
let parallel = Parallel(threads: 2)

func line(_ fields: [String]) {
  print(fields.joined(separator: "\t"))
  fflush(nil)
}

func report<Outcomes: RowOutcomes>(
  _ world: World, _ metrics: [Metric<Outcomes>], rows: [Int],
  draw:
    @escaping @Sendable (Int, inout Random) -> (
      candidate: Outcomes, baseline: Outcomes?, identity: RowIdentity
    )
) {
  // A bootstrap takes a thousand times as long.
  let (drawn, closed) = (
    metrics.filter { $0.interval == .bootstrap }, metrics.filter { $0.interval != .bootstrap }
  )
  report(world, closed, rows: rows, repeats: repeats, draw: draw)
  if !drawn.isEmpty { report(world, drawn, rows: rows, repeats: max(1, repeats / 5), draw: draw) }
}

func report<Outcomes: RowOutcomes>(
  _ world: World, _ metrics: [Metric<Outcomes>], rows: [Int], repeats: Int,
  draw:
    @escaping @Sendable (Int, inout Random) -> (
      candidate: Outcomes, baseline: Outcomes?, identity: RowIdentity
    )
) {
  let table: Coverage.Draw<Outcomes> = { rows, stream in
    var random = Random(seed: 7, stream: "\(world.name) \(rows) \(stream)")
    return draw(rows, &random)
  }
  let truths = Coverage.truths(metrics, parallel: parallel, draw: table)
  for count in rows {
    let tallies = Coverage.of(
      metrics, truths, rows: count, repeats: repeats, parallel: parallel, draw: table)
    for (metric, tally) in zip(metrics, tallies) {
      let methods = tally.methods.sorted { $0.value > $1.value }.prefix(2)
        .map { "\($0.key) (\($0.value))" }.joined(separator: "; ")
      line([
        world.name, metric.id, "\(count)", "\(tally.value.share)", "\(tally.value.defined)",
        "\(tally.difference.share)", "\(tally.difference.defined)", methods,
      ])
    }
  }
}

switch arguments.count > 1 ? arguments[1] : "" {
case "coverage":
  let extra: [Metric<BinaryOutcomes>] = [
    .topShare(.precision, of: 0.1), .topShare(.recall, of: 0.1), .topShare(.lift, of: 0.1),
  ]
  let binary = MetricCatalog.binary + extra
  for world in [
    World(name: "calm"),
    World(name: "close", shared: 0.995),
    World(name: "apart", prevalence: 0.5, separation: 1, shared: 0.5, extraNoise: 0.5),
    World(name: "tied", prevalence: 0.4, levels: 8),
    World(name: "rare", prevalence: 0.1, separation: 2, extraNoise: 0.2),
  ] {
    report(world, binary, rows: [30, 100, 1000]) { rows, random in
      let table = world.binary(rows, &random)
      return (table.candidate, table.baseline, table.identity)
    }
  }
  for world in [
    World(name: "weighted", extraNoise: 0.3, isWeighted: true),
    World(name: "clustered", extraNoise: 0.3, clusterSize: 5),
  ] {
    report(world, binary, rows: [150, 1000]) { rows, random in
      let table = world.binary(rows, &random)
      return (table.candidate, table.baseline, table.identity)
    }
  }
  let counted = World(name: "counted", prevalence: 0.4, extraNoise: 0.3, levels: 4)
  report(counted, binary, rows: [30, 100, 1000]) { rows, random in
    let table = counted.counted(rows, &random)
    return (table.candidate, table.baseline, table.identity)
  }
  for world in [
    World(name: "flips", extraNoise: 0.3), World(name: "flips, close", shared: 0.995),
    World(name: "flips, weighted", extraNoise: 0.3, isWeighted: true),
    World(name: "flips, clustered", extraNoise: 0.3, clusterSize: 5),
  ] {
    let rows = world.clusterSize > 1 ? [150, 1000] : [30, 100, 1000]
    report(world, FlipMeasure.allCases.map(\.metric) + [.alertVolume], rows: rows) { rows, random in
      let (pairs, identity) = world.rightness(rows, &random)
      return (pairs, nil, identity)
    }
  }
  let queries = World(name: "queries", separation: 1, extraNoise: 0.3)
  report(queries, MetricCatalog.ranking, rows: [30, 100, 1000]) { rows, random in
    let table = queries.ranking(rows, &random)
    return (table.candidate, table.baseline, RowIdentity())
  }
  let calm = World(name: "classes", separation: 2, extraNoise: 0.2)
  report(calm, MetricCatalog.multiclass, rows: [30, 100, 1000]) { rows, random in
    let table = calm.multiclass(rows, &random)
    return (table.candidate, table.baseline, RowIdentity())
  }
  let numbers = World(name: "numbers", extraNoise: 0.05)
  report(numbers, MetricCatalog.regression, rows: [30, 100, 1000]) { rows, random in
    let table = numbers.regression(rows, &random)
    return (table.candidate, table.baseline, RowIdentity())
  }
case "gate":
  for (world, rows, margins, share) in [
    (World(name: "equal", shared: 0.95), 2_000, ["0", "0.5pp"], 1),
    (World(name: "equal", shared: 0.95), 100_000, ["0", "0.5pp"], 5),
    (World(name: "-0.5 pp", shared: 0.995, spoiled: 0.005), 100_000, ["0", "0.2pp"], 10),
    (World(name: "-0.3 pp", shared: 0.995, spoiled: 0.003), 100_000, ["0"], 10),
  ] {
    for margin in margins {
      let result = try GateErrors.run(
        world, rows: rows, repeats: max(1, repeats / share), margin: margin, parallel: parallel)
      line([world.name, "\(rows)", margin] + result.fields)
    }
  }
default: print("usage: judging coverage|gate [REPEATS]")
}
