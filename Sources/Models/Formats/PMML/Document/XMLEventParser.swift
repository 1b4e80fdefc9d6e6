import CLibXML2
import Kernels

/// What an ``XMLEventParser`` finds, in the order of the document.
protocol XMLEventReader: AnyObject {
  /// An element begins; its attributes follow.
  func start(_ name: Span<UInt8>, line: Int) throws(ModelError)
  /// An attribute of the element that began last, entities resolved.
  func attribute(_ name: Span<UInt8>, _ value: Span<UInt8>) throws(ModelError)
  /// A piece of the text of the open element.
  func text(_ text: Span<UInt8>) throws(ModelError)
  /// The open element ends.
  func end() throws(ModelError)
}

/// libxml2's SAX2 push parser over bytes in memory: the one place of this module that calls C.
///
/// No entity is ever loaded or expanded: a document with a DOCTYPE is refused where it stands, so
/// only the five entities of XML itself exist. There is no network, no schema and no tree.
@safe final class XMLEventParser {
  private let reader: any XMLEventReader
  private var context: xmlParserCtxtPtr?
  private var failure: ModelError?
  private var depth = 0

  /// Nesting beyond this is refused.
  private static let depthLimit = Limits.Models.pmmlLevels
  private static let chunk = 1 << 16

  private init(_ reader: any XMLEventReader) { self.reader = reader }

  /// Tells `reader` what stands in `bytes`.
  ///
  /// - Throws: the error of the reader, or ``ModelError/malformed(place:problem:)`` with the line in
  ///   which the XML breaks.
  static func parse(_ bytes: [UInt8], _ reader: any XMLEventReader) throws(ModelError) {
    try XMLEventParser(reader).run(bytes)
  }

  private func run(_ bytes: [UInt8]) throws(ModelError) {
    var handlers = unsafe XMLEventParser.handlers()
    let me = unsafe Unmanaged.passUnretained(self).toOpaque()
    guard let context = unsafe xmlCreatePushParserCtxt(&handlers, me, nil, 0, nil) else {
      throw .unreadable(problem: "there is no memory for an XML parser")
    }
    unsafe self.context = context
    defer {
      unsafe xmlFreeParserCtxt(context)
      unsafe self.context = nil
    }
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    unsafe xmlCtxtUseOptions(context, CInt(options))
    var isWell = true
    unsafe bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while isWell, failure == nil, start < bytes.count {
        let count = min(XMLEventParser.chunk, bytes.count - start)
        let piece = unsafe bytes.baseAddress.map { unsafe UnsafeRawPointer($0 + start) }
        isWell =
          unsafe xmlParseChunk(
            context, piece?.assumingMemoryBound(to: CChar.self), CInt(count), 0) == 0
        start += count
      }
    }
    if isWell, failure == nil { isWell = unsafe xmlParseChunk(context, nil, 0, 1) == 0 }
    if let failure { throw failure }
    if !isWell { throw unsafe XMLEventParser.breakage(of: context) }
  }

  /// Does `work` unless something went wrong before; the first error ends the parsing.
  private func attempt(_ work: () throws(ModelError) -> Void) {
    guard failure == nil else { return }
    do throws(ModelError) {
      try work()
    } catch {
      failure = error
      unsafe xmlStopParser(context)
    }
  }

  private var line: Int { unsafe context.map { unsafe Int(xmlSAX2GetLineNumber($0)) } ?? 0 }

  private func start(
    _ name: UnsafePointer<xmlChar>?, _ count: CInt,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    attempt { () throws(ModelError) in
      depth += 1
      guard depth <= XMLEventParser.depthLimit else {
        throw .tooLarge(
          what: "line \(line): the nesting of elements", limit: "\(XMLEventParser.depthLimit)")
      }
      try unsafe reader.start(XMLEventParser.text(name).span, line: line)
      // Five pointers each: name, prefix, namespace, first and last byte of the value.
      for index in 0..<Int(count) {
        guard let attributes = unsafe attributes, let first = unsafe attributes[index * 5 + 3],
          let end = unsafe attributes[index * 5 + 4]
        else { continue }
        let value = unsafe UnsafeBufferPointer(start: first, count: end - first)
        try unsafe reader.attribute(
          XMLEventParser.text(attributes[index * 5]).span, value.span)
      }
    }
  }

  private func end() {
    attempt { () throws(ModelError) in
      depth -= 1
      try reader.end()
    }
  }

  private func characters(_ bytes: UnsafePointer<xmlChar>?, _ count: CInt) {
    attempt { () throws(ModelError) in
      let bytes = unsafe UnsafeBufferPointer(start: bytes, count: Int(count))
      try unsafe reader.text(bytes.span)
    }
  }

  private func refuseDeclaration() {
    attempt { () throws(ModelError) in
      throw .malformed(
        place: "line \(line)",
        problem: "a DOCTYPE, which can name other files and grow without end, is never read; "
          + "PMML needs none, remove it")
    }
  }

  private static func text(_ name: UnsafePointer<xmlChar>?) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: name, count: name.map { unsafe Int(xmlStrlen($0)) } ?? 0)
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> XMLEventParser? {
    unsafe pointer.map { unsafe Unmanaged<XMLEventParser>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func handlers() -> xmlSAXHandler {
    var handlers = unsafe xmlSAXHandler()
    unsafe handlers.initialized = XML_SAX2_MAGIC
    unsafe handlers.internalSubset = { me, _, _, _ in
      unsafe XMLEventParser.of(me)?.refuseDeclaration()
    }
    unsafe handlers.startElementNs = { me, name, _, _, _, _, count, _, attributes in
      unsafe XMLEventParser.of(me)?.start(name, count, attributes)
    }
    unsafe handlers.endElementNs = { me, _, _, _ in unsafe XMLEventParser.of(me)?.end() }
    unsafe handlers.characters = { me, text, count in
      unsafe XMLEventParser.of(me)?.characters(text, count)
    }
    unsafe handlers.cdataBlock = { me, text, count in
      unsafe XMLEventParser.of(me)?.characters(text, count)
    }
    return unsafe handlers
  }

  /// What libxml2 says of the place where the document breaks.
  private static func breakage(of context: xmlParserCtxtPtr) -> ModelError {
    guard let error = unsafe xmlCtxtGetLastError(context), let words = unsafe error.pointee.message
    else { return .malformed(place: "the XML", problem: "is not well-formed") }
    let message = unsafe String(cString: words).split(separator: "\n").joined(separator: " ")
    return .malformed(
      place: unsafe "line \(error.pointee.line)", problem: "is not well-formed XML: \(message)")
  }
}
