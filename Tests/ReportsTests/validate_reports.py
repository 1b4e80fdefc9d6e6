# /// script
# requires-python = ">=3.11"
# dependencies = ["jsonschema==4.25.1"]
# ///
"""Validates every golden report.json against the schema in ReportSchema.swift."""

import json
import pathlib
import textwrap

import jsonschema

here = pathlib.Path(__file__).resolve().parent
source = here.parent.parent / "Sources/Findings/JSON/ReportSchema.swift"
text = source.read_text().split('#"""', 1)[1].split('"""#', 1)[0]
schema = json.loads(textwrap.dedent(text))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for path in sorted((here / "Goldens").glob("*.report.json")):
    validator.validate(json.loads(path.read_text()))
    print("valid:", path.name)
