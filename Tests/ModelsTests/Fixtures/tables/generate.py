# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy", "pandas==3.1.1", "pyarrow==26.0.1", "xgboost==3.2.0", "scikit-learn"]
# ///
"""Tables whose numbers are written in ways that a reader must be told of, with what XGBoost says of them.

`sentinel`: a number that means "no value", in training too. `padded`: months written 01 to 12, and decimal commas.
Run: `uv run generate.py`. The Swift tests only read what is committed.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import xgboost as xgb

HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(42)


def write_scores(name, scores):
    (HERE / f"{name}.expected.json").write_text(json.dumps([float(v) for v in scores]) + "\n")


def sentinel():
    rows = pd.DataFrame(rng.random((60, 3)).round(3), columns=list("abc"))
    label = (rows.a + 2 * rows.b > 1.4).astype(int)
    rows[rng.random(rows.shape) < 0.3] = -999
    model = xgb.XGBClassifier(missing=-999, max_depth=3, n_estimators=4, n_jobs=1).fit(rows, label)
    model.save_model(HERE / "sentinel.json")
    write_scores("sentinel", model.predict_proba(rows)[:, 1])
    rows = rows.assign(y=label)
    rows.to_csv(HERE / "sentinel.csv", index=False)
    rows.to_parquet(HERE / "sentinel.parquet")
    rows.astype({"a": "float32", "b": "float32", "c": "float32"}).to_parquet(HERE / "sentinel32.parquet")
    rows.to_json(HERE / "sentinel.jsonl", orient="records", lines=True)


def padded():
    month, x = rng.integers(1, 13, 60), rng.normal(size=60).round(4)
    rows = pd.DataFrame({"month": month, "x": x})
    model = xgb.train({"nthread": 1, "max_depth": 3}, xgb.DMatrix(rows, month + x), 3)
    model.save_model(HERE / "padded.json")
    write_scores("padded", model.predict(xgb.DMatrix(rows)))
    # The same without names: columns in order.
    plain = xgb.train({"nthread": 1, "max_depth": 3}, xgb.DMatrix(rows.to_numpy(), month + x), 3)
    plain.save_model(HERE / "padded-nameless.json")
    texts = rows.assign(month=[f"{v:02d}" for v in month])
    texts.to_csv(HERE / "padded.csv", index=False)
    texts.to_csv(HERE / "padded-commas.csv", index=False, sep=";", decimal=",")
    rows.to_csv(HERE / "commas-quoted.csv", index=False, decimal=",")


if __name__ == "__main__":
    sentinel()
    padded()
