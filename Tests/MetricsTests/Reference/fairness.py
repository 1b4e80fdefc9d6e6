# /// script
# requires-python = ">=3.11"
# dependencies = ["aif360==0.6.1", "fairlearn==0.15.0", "numpy==2.4.6", "pandas==3.1.1", "scikit-learn==1.9.1",
#   "scipy==1.17.1", "statsmodels==0.15.0"]
# ///
"""Writes fairness.json beside this file: disparities as fairlearn and AIF360 have them, on tables where every
group has both classes and both decisions. Where they differ from Tollgate by design (a group without positives,
nobody selected, groups of one class) the cases are in FairnessEdgeTests.swift. Run: uv run fairness.py
"""

import functools
import itertools
import json
import logging
import pathlib
import warnings

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.stats import ks_2samp, wasserstein_distance

logging.disable(logging.WARNING)
warnings.filterwarnings("ignore")

import aif360.sklearn.metrics as A
import fairlearn.metrics as F
from fairlearn.metrics import MetricFrame
from sklearn import metrics as M
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

HERE = pathlib.Path(__file__).parent


def npv(y, d, sample_weight=None):
    return M.precision_score(y, d, pos_label=0, sample_weight=sample_weight)


def one_minus(f):
    return lambda y, d, sample_weight=None: 1 - f(y, d, sample_weight=sample_weight)


RATES = {
    "selection_rate": F.selection_rate,
    "true_positive_rate": F.true_positive_rate,
    "false_positive_rate": F.false_positive_rate,
    "false_negative_rate": F.false_negative_rate,
    "positive_predictive_value": M.precision_score,
    "negative_predictive_value": npv,
    "false_discovery_rate": one_minus(M.precision_score),
    "false_omission_rate": one_minus(npv),
    "accuracy": M.accuracy_score,
    "error_rate": M.zero_one_loss,
}


def recalibration(y, p, sample_weight=None):
    """Intercept beside a slope of 1, and slope beside a free intercept, of logit P(y) on logit(p)."""
    z = np.log(p / (1 - p))
    fit = lambda x, **k: sm.GLM(
        y, x, family=sm.families.Binomial(), freq_weights=sample_weight, **k).fit(tol=1e-14, maxiter=200)
    return fit(np.ones((len(y), 1)), offset=z).params[0], fit(np.column_stack([np.ones(len(y)), z])).params[1]


def calibration_intercept(y, p, sample_weight=None):
    return recalibration(y, p, sample_weight)[0]


def calibration_slope(y, p, sample_weight=None):
    return recalibration(y, p, sample_weight)[1]


def ks(a, b, wa, wb):
    if wa is None:
        return ks_2samp(a, b).statistic
    # scipy takes no weights here.
    at = np.unique(np.concatenate([a, b]))
    share = lambda x, w: np.array([w[x <= t].sum() for t in at]) / w.sum()
    return np.abs(share(a, wa) - share(b, wb)).max()


def frame(metric, y, d, g, w):
    params = None if w is None else {"sample_weight": w}
    return MetricFrame(metrics=metric, y_true=y, y_pred=d, sensitive_features=g, sample_params=params)


def binary(y, s, g, w, reference):
    d = (s >= 0.5).astype(int)
    a = {} if w is None else {"sample_weight": w}
    k = dict(sensitive_features=g, **a)
    frames = {name: frame(f, y, d, g, w) for name, f in RATES.items()}
    v = {}
    v["demographic_parity_difference"] = F.demographic_parity_difference(y, d, **k)
    v["demographic_parity_ratio"] = F.demographic_parity_ratio(y, d, **k)
    v["equal_opportunity_difference"] = F.equal_opportunity_difference(y, d, **k)
    v["equal_opportunity_ratio"] = F.equal_opportunity_ratio(y, d, **k)
    v["equalized_odds_difference"] = F.equalized_odds_difference(y, d, **k)
    v["equalized_odds_ratio"] = F.equalized_odds_ratio(y, d, **k)
    v["mean_equalized_odds_difference"] = F.equalized_odds_difference(y, d, agg="mean", **k)
    v["mean_equalized_odds_ratio"] = F.equalized_odds_ratio(y, d, agg="mean", **k)
    for name, f in frames.items():
        if name not in ("selection_rate", "true_positive_rate"):
            v[f"{name}_group_difference"] = f.difference()
            v[f"{name}_group_ratio"] = f.ratio()
    for name, f, values in [
        ("mean_score_group_difference", F.mean_prediction, s),
        ("brier_group_difference", M.brier_score_loss, s),
        ("roc_auc_group_difference", M.roc_auc_score, s),
        ("log_loss_group_difference", functools.partial(M.log_loss, labels=[0, 1]), s),
        ("balanced_accuracy_group_difference", M.balanced_accuracy_score, d),
        ("f1_group_difference", M.f1_score, d),
        ("calibration_intercept_group_difference", calibration_intercept, s),
        ("calibration_slope_group_difference", calibration_slope, s),
    ]:
        v[name] = frame(f, y, values, g, w).difference()
    parts = [(s[g == x], None if w is None else w[g == x]) for x in np.unique(g)]
    pairs = list(itertools.combinations(parts, 2))
    v["score_ks_group_distance"] = max(ks(a, b, u, t) for (a, u), (b, t) in pairs)
    v["score_wasserstein_group_distance"] = max(
        wasserstein_distance(a, b, u, t) for (a, u), (b, t) in pairs)
    weights = np.ones(len(y)) if w is None else w
    # The weighted median has half of the weight on each side.
    order = np.argsort(s, kind="stable")
    middle = s[order][np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)]
    above = (s > (np.median(s) if w is None else middle)).astype(int)
    v["scoring_rate_difference"] = F.demographic_parity_difference(y, above, **k)
    v["scoring_rate_ratio"] = F.demographic_parity_ratio(y, above, **k)
    mean = lambda x, m: np.average(x[m], weights=weights[m])
    v["group_calibration_error"] = max(abs(mean(s - y, g == x)) for x in np.unique(g))
    ratios = [mean(y, g == x) / mean(s, g == x) for x in np.unique(g)]
    v["observed_by_expected_group_ratio"] = min(ratios) / max(ratios)
    cells = {}
    for x in np.unique(g):
        cells[x] = weights[(g == x) & (y == 1) & (d == 0)].sum() / weights[(g == x) & (y == 0) & (d == 1)].sum()
    v["treatment_equality_difference"] = max(cells.values()) - min(cells.values())
    v["generalized_entropy_1"] = A.generalized_entropy_error(y, d, alpha=1) if w is None else None
    v["generalized_entropy_2"] = A.generalized_entropy_error(y, d, alpha=2) if w is None else None
    signed = {}
    for x in np.unique(g):
        if x == reference:
            continue
        keep = (g == x) | (g == reference)
        index = pd.Index(g[keep], name="g")
        yy, dd = pd.Series(y[keep], index=index), pd.Series(d[keep], index=index)
        b = {} if w is None else {"sample_weight": w[keep]}
        q = dict(prot_attr="g", priv_group=reference, **b)
        signed[f"g={x}"] = {
            "statistical_parity_difference": A.statistical_parity_difference(yy, dd, pos_label=1, **q),
            "disparate_impact": A.disparate_impact_ratio(yy, dd, pos_label=1, **q),
            "signed_equal_opportunity_difference": A.equal_opportunity_difference(yy, dd, pos_label=1, **q),
        }
    groups = {name: f.by_group.to_dict() for name, f in frames.items()}
    return v, signed, groups


def regression(y, p, g, w):
    params = None if w is None else {"sample_weight": w}
    f = lambda m: MetricFrame(metrics=m, y_true=y, y_pred=p, sensitive_features=g, sample_params=params)
    error = lambda y, p, sample_weight=None: np.average(p - y, weights=sample_weight)
    v = {}
    for name, metric in [("mae", M.mean_absolute_error), ("rmse", M.root_mean_squared_error)]:
        v[f"{name}_group_difference"] = f(metric).difference()
        v[f"{name}_group_ratio"] = f(metric).ratio()
        v[f"{name}_group_max"] = f(metric).group_max()
    v["mean_error_group_difference"] = f(error).difference()
    v["mean_prediction_group_difference"] = f(F.mean_prediction).difference()
    v["group_bias"] = max(abs(x) for x in f(error).by_group)
    return v


def multiclass():
    """Each class against the rest by fairlearn, and the class that is farthest from parity."""
    random = np.random.default_rng(7)
    classes = ["low", "middle", "high"]
    for name, weighted in [("classes", False), ("classes, weights", True)]:
        n = 480
        g = random.choice(list("abc"), n)
        y = random.choice(3, n, p=[0.45, 0.35, 0.2])
        drift = np.array(["abc".index(x) for x in g])
        d = np.where(random.random(n) < 0.62 + 0.08 * drift, y, random.choice(3, n))
        w = random.integers(1, 8, n) / 2 if weighted else None
        expected = {}
        for kind, seeks in [("difference", max), ("ratio", min)]:
            for stem in ["demographic_parity", "equal_opportunity", "equalized_odds"]:
                f = getattr(F, f"{stem}_{kind}")
                a = {} if w is None else {"sample_weight": w}
                values = [f((y == k).astype(int), (d == k).astype(int), sensitive_features=g, **a)
                          for k in range(3)]
                expected[f"{stem}_{kind}"] = dict(
                    value=float(seeks(values)), worst=classes[values.index(seeks(values))])
            for rate, f in RATES.items():
                if rate in ("selection_rate", "true_positive_rate"):
                    continue
                values = [getattr(frame(f, (y == k).astype(int), (d == k).astype(int), g, w), kind)()
                          for k in range(3)]
                expected[f"{rate}_group_{kind}"] = dict(
                    value=float(seeks(values)), worst=classes[values.index(seeks(values))])
        yield dict(name=name, groups=g.tolist(), classes=classes, labels=y.tolist(), decisions=d.tolist(),
                   weights=None if w is None else w.tolist(), expected=expected)


def tables():
    random = np.random.default_rng(20261126)
    for name, n, labels, weighted in [
        ("two groups", 240, "ab", False),
        ("five groups", 700, "abcde", False),
        ("weights", 420, "abc", True),
    ]:
        g = random.choice(list(labels), n)
        shift = np.array(["abcde".index(x) for x in g]) * 0.06
        y = (random.random(n) < 0.35 + shift).astype(int)
        s = np.clip(0.25 + 0.4 * y + 0.25 * random.standard_normal(n) + shift / 2, 0.01, 0.99)
        w = random.integers(1, 8, n) / 2 if weighted else None
        yield name, g, y, np.round(s, 3), w


def plain(values):
    return {k: None if v is None else float(v) for k, v in values.items()}


def main():
    cases = []
    for name, g, y, s, w in tables():
        values, signed, groups = binary(y, s, g, w, "a")
        truth = np.round(10 * y + 5 * s, 3)
        predictions = np.round(10 * s + 2, 3)
        cases.append(
            dict(
                name=name, groups=g.tolist(), labels=y.tolist(), scores=s.tolist(),
                weights=None if w is None else w.tolist(), reference="a", expected=plain(values),
                signed={k: plain(v) for k, v in signed.items()},
                rates={k: plain(v) for k, v in groups.items()},
                truth=truth.tolist(), predictions=predictions.tolist(),
                regression=plain(regression(truth, predictions, g, w)),
            )
        )
    pairs = []
    for a, n, b, m in [(56, 70, 48, 80), (3, 40, 9, 35), (0, 25, 6, 50), (120, 900, 260, 1100), (20, 20, 11, 30)]:
        row = dict(first=a, firstCount=n, second=b, secondCount=m)
        # Two-sided 90 %: one-sided alpha of 0.05 at each end.
        for key, method, compare in [("newcombe", "newcomb", "diff"), ("score", "score", "ratio")]:
            low, high = confint_proportions_2indep(a, n, b, m, method=method, compare=compare, alpha=0.1)
            row[key] = [float(low), float(high) if np.isfinite(high) else None]
        row["wilson"] = [float(x) for x in proportion_confint(a, n, alpha=0.1, method="wilson")]
        pairs.append(row)
    text = json.dumps(dict(cases=cases, multiclass=list(multiclass()), shares=pairs), indent=None, separators=(",", ":"))
    (HERE / "fairness.json").write_text(text.replace('{"name"', '\n{"name"').replace('{"first"', '\n{"first"') + "\n")


main()
