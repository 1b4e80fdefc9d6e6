import CLibXML2
import Glibc

/// A parsed document, for tests: libxml2's own judgement on well-formedness and on a schema.
final class XMLDocument {
  struct Problem: Error { let text: String }

  private let document: xmlDocPtr

  init(_ text: String) throws {
    let options = CInt(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue)
    let bytes = Array(text.utf8CString)
    guard let document = xmlReadMemory(bytes, CInt(bytes.count - 1), nil, "UTF-8", options) else {
      throw Problem(text: lastError)
    }
    self.document = document
  }

  deinit { xmlFreeDoc(document) }

  /// Problems are thrown with what libxml2 says.
  func validate(againstSchemaAt path: String) throws {
    guard let parser = xmlSchemaNewParserCtxt(path) else { throw Problem(text: "no parser") }
    defer { xmlSchemaFreeParserCtxt(parser) }
    guard let schema = xmlSchemaParse(parser) else { throw Problem(text: lastError) }
    defer { xmlSchemaFree(schema) }
    guard let context = xmlSchemaNewValidCtxt(schema) else { throw Problem(text: "no context") }
    defer { xmlSchemaFreeValidCtxt(context) }
    if xmlSchemaValidateDoc(context, document) != 0 { throw Problem(text: lastError) }
  }

  /// Test cases as their attributes with the child elements by name.
  var cases: [[String: String]] {
    var found: [[String: String]] = []
    visit(xmlDocGetRootElement(document)) { element in
      guard Self.name(element) == "testcase" else { return }
      var record = Self.attributes(element)
      var child = element.pointee.children
      while let node = child {
        if node.pointee.type == XML_ELEMENT_NODE {
          record["<\(Self.name(node))>"] = Self.content(node)
          for (key, value) in Self.attributes(node) { record["\(Self.name(node))@\(key)"] = value }
        }
        child = node.pointee.next
      }
      found.append(record)
    }
    return found
  }

  var rootAttributes: [String: String] {
    xmlDocGetRootElement(document).map(Self.attributes) ?? [:]
  }

  private func visit(_ node: xmlNodePtr?, _ body: (xmlNodePtr) -> Void) {
    var next = node
    while let element = next {
      if element.pointee.type == XML_ELEMENT_NODE {
        body(element)
        visit(element.pointee.children, body)
      }
      next = element.pointee.next
    }
  }

  private static func name(_ node: xmlNodePtr) -> String { String(cString: node.pointee.name) }

  private static func content(_ node: xmlNodePtr) -> String {
    guard let text = xmlNodeGetContent(node) else { return "" }
    defer { free(text) }
    return String(cString: text)
  }

  private static func attributes(_ node: xmlNodePtr) -> [String: String] {
    var result: [String: String] = [:]
    var next = node.pointee.properties
    while let attribute = next {
      let name = String(cString: attribute.pointee.name)
      if let text = xmlGetProp(node, attribute.pointee.name) {
        result[name] = String(cString: text)
        free(text)
      }
      next = attribute.pointee.next
    }
    return result
  }
}

private var lastError: String {
  guard let error = xmlGetLastError() else { return "no reason" }
  return "line \(error.pointee.line): " + String(cString: error.pointee.message)
}
