import ArgumentParser

@main
struct Tollgate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tollgate", abstract: "The quality gate for machine-learning models.")
}
