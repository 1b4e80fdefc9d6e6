import CLibXML2
import Findings

/// libxml2's text writer over a buffer in memory: the one place of this module that calls C.
///
/// Every text passes ``VisibleText`` first, because the writer writes characters that XML forbids
/// and the file then does not parse. Text is escaped, never CDATA: readers join CDATA parts wrongly.
@safe final class XMLWriter {
  private let buffer: xmlBufferPtr
  private let writer: xmlTextWriterPtr
  private var failed = false

  init() throws(ReportError) {
    guard let buffer = unsafe xmlBufferCreate() else { throw .xml("no memory for a buffer") }
    guard let writer = unsafe xmlNewTextWriterMemory(buffer, 0) else {
      unsafe xmlBufferFree(buffer)
      throw .xml("no memory for a writer")
    }
    unsafe self.buffer = unsafe buffer
    unsafe self.writer = unsafe writer
    unsafe check(xmlTextWriterSetIndent(writer, 1))
    unsafe check(xmlTextWriterSetIndentString(writer, "  "))
    unsafe check(xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil))
  }

  deinit {
    // The writer first: it flushes into the buffer.
    unsafe xmlFreeTextWriter(writer)
    unsafe xmlBufferFree(buffer)
  }

  /// Writes an element; `content` writes what stands inside.
  func element(
    _ name: String, _ attributes: [(name: String, value: String)] = [],
    content: () -> Void = {}
  ) {
    unsafe check(xmlTextWriterStartElement(writer, name))
    for attribute in attributes {
      unsafe check(
        xmlTextWriterWriteAttribute(writer, attribute.name, VisibleText.clean(attribute.value)))
    }
    content()
    unsafe check(xmlTextWriterEndElement(writer))
  }

  func text(_ text: String) {
    if text.isEmpty { return }
    unsafe check(xmlTextWriterWriteString(writer, VisibleText.clean(text)))
  }

  /// The whole document; nothing can be written after it.
  func finish() throws(ReportError) -> String {
    unsafe check(xmlTextWriterEndDocument(writer))
    unsafe check(xmlTextWriterFlush(writer))
    guard !failed, let content = unsafe xmlBufferContent(buffer) else {
      throw .xml("the XML writer ran out of memory")
    }
    let bytes = unsafe UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(buffer)))
    return unsafe String(decoding: bytes, as: UTF8.self)
  }

  private func check(_ status: CInt) {
    if status < 0 { failed = true }
  }
}
