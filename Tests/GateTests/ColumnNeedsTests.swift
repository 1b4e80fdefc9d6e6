import Checks
import Models
import Tabular
import Testing

@testable import Gate

/// Which columns of the evaluation data a gate reads.
@Suite struct ColumnNeedsTests {
  private func needs(
    _ more: String = "", suites: String = "[roc_auc: {min: 0.5}]",
    models: [ModelDescription] = [ColumnNeedsTests.model(["age", "plan"])]
  ) throws -> ColumnNeeds {
    let configuration = try ConfigurationReader.read(
      """
      models: {candidate: c.json}
      data: {evaluation: t.parquet, label: y, id: person, exclude: [fold], protected: [sex]}
      \(more)
      suites: {p: \(suites)}
      """, file: "tollgate.yml")
    let files = Dictionary(uniqueKeysWithValues: zip(Role.allCases, models))
    return ColumnNeeds(
      .evaluation, Needs(try Intent(configuration, only: [])), configuration, models: files)
  }

  private static func model(
    _ names: [String], isNamed: Bool = true, further: [String] = []
  ) -> ModelDescription {
    var description = ModelDescription(
      format: "xgboost-json", producer: "", task: .binary, objective: "",
      features: names.map { Feature(name: $0, kind: .numeric) }, namesFeatures: isNamed)
    description.furtherColumns = further
    return description
  }

  @Test func `what models and configuration name is read, and nothing else`() throws {
    let read: Set = ["age", "plan", "y", "person", "sex"]
    #expect(try needs().named == read)
    #expect(try needs("slices: [{by: [town]}]").named == read.union(["town"]))
    #expect(
      try needs("slices: [{name: s, where: \"hours < 30 and town == 'A'\"}]").named
        == read.union(["hours", "town"]))
    #expect(
      try needs("pinned: {where: \"vip\"}").named == read.union(["vip"]))
    #expect(
      try needs(models: [Self.model(["age", "plan"], further: ["region"])]).named
        == read.union(["region"]))
  }

  @Test func `all is read where a model or a check may look at any column`() throws {
    #expect(try needs(models: [Self.model(["f0"], isNamed: false)]).named == nil)
    #expect(try needs(suites: "[weak_slices: {max: 0.1}]").named == nil)
    #expect(try needs(suites: "[weak_slices: {columns: [age], max: 0.1}]").named == nil)
  }

  @Test func `what a check names is read, and the text of an option that is no column is not`()
    throws
  {
    let read: Set = ["age", "plan", "y", "person", "sex"]
    #expect(
      try needs(
        suites: "[demographic_parity_ratio: {min: 0.5, by: [town], reference_group: plan}]"
      ).named == read.union(["town"]))
    #expect(try needs().applied(to: TableOptions()).allowsAbsentColumns)
  }

  @Test func `a gate of tables reads what its checks name, and no model's inputs`() throws {
    let configuration = try ConfigurationReader.read(
      """
      data: {evaluation: t.csv, reference: r.csv}
      suites: {p: [row_count, missing: {columns: [age]}, unseen_categories: {columns: [town]}]}
      """, file: "tollgate.yml")
    let needs = Needs(try Intent(configuration, only: []))
    #expect(needs.answers.isEmpty && !needs.labels && needs.reference)
    #expect(needs.models(of: configuration).isEmpty)
    for population in Population.allCases {
      #expect(
        ColumnNeeds(population, needs, configuration, models: [:]).named == ["age", "town"])
    }
  }

  @Test func `no model is opened that no entry asks`() throws {
    let configuration = try ConfigurationReader.read(
      """
      models: {candidate: c.json, baseline: b.json}
      data: {evaluation: t.csv, label: y}
      suites: {tables: [row_count], models: [unknown_categories: {max: 1%}], p: [roc_auc]}
      """, file: "tollgate.yml")
    func needs(_ only: String) throws -> Needs { Needs(try Intent(configuration, only: [only])) }
    #expect(try needs("tables").models(of: configuration).isEmpty)
    #expect(try needs("models").models(of: configuration) == [.candidate, .baseline])
    #expect(try !needs("models").labels)
    #expect(try needs("p").labels)
  }

  @Test func `an absent column is looked for among all`() throws {
    let needs = try needs()
    let table = Table(columns: [Column(name: "y", values: .numeric([1]))])
    #expect(
      !needs.areMet(by: LoadedTable(table: table, storedColumns: ["y", "agee"], format: "csv")))
    #expect(
      needs.areMet(
        by: LoadedTable(
          table: table, storedColumns: ["y", "age", "plan", "person", "sex", "more"],
          format: "csv")))
    #expect(needs.widened.applied(to: TableOptions()).columns == nil)
  }
}
