import Kernels
import Synchronization
import Tabular

/// A program that is started once and answers a line of JSON with a line of JSON.
///
/// Question: `{"id":1,"columns":["a"],"data":[[0.5]]}`. Answer: `{"id":1,"predictions":[…]}` or
/// `{"id":1,"probabilities":[…],"classes":[…]}`, or `{"id":1,"error":"…"}`. A program that failed is
/// not started again: what it had in memory is gone, and nobody would know.
final class LinesChannel: ScoringChannel {
  private enum State {
    case unasked
    case running(ChildProcess, questions: Int)
    case failed(ModelError)
    case finished
  }

  /// How long a program may take to end once nobody asks any more.
  private static let endingMilliseconds = 10_000

  private let command: ExternalCommand
  private let siblings: ChildProcesses
  private let batchRows: Int
  private let state = Mutex(State.unasked)

  init(_ command: ExternalCommand, _ siblings: ChildProcesses, batchRows: Int) {
    self.command = command
    self.siblings = siblings
    self.batchRows = max(1, batchRows)
  }

  deinit {
    state.withLock { state in
      // The end of its input tells the program that nobody asks any more.
      if case .running(let child, _) = state { _ = child.finish(milliseconds: 500) }
    }
  }

  var format: String { CommandChannel.formatID }

  var facts: [(name: String, value: String)] {
    [
      ("protocol", "lines"), ("rows a batch", "\(batchRows)"),
      ("timeout", Duration.milliseconds(command.timeoutMilliseconds).words),
    ]
  }

  func answer(for table: Table, parallel: Parallel) throws(ModelError) -> Table {
    let json = try TableJSON(table)
    let result = state.withLock { state -> Result<Table, ModelError> in
      do throws(ModelError) {
        return .success(try answer(json, &state))
      } catch {
        if case .running(let child, _) = state { child.end() }
        state = .failed(error)
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Ends the program, which must end with 0: one that fails at its end may have failed before.
  func finish() throws(ModelError) {
    let result = state.withLock { state -> Result<Void, ModelError> in
      guard case .running(let child, _) = state else { return .success(()) }
      state = .finished
      let limit = min(command.timeoutMilliseconds, Self.endingMilliseconds)
      guard let ending = child.ownEnding(milliseconds: limit) else {
        return .failure(
          command.problem(
            "did not end within \(Duration.milliseconds(limit).words) of the end of its input and was "
              + "killed; a program that answers lines ends with them", child))
      }
      return ending == .exit(0) ? .success(()) : .failure(command.problem(ending, child))
    }
    try result.get()
  }

  private func answer(_ json: TableJSON, _ state: inout State) throws(ModelError) -> Table {
    let child: ChildProcess
    var asked: Int
    switch state {
    case .unasked:
      (child, asked) = (try start(), 0)
      state = .running(child, questions: 0)
    case .running(let running, let questions): (child, asked) = (running, questions)
    case .failed(let error): throw error
    case .finished: throw .unanswered(problem: "is asked after its end")
    }
    var answers = AnswerColumns()
    while answers.rowCount < json.table.rowCount {
      let start = answers.rowCount
      let rows = start..<min(json.table.rowCount, start + batchRows)
      asked += 1
      state = .running(child, questions: asked)
      try ask(child, json, rows, id: asked, &answers)
    }
    return try answers.table()
  }

  private func start() throws(ModelError) -> ChildProcess {
    do throws(ChildProcess.Failure) {
      return try ChildProcess(command.command, among: siblings)
    } catch {
      throw command.problem(error, nil)
    }
  }

  private func ask(
    _ child: ChildProcess, _ json: TableJSON, _ rows: Range<Int>, id: Int,
    _ answers: inout AnswerColumns
  ) throws(ModelError) {
    var question = Array("{\"id\":\(id),".utf8)
    json.appendSplit(rows, to: &question)
    question += "}\n".utf8
    let line: [UInt8]
    do throws(ChildProcess.Failure) {
      line = try child.ask(question, limits: command.limits(rows: rows.count))
    } catch .endedEarly {
      let ending = child.finish(milliseconds: 1000)
      throw ending == .exit(0)
        ? command.problem(ChildProcess.Failure.endedEarly, child) : command.problem(ending, child)
    } catch {
      child.end()
      throw command.problem(error, child)
    }
    do throws(ModelError) {
      try read(line, id: id, rows: rows.count, &answers)
    } catch {
      throw .unanswered(problem: "answer \(id): \(command.secrets.hidden(in: error.description))")
    }
  }

  private func read(
    _ line: [UInt8], id: Int, rows: Int, _ answers: inout AnswerColumns
  ) throws(ModelError) {
    let document = try JSONReader.read(line, DocumentReading(unboxesNumbers: false))
    let answer = DocumentNode(document)
    if let complaint = try answer.optional("error") {
      throw .unanswered(problem: "the command says: \(complaint.text)")
    }
    guard try answer.member("id").integer() == id else {
      throw answer.malformed("answers another question; 'id' must be \(id)")
    }
    let classes = try answer.optional("classes")?.texts()
    if let probabilities = try answer.optional("probabilities") {
      try answers.add(probabilities, rows: rows, name: "probability", classes: classes)
    } else if let predictions = try answer.optional("predictions") {
      try answers.add(predictions, rows: rows, name: "prediction", classes: classes)
    } else {
      throw answer.malformed("has neither 'predictions' nor 'probabilities'")
    }
  }
}

extension DocumentNode {
  /// A text, or the word for what stands there instead.
  var text: String {
    if case .string(let text) = value { return String(text.prefix(500)) }
    return value.typeName
  }

  /// Class names: texts, numbers or truth values as people write them.
  func texts() throws(ModelError) -> [String] {
    var texts: [String] = []
    for element in try elements() {
      switch element.value {
      case .string(let text): texts.append(text)
      case .integer(let number): texts.append(String(number))
      case .boolean(let flag): texts.append(flag ? "true" : "false")
      default: throw element.malformed("is \(element.value.typeName); a class's name is expected")
      }
    }
    return texts
  }
}
