internal import Checks
package import Findings

/// The JSON Schema of `tollgate.yml`, made from ``ConfigurationKeys`` and the catalogue of checks.
package enum ConfigurationSchema {
  /// JSON Schema, draft 2020-12.
  package static var value: JSONValue {
    guard case .object(var schema) = mapping(ConfigurationKeys.root) else { return .null }
    schema["$schema"] = .string("https://json-schema.org/draft/2020-12/schema")
    schema["title"] = .string("tollgate.yml")
    return .object(schema)
  }

  private static func mapping(_ keys: [ConfigurationKey]) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    for key in keys {
      var property = shape(key.shape)
      if case .object(var fields) = property {
        fields["description"] = .string(key.summary)
        property = .object(fields)
      }
      properties[key.name] = property
    }
    return .object([
      "type": .string("object"), "additionalProperties": .bool(false),
      "properties": .object(properties),
      "required": .array(keys.filter(\.isRequired).map { .string($0.name) }),
    ])
  }

  private static func shape(_ shape: ConfigurationKey.Shape) -> JSONValue {
    switch shape {
    case .text, .path, .column:
      // A label may be 1 or true: YAML's own types are welcome wherever a text is.
      type("string", "number", "boolean")
    case .number: type("number", "string")
    case .integer: type("integer")
    case .choice(let choices): .object(["enum": .array(choices.map { .string($0) })])
    case .list(let item):
      .object([
        "anyOf": .array([
          .object(["type": .string("array"), "items": self.shape(item)]), self.shape(item),
        ])
      ])
    case .either(let shapes): .object(["anyOf": .array(shapes.map(self.shape))])
    case .mapping(let keys): mapping(keys)
    case .named(let item):
      .object(["type": .string("object"), "additionalProperties": self.shape(item)])
    case .suites: suites
    }
  }

  private static func shape(_ shape: CheckOption.Shape) -> ConfigurationKey.Shape {
    switch shape {
    case .number: .number
    case .choice(let choices): .choice(choices)
    case .columns: .list(.column)
    case .attributes: .either([.list(.column), .list(.list(.column))])
    case .texts: .list(.text)
    case .bins: .either([.integer, .list(.number)])
    case .countOrAll: .either([.integer, .choice(["all"])])
    }
  }

  private static var suites: JSONValue {
    var checks: [String: JSONValue] = [:]
    for id in CheckCatalog.ids {
      let kinds = CheckCatalog.kinds(id)
      let options = (kinds.first?.options ?? []).map {
        ConfigurationKey(
          $0.name, shape($0.shape), $0.summary + ($0.defaultText.map { " (default \($0))" } ?? ""),
          required: $0.defaultText == nil)
      }
      var check = mapping(ConfigurationKeys.entry + options)
      if case .object(var fields) = check {
        fields["description"] = .string(kinds.first?.summary ?? "")
        fields["type"] = .array([.string("object"), .string("null")])
        check = .object(fields)
      }
      checks[id] = check
    }
    // A preset reads what its first check reads.
    for preset in FairnessPreset.all {
      guard let first = preset.entries.first,
        case .object(var fields)? = checks[first.check]
      else { continue }
      fields["description"] = .string(preset.summary)
      checks[preset.id] = .object(fields)
    }
    let entry: JSONValue = .object([
      "anyOf": .array([
        .object([
          "enum": .array(
            (CheckCatalog.ids + FairnessPreset.all.map(\.id)).map { .string($0) })
        ]),
        .object([
          "type": .string("object"), "maxProperties": .number(1), "minProperties": .number(1),
          "additionalProperties": .bool(false), "properties": .object(checks),
        ]),
      ])
    ])
    return .object([
      "type": .string("object"),
      "additionalProperties": .object(["type": .string("array"), "items": entry]),
    ])
  }

  private static func type(_ names: String...) -> JSONValue {
    .object(["type": names.count == 1 ? .string(names[0]) : .array(names.map { .string($0) })])
  }
}
