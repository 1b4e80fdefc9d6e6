import FoundationEssentials
import Mustache

/// The templates of the formats: built in, or a user's own.
package struct TemplateLibrary: Sendable {
  private let library: MustacheLibrary
  /// Files that are not templates: the style sheet and the script.
  private let plain: [String: String]

  /// Files that come with the program, from the folder `templates`.
  static let builtIn: [String: [UInt8]] = [
    "index.html.mustache": PackageResources.index_html_mustache,
    "finding.html.mustache": PackageResources.finding_html_mustache,
    "exhibit.html.mustache": PackageResources.exhibit_html_mustache,
    "summary.md.mustache": PackageResources.summary_md_mustache,
    "tollgate.css": PackageResources.tollgate_css,
    "tollgate.js": PackageResources.tollgate_js,
  ]

  private static let suffix = ".mustache"
  private static let sizeLimit = 1_000_000
  /// Markdown values arrive escaped for Markdown; HTML's escapes would be shown as they stand.
  private static let markdownPragma = "{{% CONTENT_TYPE:TEXT}}\n"

  /// - Parameter directory: Files here win over the built-in ones of the same name; further
  ///   `*.mustache` files can be used as partials, under their name without `.mustache`.
  init(overrides directory: String? = nil) throws(ReportError) {
    var texts = Self.builtIn.mapValues { String(decoding: $0, as: UTF8.self) }
    var origins: [String: String] = [:]
    if let directory {
      for (name, path) in try Self.files(in: directory) {
        texts[name] = try Self.read(path)
        origins[name] = path
      }
    }
    let templates = texts.filter { $0.key.hasSuffix(Self.suffix) }
    plain = texts.filter { !$0.key.hasSuffix(Self.suffix) }
    var library = MustacheLibrary()
    for name in templates.keys.sorted() {
      guard let text = templates[name] else { continue }
      let file = origins[name] ?? name
      try TemplateCheck.check(text, name: name, file: file, among: templates)
      library.register(try Self.parse(text, name: name, file: file), named: Self.partial(name))
    }
    self.library = library
  }

  /// The text of a template for one record.
  func render(_ name: String, _ record: TemplateRecord) -> String {
    library.render(record, withTemplate: name) ?? ""
  }

  /// The style sheet or the script.
  func file(_ name: String) -> String { plain[name] ?? "" }

  /// The name under which other templates use it: `finding.html`.
  static func partial(_ file: String) -> String { String(file.dropLast(suffix.count)) }

  private static func files(in directory: String) throws(ReportError) -> [(String, String)] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    } catch {
      throw .file(path: directory, problem: "the folder of templates cannot be read")
    }
    return names.filter { $0.hasSuffix(suffix) || builtIn[$0] != nil }
      .map { ($0, "\(directory)/\($0)") }
  }

  private static func read(_ path: String) throws(ReportError) -> String {
    // A pipe would be waited for.
    let target = URL(filePath: path).resolvingSymlinksInPath().path
    let type = try? FileManager.default.attributesOfItem(atPath: target)[.type]
    guard type as? FileAttributeType == .typeRegular,
      let data = FileManager.default.contents(atPath: path)
    else { throw .file(path: path, problem: "the template cannot be read") }
    guard data.count <= sizeLimit else {
      throw .file(path: path, problem: "a template must be smaller than \(sizeLimit) bytes")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw .file(path: path, problem: "a template must be UTF-8 text")
    }
    return text
  }

  private static func parse(
    _ text: String, name: String, file: String
  ) throws(ReportError) -> MustacheTemplate {
    let isMarkdown = partial(name).hasSuffix(".md")
    do {
      return try MustacheTemplate(string: isMarkdown ? markdownPragma + text : text)
    } catch let error as MustacheTemplate.ParserError {
      throw .template(
        file: file, line: error.context.lineNumber - (isMarkdown ? 1 : 0),
        column: error.context.columnNumber, problem: problem(error.error))
    } catch {
      throw .template(file: file, line: 1, column: 1, problem: problem(error))
    }
  }

  private static func problem(_ error: any Error) -> String {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect?: "this end does not match the section that is open"
    case .unfinishedName?: "a tag is not closed with '}}'"
    case .expectedSectionEnd?: "a section is not closed"
    case .invalidSetDelimiter?: "a change of delimiters must look like '{{=<% %>=}}'"
    case .transformAppliedToInheritanceSection?: "a block takes no transform"
    case .illegalTokenInsideInheritSection?, .textInsideInheritSection?:
      "only blocks may stand inside a parent"
    case .invalidConfigVariableSyntax?, .unrecognisedConfigVariable?: "an unknown pragma"
    case nil: "the template is cut off or a tag is not closed"
    }
  }
}
