/// The layout of `report.json` for other programs.
package enum ReportSchema {
  /// JSON Schema, draft 2020-12. New keys may come without a new version of the layout.
  package static let text = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Tollgate report",
      "type": "object",
      "required": ["schema", "tool", "gate", "verdict", "exit_code", "reason", "counts", "inputs",
        "statistics", "findings", "exhibits", "run"],
      "properties": {
        "schema": {"const": "tollgate-report/1"},
        "tool": {"type": "object", "required": ["name", "version"], "properties": {
          "name": {"const": "tollgate"}, "version": {"type": "string"}}},
        "gate": {"type": "string"},
        "verdict": {"enum": ["passed", "failed", "inconclusive", "error"]},
        "exit_code": {"type": "integer"},
        "reason": {"type": "string"},
        "counts": {"type": "object",
          "required": ["planned", "passed", "failed", "warned", "inconclusive", "waived", "recorded",
            "error"],
          "additionalProperties": {"type": "integer", "minimum": 0}},
        "inputs": {"type": "object",
          "required": ["config", "candidate", "baseline", "anchor", "evaluation", "reference"],
          "additionalProperties": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/input"}]}},
        "statistics": {"type": "object", "required": ["alpha", "correction", "seed"], "properties": {
          "alpha": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
          "correction": {"type": "string"},
          "seed": {"description": "in quotes above 2^53, where a number loses digits",
            "type": ["integer", "string"]},
          "families": {"description": "tests that were corrected together", "type": "array",
            "items": {"type": "object", "required": ["name", "tests", "correction", "alpha"],
              "properties": {"name": {"type": "string"},
                "tests": {"type": "integer", "minimum": 0},
                "correction": {"type": "string"}, "alpha": {"type": "number"}}}}}},
        "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
        "exhibits": {"type": "array", "items": {"$ref": "#/$defs/exhibit"}},
        "notes": {"description": "what no finding is about; absent where there are none",
          "type": "array", "items": {"type": "object", "required": ["text", "marked"],
            "properties": {"text": {"type": "string"}, "marked": {"type": "boolean"}}}},
        "only": {"description": "entries that alone were run: nothing is said of the whole gate",
          "type": "array", "items": {"type": "string"}},
        "policy": {"description": "what judging went by besides the conditions; without it a report cannot be judged again",
          "type": "object",
          "required": ["exploratory", "prove_on_slices", "min_rows", "on_inconclusive", "fail_on",
            "waivers"],
          "properties": {
            "exploratory": {"enum": ["holm", "benjamini_hochberg", "none"]},
            "prove_on_slices": {"enum": ["hold", "harm"]},
            "min_rows": {"type": "integer", "minimum": 1},
            "on_inconclusive": {"enum": ["fail", "warn"]},
            "fail_on": {"enum": ["fail", "inconclusive", "warn", "never"]},
            "waivers": {"description": "as declared, whatever they name", "type": "array",
              "items": {"type": "object",
                "required": ["finding", "reason", "owner", "expires", "limit", "location"],
                "properties": {
                  "finding": {"type": "string"}, "reason": {"type": "string"},
                  "owner": {"type": "string"}, "expires": {"type": "string"},
                  "limit": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/bound"}]},
                  "location": {"$ref": "#/$defs/location"}}}}}},
        "run": {"description": "all that may differ between two runs over the same files",
          "type": "object", "required": ["start", "seconds", "host", "ci"], "properties": {
            "start": {"type": "string"}, "seconds": {"type": "number"}, "host": {"type": "string"},
            "ci": {"type": "object", "additionalProperties": {"type": "string"}}}}
      },
      "$defs": {
        "outcome": {"enum": ["passed", "failed", "warned", "inconclusive", "waived", "recorded",
          "error"]},
        "limit": {"type": ["number", "null"]},
        "name": {"type": ["string", "null"]},
        "input": {"type": "object", "required": ["path", "sha256", "bytes", "format", "facts"],
          "properties": {
            "path": {"type": "string"}, "sha256": {"type": "string"},
            "bytes": {"type": "integer", "minimum": 0}, "format": {"type": "string"},
            "facts": {"type": "array", "items": {"type": "object", "required": ["name", "value"],
              "properties": {"name": {"type": "string"}, "value": {"type": "string"}}}}}},
        "value": {"anyOf": [
          {"type": "object", "required": ["undefined"], "properties": {"undefined":
            {"type": "string"}}},
          {"type": "object", "required": ["value", "low", "high", "rows"], "properties": {
            "value": {"type": "number"}, "low": {"$ref": "#/$defs/limit"},
            "high": {"$ref": "#/$defs/limit"}, "rows": {"type": "integer", "minimum": 0},
            "unlimited": {"$ref": "#/$defs/unlimited"}}}]},
        "difference": {"type": "object",
          "required": ["value", "low", "high", "standard_error", "p", "method"], "properties": {
            "value": {"type": "number"}, "low": {"$ref": "#/$defs/limit"},
            "high": {"$ref": "#/$defs/limit"}, "standard_error": {"$ref": "#/$defs/limit"},
            "p": {"$ref": "#/$defs/limit"},
            "unlimited": {"$ref": "#/$defs/unlimited"},
            "degrees_of_freedom": {"$ref": "#/$defs/limit"}, "method": {"type": "string"}}},
        "bound": {"type": "object", "required": ["value", "unit", "text"], "properties": {
          "value": {"type": "number"}, "unit": {"enum": ["absolute", "points", "percent"]},
          "text": {"type": "string"},
          "is_change": {"description": "of a waiver's limit: whether it bounds the change to the baseline",
            "type": "boolean"}}},
        "location": {"anyOf": [{"type": "null"}, {"type": "object",
          "required": ["file", "line"], "properties": {
            "file": {"type": "string"}, "line": {"type": "integer"}}}]},
        "unlimited": {"description": "the limits of the interval that are null because they have no end",
          "type": "array", "items": {"enum": ["low", "high"]}},
        "condition": {"type": "object", "required": ["kind", "bound", "judge", "outcome", "reason"],
          "properties": {
            "kind": {"enum": ["min", "max", "max_regression", "min_improvement", "max_change",
              "max_creep"]},
            "bound": {"$ref": "#/$defs/bound"},
            "judge": {"enum": ["point", "interval", "shown"]},
            "outcome": {"$ref": "#/$defs/outcome"}, "reason": {"type": "string"},
            "proof": {"enum": ["hold", "harm"]},
            "power": {"anyOf": [{"type": "null"}, {"type": "object",
              "required": ["detectable_effect", "rows_needed"], "properties": {
                "detectable_effect": {"$ref": "#/$defs/limit"},
                "rows_needed": {"type": ["integer", "null"]}}}]},
            "test": {"anyOf": [{"type": "null"}, {"type": "object",
              "required": ["family", "p", "adjusted_p"], "properties": {
                "family": {"type": "string"}, "p": {"type": "number"},
                "adjusted_p": {"type": "number"}}}]}}},
        "finding": {"type": "object",
          "required": ["id", "suite", "check", "slice", "group", "feature", "direction", "unit",
            "candidate", "baseline", "difference", "conditions", "outcome", "severity", "message",
            "detail", "location", "waiver"],
          "properties": {
            "id": {"type": "string"}, "suite": {"type": "string"}, "check": {"type": "string"},
            "slice": {"$ref": "#/$defs/name"}, "group": {"$ref": "#/$defs/name"},
            "feature": {"$ref": "#/$defs/name"},
            "direction": {"enum": ["higher", "lower", "none"]}, "unit": {"type": "string"},
            "candidate": {"$ref": "#/$defs/value"},
            "baseline": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/value"}]},
            "difference": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/difference"}]},
            "conditions": {"type": "array", "items": {"$ref": "#/$defs/condition"}},
            "outcome": {"$ref": "#/$defs/outcome"}, "severity": {"enum": ["fail", "warn"]},
            "message": {"type": "string"}, "detail": {"type": "object"},
            "location": {"$ref": "#/$defs/location"},
            "judging": {"description": "how it is judged, as its entry asks; absent for what could not be measured and for what is said of a waiver",
              "type": "object", "required": ["prove", "counted", "names_slices", "optional"],
              "properties": {
                "prove": {"description": "what must be shown, before few rows ask for more",
                  "enum": ["hold", "harm"]},
                "counted": {"enum": ["rows", "queries", "smallest_group"]},
                "names_slices": {"type": "boolean"},
                "optional": {"description": "too few rows leave it unjudged instead of open",
                  "type": "boolean"}}},
            "waiver": {"anyOf": [{"type": "null"}, {"type": "object",
              "required": ["reason", "owner", "expires", "down_to"], "properties": {
                "reason": {"type": "string"}, "owner": {"type": "string"},
                "expires": {"type": "string"}, "down_to": {"$ref": "#/$defs/name"}}}]}}},
        "exhibit": {"type": "object", "required": ["id", "title", "kind"],
          "properties": {"id": {"type": "string"}, "title": {"type": "string"}},
          "oneOf": [
            {"required": ["x_label", "y_label", "unit_square", "diagonal", "series"],
              "properties": {"kind": {"const": "curves"}}},
            {"required": ["classes", "matrices"], "properties": {"kind": {"const": "confusion"}}},
            {"required": ["header", "rows"], "properties": {"kind": {"const": "table"}}},
            {"required": ["edges", "series"], "properties": {"kind": {"const": "histogram"}}},
            {"required": ["label", "names", "series"], "properties": {"kind": {"const": "bars"}}},
            {"required": ["label", "counted", "groups"],
              "properties": {"kind": {"const": "groups"}}}]}
      }
    }

    """#
}
