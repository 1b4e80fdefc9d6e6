# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scikit-learn==1.9.1"]
# ///
"""Writes operating_points.json: thresholds that rules choose, found by trying every one of sklearn.metrics.roc_curve's
and precision_recall_curve's. A threshold of null means that no row is called positive.

Run: uv run operating_points.py
"""

import json
import pathlib

import numpy as np
from sklearn import metrics as M

HERE = pathlib.Path(__file__).parent


def cases():
    random = np.random.default_rng(20261126)
    for name, n, grid, weighted in [
        ("distinct", 60, None, False),
        ("ties", 80, 6, False),
        ("weights", 50, None, True),
        ("ties and weights", 90, 9, True),
        ("all tied", 12, 1, False),
    ]:
        s = random.random(n)
        if grid:
            s = np.floor(s * grid) / grid
        y = (random.random(n) < 0.2 + 0.6 * s).astype(int)
        w = random.integers(0, 4, n).astype(float) / 2 if weighted else np.ones(n)
        y[:2] = [0, 1]
        w[:2] = 1
        yield name, y, s, w
    yield "the highest score is negative", np.array([0, 1, 1, 0]), np.array([0.9, 0.8, 0.3, 0.2]), np.ones(4)


def candidates(y, s, w):
    """Per threshold (infinity first): weighted TP, FP."""
    keep = w > 0
    y, s, w = y[keep], s[keep], w[keep]
    fpr, tpr, thresholds = M.roc_curve(y, s, sample_weight=w, drop_intermediate=False)
    p, n = w[y == 1].sum(), w[y == 0].sum()
    tp = [w[(y == 1) & (s >= t)].sum() for t in thresholds]
    fp = [w[(y == 0) & (s >= t)].sum() for t in thresholds]
    np.testing.assert_allclose(tpr, np.array(tp) / p)
    np.testing.assert_allclose(fpr, np.array(fp) / n)
    return thresholds, np.array(tp), np.array(fp), p, n


def choose(rule, bound, y, s, w):
    thresholds, tp, fp, p, n = candidates(y, s, w)
    called = tp + fp
    index = range(len(thresholds))
    if rule == "fpr":
        i = max(i for i in index if fp[i] / n <= bound)
        return thresholds[i], fp[i] / n
    if rule == "recall":
        i = min(i for i in index if tp[i] / p >= bound)
        return thresholds[i], tp[i] / p
    if rule == "precision":
        fit = [i for i in index if called[i] > 0 and tp[i] / called[i] >= bound]
        if not fit:
            return "impossible", None
        best = max(tp[i] for i in fit)
        i = min(i for i in fit if tp[i] == best)
        return thresholds[i], tp[i] / called[i]
    if rule == "rows":
        i = max(i for i in index if called[i] <= bound)
        return thresholds[i], called[i]
    if rule == "share":
        i = max(i for i in index if called[i] <= bound * (p + n))
        return thresholds[i], called[i] / (p + n)
    cost = bound[0] * fp + bound[1] * (p - tp)
    i = int(np.argmin(cost))
    return thresholds[i], cost[i] / (p + n)


def main():
    out = []
    for name, y, s, w in cases():
        rules = []
        for rule, bounds in {
            "fpr": [0, 0.01, 0.1, 0.25, 1],
            "recall": [0, 0.3, 0.8, 1],
            "precision": [0, 0.5, 0.7, 0.9, 1],
            "rows": [0.5, 1, 7, 20, 1000],
            "share": [0.01, 0.05, 0.5, 1],
            "cost": [(1, 1), (1, 5), (7, 1), (0, 1), (1, 0)],
        }.items():
            for bound in bounds:
                threshold, achieved = choose(rule, bound, y, s, w)
                possible = achieved is not None
                rules.append({
                    "rule": rule, "bound": np.atleast_1d(bound).astype(float).tolist(),
                    "threshold": float(threshold) if possible and np.isfinite(threshold) else None,
                    "possible": bool(possible), "achieved": float(achieved) if possible else None,
                })
        out.append({"name": name, "labels": y.tolist(), "scores": s.tolist(), "weights": w.tolist(), "rules": rules})
    (HERE / "operating_points.json").write_text(json.dumps(out, separators=(",", ":")) + "\n")


main()
