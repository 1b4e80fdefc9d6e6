# /// script
# requires-python = ">=3.11"
# dependencies = ["mlflow==3.17.2", "scikit-learn==1.9.1", "skops==0.16.0", "xgboost==3.2.0",
#                 "lightgbm==4.7.0", "pandas==3.1.1", "numpy==2.4.6"]
# ///
"""Saves small models with MLflow, and writes down what they predict.

A folder each, without the files that describe Python environments. Those whose name ends in `-2` are the
same as MLflow 2 laid them out: no model_id, no serialization formats, a run id. `expected.json` holds the
table and, for each folder, the predictions as hexadecimal bits of doubles.

Run: `uv run generate.py`. The Swift tests only read what is committed.
"""

import json
import pathlib
import re
import shutil
import struct
import warnings

import lightgbm as lgb
import mlflow
import numpy as np
import pandas as pd
import xgboost as xgb
from mlflow.models import infer_signature
from sklearn.linear_model import LogisticRegression

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent
EXPECTED = {}


def bits(values):
    return "".join(struct.pack(">d", float(v)).hex() for v in np.asarray(values).tolist())


def case(name, flavor, model, predictions, **options):
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    flavor.save_model(model, str(folder), **options)
    for extra in ("conda.yaml", "python_env.yaml", "requirements.txt"):
        (folder / extra).unlink(missing_ok=True)
    EXPECTED[name] = {"predictions": bits(predictions)} if predictions is not None else {}


def downgrade(name, source, run):
    """The layout of MLflow 2.9."""
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / source, folder)
    text = (folder / "MLmodel").read_text()
    text = re.sub(r"(?m)^(is_signature_from_type_hint|model_id|prompts|type_hint_from_example): .*\n", "", text)
    text = re.sub(r"(?m)^ +(serialization_format|skops_trusted_types): .*\n", "", text)
    text = re.sub(r"(?m)^    - .*\n", "", text)
    text = re.sub(r"(?m)^mlflow_version: .*", "mlflow_version: 2.9.2", text)
    text += f"artifact_path: model\nrun_id: {run}\n"
    (folder / "MLmodel").write_text(text)
    EXPECTED[name] = EXPECTED[source]


rng = np.random.default_rng(1)
X = pd.DataFrame({
    "age": rng.integers(18, 80, 80).astype(float), "visits": rng.integers(0, 9, 80),
    "score": rng.normal(size=80)})
y = (X.score + X.age / 50 > 1).astype(int)
rows = X.head(12)
signature = infer_signature(X, y)

classifier = xgb.XGBClassifier(n_estimators=2, max_depth=2).fit(X, y)
case("xgboost-classifier", mlflow.xgboost, classifier, classifier.predict_proba(rows)[:, 1],
     signature=signature, input_example=X.head(2))
booster = xgb.train({"objective": "binary:logistic", "max_depth": 2}, xgb.DMatrix(X, y), 2)
case("xgboost-booster", mlflow.xgboost, booster, booster.predict(xgb.DMatrix(rows)))
light = lgb.LGBMClassifier(n_estimators=2, num_leaves=4, verbose=-1).fit(X, y)
case("lightgbm-classifier", mlflow.lightgbm, light, light.predict_proba(rows)[:, 1], signature=signature)
bare = lgb.train({"objective": "binary", "num_leaves": 4, "verbose": -1}, lgb.Dataset(X.to_numpy(), y), 2)
case("lightgbm-booster", mlflow.lightgbm, bare, bare.predict(rows.to_numpy()),
     signature=infer_signature(X.to_numpy(), y))
linear = LogisticRegression().fit(X, y)
case("sklearn", mlflow.sklearn, linear, linear.predict_proba(rows)[:, 1], signature=signature)
positional = LogisticRegression().fit(X.to_numpy(), y)
case("sklearn-positional", mlflow.sklearn, positional, positional.predict_proba(rows.to_numpy())[:, 1],
     signature=signature)
case("sklearn-pickle", mlflow.sklearn, linear, None, serialization_format="cloudpickle")
downgrade("xgboost-classifier-2", "xgboost-classifier", "0a1b2c3d4e5f60718293a4b5c6d7e8f9")
downgrade("lightgbm-booster-2", "lightgbm-booster", "0a1b2c3d4e5f60718293a4b5c6d7e8f9")

table = {column: [float(v) for v in rows[column]] for column in rows.columns}
(HERE / "expected.json").write_text(json.dumps({"table": table, "folders": EXPECTED}, indent=0) + "\n")
