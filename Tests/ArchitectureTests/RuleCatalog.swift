/// All rules about the text of a file, in the order in which they are reported.
enum RuleCatalog {
  static let all: [Rule] = [
    length, fileNames, leftovers, documentation, unsafeCode, printing, streams, clock, tasks,
    forcing, globalState, foundation, hashOrder, suggestions,
  ]

  static let length = Rule(
    name: "at most 400 lines a file", because: "a file is one idea",
    folders: ["Sources/", "Tests/"]
  ) { file in
    file.lineCount > 400 ? [(nil, "\(file.lineCount) lines")] : []
  }

  static let fileNames = Rule(
    name:
      "a file is named after what it declares (Type.swift, Type+Topic.swift, or a metric's name)",
    because: "a reader finds a type without searching",
    allowed: ["Sources/tollgate/CommonOptions.swift": "the groups of flags that commands share"]
  ) { file in
    guard let type = file.name.split(separator: "+").first, file.name != "main" else { return [] }
    let keywords = ["struct", "class", "enum", "actor", "protocol", "typealias", "extension"]
    let declaresType = file.code.contains { line in
      keywords.contains { line.holds(token: "\($0) \(type)") || line.holds(token: ".\(type)") }
    }
    return declaresType || declaresValue(type.lowercased(), in: file)
      ? [] : [(nil, "declares no '\(type)'")]
  }

  /// Whether `file` extends a type by a value called `name`: a metric is `static let rocAUC` in
  /// `ROCAUC.swift`, and `MulticlassRecall.swift` may say `static let recall`.
  private static func declaresValue(_ name: String, in file: SourceFile) -> Bool {
    file.code.contains { line in
      let words = line.split { !$0.isWord }
      guard let keyword = words.firstIndex(where: { ["let", "var", "func"].contains($0) }) else {
        return false
      }
      return words.dropFirst(keyword + 1).first.map { name.hasSuffix($0.lowercased()) } ?? false
    }
  }

  static let leftovers = Rule(
    name: "no TODO, FIXME, XXX", because: "an issue says it better, and somebody reads issues",
    folders: ["Sources/", "Tests/"], allowed: ["Tests/ArchitectureTests/": "names the words"]
  ) { file in
    file.lines.enumerated().flatMap { line, text in
      ["TODO", "FIXME", "XXX"].filter { text.holds(token: $0) }.map { (line, "'\($0)'") }
    }
  }

  /// A stored property may speak by its name and its type's comment, and so may the initialiser that
  /// fills it; a requirement of a known protocol is documented there. Everything else says what its
  /// signature cannot.
  static let documentation = Rule(
    name: "a 'package' declaration has a doc comment", because: "other targets build on it"
  ) { file in
    let known: Set<String> = [
      "description", "debugDescription", "errorDescription", "==", "<", "hash", "encode", "next",
      "makeIterator", "startIndex", "endIndex", "index", "allCases", "rawValue", "Element",
    ]
    return PackageDeclaration.all(in: file)
      .filter {
        !$0.isDocumented && !$0.isStored && $0.keyword != "init" && !known.contains($0.name)
          && !ProtocolRequirements.names.contains($0.name)
      }
      .map { ($0.line, "\($0.keyword) '\($0.name)' has no '///' above it") }
  }

  /// The wrapper of a C library is known by its import of one of the `C…` targets.
  static let unsafeCode = Rule(
    name: "'unsafe' only in Kernels and in the wrapper of a C library",
    because: "memory safety is proved in few places and trusted elsewhere",
    allowed: [
      "Sources/Kernels/": "hot loops behind safe signatures",
      "Sources/Digest/": "the wrapper of the hash library, with the read(2) that feeds it",
      "Sources/tollgate/System.swift": "the system calls of the command, behind safe signatures",
    ]
  ) { file in
    let wrapsLibrary = file.code.contains { code in
      let words = code.split(separator: " ")
      guard words.dropLast().last == "import", let module = words.last else { return false }
      return module.first == "C" && module.dropFirst().first?.isUppercase == true
    }
    if wrapsLibrary { return [] }
    return file.code.enumerated().flatMap { line, code in
      ["unsafe", "@unchecked", "withUnsafeBytes"].filter { code.holds(token: $0) }
        .map { (line, "'\($0)'") }
    }
  }

  static let printing = Rule.forbids(
    ["print(", "debugPrint(", "dump(", "NSLog("], name: "no printing outside the command",
    because: "values all the way; the command alone writes to a terminal",
    allowed: ["Sources/tollgate/": "talks to the person at the terminal"])

  static let streams = Rule.forbids(
    ["System.write", "System.writeAll", "Terminal.act", "print(", "fputs("],
    name: "bytes reach a stream through 'Terminal.write' alone",
    because: "names and cells are harmless there, whatever they hold",
    allowed: [
      "Sources/tollgate/System.swift": "the system call",
      "Sources/tollgate/Terminal.swift": "where words become harmless",
      "Sources/tollgate/TextFile.swift": "writes files",
      "Sources/tollgate/DataOutput.swift": "exact data, looked through before it goes to a stream",
      "Sources/tollgate/CheckCommand.swift":
        "the summary, whose colours are ours and cells harmless",
      "Sources/tollgate/CIPlatform.swift": "commands for the platform, whose data are escaped",
      "Sources/tollgate/Progress.swift": "moves the cursor of a terminal",
      "Sources/tollgate/RenderCommand.swift": "reports, looked through before they go to a stream",
    ])

  static let clock = Rule.forbids(
    ["Date()", "Date.now", "ContinuousClock", "SuspendingClock", "clock_gettime", "gettimeofday"],
    name: "no clock outside the command", because: "the same inputs give the same bytes",
    allowed: ["Sources/tollgate/": "measures the run for the report's 'run' part"])

  static let tasks = Rule.forbids(
    ["Task {", "Task.detached", "DispatchQueue.global", "Thread("],
    name: "no work that nobody waits for", because: "parallel work goes through 'Parallel'",
    allowed: ["Sources/Kernels/": "where 'Parallel' is", "Sources/tollgate/": "signals, progress"])

  static let forcing = Rule.forbids(
    ["try!", "as!", "fatalError(", "unsafeBitCast", "unowned(unsafe)"],
    name: "nothing that ends the process on bad input",
    because: "a hostile file gives an error, never a crash")

  static let globalState = Rule(
    name: "no singleton, no global variable", because: "a check is a function of its values"
  ) { file in
    file.code.enumerated().compactMap { line, code in
      if code.holds(token: "static let shared") { return (line, "'static let shared'") }
      if code.holds(token: "static var"), !code.contains("{"), code.contains("=") {
        return (line, "a stored 'static var'")
      }
      return code.hasPrefix("var ") && !code.contains("{") ? (line, "a global 'var'") : nil
    }
  }

  static let foundation = Rule(
    name: "no import of full Foundation", because: "it brings 40 MB of Unicode tables with it"
  ) { file in
    file.code.enumerated().compactMap { line, code in
      let words = code.split(separator: " ")
      let isImport = words.dropLast().last == "import"
      return isImport && words.last == "Foundation" ? (line, "use 'FoundationEssentials'") : nil
    }
  }

  /// Comments may say it.
  static let suggestions = Rule(
    name: "every 'did you mean' is made by 'Suggestion'",
    because: "what is near is decided in one place, and said in one way",
    allowed: [
      "Sources/Kernels/Text/Suggestion.swift": "makes them",
      "Sources/tollgate/UsageText.swift": "takes away those of the library of arguments",
    ]
  ) { file in
    file.lines.enumerated().compactMap { line, text in
      let isComment = text.drop { $0 == " " }.hasPrefix("//")
      return !isComment && text.lowercased().contains("did you mean")
        ? (line, "'did you mean'") : nil
    }
  }

  /// A dictionary's and a set's order differs from run to run. Only what one file shows is found: a
  /// walk over `.keys`, or over a name that the same file declares as a dictionary or a set.
  static let hashOrder = Rule(
    name: "no walk in the order of a hash table", because: "the same inputs give the same bytes"
  ) { file in
    HashOrder.walks(in: file)
  }
}
