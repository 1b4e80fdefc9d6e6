# /// script
# requires-python = ">=3.11"
# dependencies = ["cyclonedx-python-lib[json-validation]==11.12.0", "huggingface_hub==2.4.0",
#                 "in-toto-attestation==0.9.3", "jsonschema==4.26.0", "prometheus_client==0.26.0",
#                 "pyyaml==6.0.3"]
# ///
"""Validates the golden reports with the readers of the field: report.json against the schema in
ReportSchema.swift, the other formats with their own libraries. Run: uv run validate_reports.py"""

import json
import pathlib
import textwrap

import jsonschema
import yaml
from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from google.protobuf import json_format
from huggingface_hub.repocard_data import model_index_to_eval_results
from in_toto_attestation.v1.statement_pb2 import Statement
from in_toto_attestation.v1.statement import Statement as Checked
from in_toto_attestation.predicates.test_result.v0.test_result_pb2 import TestResult
from prometheus_client.openmetrics.parser import text_string_to_metric_families

here = pathlib.Path(__file__).resolve().parent
goldens = here / "Goldens"
source = here.parent.parent / "Sources/Findings/JSON/ReportSchema.swift"
text = source.read_text().split('#"""', 1)[1].split('"""#', 1)[0]
schema = json.loads(textwrap.dedent(text))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)


def each(pattern):
    for path in sorted(goldens.glob(pattern)):
        yield path
        print("valid:", path.name)


for path in each("*.report.json"):
    validator.validate(json.loads(path.read_text()))
for path in each("*.model-card.cdx.json"):
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(path.read_text())
    assert error is None, (path.name, error)
    # The library that most tools read bills of materials with knows no model cards: what it keeps has the figures.
    written = json.loads(path.read_text())
    metrics = written["components"][0]["modelCard"]["quantitativeAnalysis"]["performanceMetrics"]
    kept = Bom.from_json(written).components[0].properties
    values = sorted(p.value for p in kept if p.name.startswith("tollgate:value:"))
    assert values == sorted(metric["value"] for metric in metrics), path.name
for path in each("*.statement.json"):
    statement = json_format.Parse(path.read_text(), Statement())
    Checked.copy_from_pb(statement).validate()
for path in each("*.predicate.json"):
    json_format.Parse(path.read_text(), TestResult())
for path in each("*.metrics.txt"):
    families = list(text_string_to_metric_families(path.read_text()))
    series = [(s.name, *s.labels.items()) for family in families for s in family.samples]
    assert series and len(series) == len(set(series)), path.name
for path in each("*.model-index.yaml"):
    # PyYAML reads YAML 1.1, in which 1e-05 is a text.
    index = yaml.safe_load(path.read_text())["model-index"]
    if index[0]["results"][0]["metrics"]:
        name, results = model_index_to_eval_results(index)
        assert results and all(isinstance(result.metric_value, (int, float)) for result in results)
