# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1"]
# ///
"""Writes intervals.json beside this file: limits of single values and of differences on few, skewed and
heavy-tailed rows, from scipy's moments and quantiles, scikit-learn's metrics and loops that leave one row out."""

import json
import pathlib

import numpy as np
from scipy import stats
from sklearn import metrics as sk

ALPHA = 0.025
rng = np.random.default_rng(11)


def shape(terms):
    """Degrees of freedom by kurtosis, and the reach of both limits by skewness."""
    n = len(terms)
    # The terms have mean 0 but for rounding, so scipy's central moments are those about 0.
    excess = stats.kurtosis(terms, bias=False)
    degrees = max(1, 2 / (2 / (n - 1) + max(0, excess) / n))
    t = stats.t.isf(ALPHA, degrees)
    shift = np.clip((1 + 2 * t * t) * stats.skew(terms) / (6 * np.sqrt(n)), -t / 2, t / 2)
    return degrees, t - min(0, shift), t + max(0, shift)


def standard_error(terms, total):
    n = len(terms)
    return np.sqrt((terms ** 2).sum() * n / (n - 1)) / total


def limits(value, terms, total, scale):
    """`terms` are weight times influence of each row."""
    error = standard_error(terms, total)
    degrees, below, above = shape(terms)
    to, back, slope = SCALES[scale]
    center, unit = to(value), error * slope(value)
    return [value, back(center - below * unit), back(center + above * unit), degrees]


SCALES = {
    "log": (np.log, np.exp, lambda v: 1 / v),
    "rest": (lambda v: -np.log(1 - v), lambda x: 1 - np.exp(-x), lambda v: 1 / (1 - v)),
    "fisher": (np.arctanh, np.tanh, lambda v: 1 / (1 - v * v)),
    "plain": (lambda v: v, lambda x: x, lambda v: 1),
}


def ccc(y, p, sample_weight):
    w = sample_weight / sample_weight.sum()
    my, mp = (w * y).sum(), (w * p).sum()
    c = (w * (y - my) * (p - mp)).sum()
    return 2 * c / ((w * (y - my) ** 2).sum() + (w * (p - mp) ** 2).sum() + (my - mp) ** 2)


def pearson(y, p, sample_weight):
    c = np.cov(y, p, aweights=sample_weight, ddof=0)
    return c[0, 1] / np.sqrt(c[0, 0] * c[1, 1])


def left_out(metric, y, p, w):
    """The jackknife's influence values: a row leaves with its weight."""
    value = metric(y, p, sample_weight=w)
    changes = np.array([
        (w.sum() - w[i]) / w[i] * (value - metric(np.delete(y, i), np.delete(p, i), sample_weight=np.delete(w, i)))
        for i in range(len(y))])
    return value, changes - np.average(changes, weights=w)


def regression(n, weighted):
    signal = 0.5 * rng.standard_normal(n)
    y = np.exp(signal + 0.3 * rng.standard_normal(n)).round(4)
    old = np.exp(signal + 0.1 * rng.standard_normal(n)).round(4)
    new = (old * np.exp(0.1 * rng.standard_normal(n))).round(4)
    w = (0.2 + 2 * rng.random(n)).round(3) if weighted else np.ones(n)
    value, difference = {}, {}
    for name, loss in [("mse", lambda y, p: (y - p) ** 2), ("mae", lambda y, p: abs(y - p)),
                       ("poisson_deviance", lambda y, p: 2 * (y * np.log(y / p) - y + p))]:
        losses = loss(y, new)
        mean = np.average(losses, weights=w)
        value[name] = limits(mean, w * (losses - mean), w.sum(), "log")
    for name, metric, scale in [("r2", sk.r2_score, "rest"), ("explained_variance", sk.explained_variance_score, "rest"),
                                ("pearson", pearson, "fisher"), ("ccc", ccc, "fisher")]:
        (new_value, ours), (old_value, theirs) = left_out(metric, y, new, w), left_out(metric, y, old, w)
        value[name] = limits(new_value, w * ours, w.sum(), scale)
        terms = w * (ours - theirs)
        degrees = shape(terms)[0]
        half = stats.t.isf(ALPHA, degrees) * standard_error(terms, w.sum())
        change = new_value - old_value
        difference[name] = [change, change - half, change + half, degrees]
    return {"labels": y.tolist(), "candidate": new.tolist(), "baseline": old.tolist(),
            "weights": w.tolist() if weighted else None, "value": value, "difference": difference}


def binary(n, share):
    y = (rng.random(n) < share).astype(int)
    y[:2] = 1, 0
    odds = 2 * (y - 0.5) + rng.standard_normal(n) + np.log(share / (1 - share))
    p = (1 / (1 + np.exp(-odds))).round(4)
    losses = {"log_loss": -np.log(np.where(y == 1, p, 1 - p)), "brier": (p - y) ** 2}
    value = {}
    for name, loss in losses.items():
        value[name] = limits(loss.mean(), loss - loss.mean(), n, "log")
    table = np.array([[((y == a) & ((p >= 0.5) == b)).sum() for b in (0, 1)] for a in (0, 1)])
    rows_of = {"f1": y.sum(), "cohen_kappa": min(y.sum(), (1 - y).sum()),
               "negative_likelihood_ratio": min(y.sum(), (1 - y).sum())}
    value |= {name: cells(table, name, limiting) for name, limiting in rows_of.items()}
    return {"labels": y.tolist(), "candidate": p.tolist(), "baseline": p.tolist(), "weights": None,
            "value": value, "difference": {}}


def formula(name, table):
    """From a table of any positive numbers, by scikit-learn with the cells as weights."""
    y, p, w = np.repeat([0, 1], 2), np.tile([0, 1], 2), table.ravel()
    if name == "f1":
        return sk.f1_score(y, p, sample_weight=w)
    if name == "cohen_kappa":
        return sk.cohen_kappa_score(y, p, sample_weight=w)
    return sk.class_likelihood_ratios(y, p, sample_weight=w)[1]


def cells(table, name, limiting):
    """Around the formula of the table with a quarter of a row more in each cell; slopes by central differences."""
    smooth = table + 0.25
    total = smooth.sum()
    center = formula(name, smooth)
    variance = 0
    for cell in np.ndindex(2, 2):
        step = np.zeros((2, 2))
        step[cell] = 1e-4 * smooth[cell]
        slope = (formula(name, smooth + step) - formula(name, smooth - step)) / (2 * step[cell])
        variance += smooth[cell] / total * (total * slope) ** 2
    error = np.sqrt(variance / total)
    t = stats.t.isf(ALPHA, max(1, limiting - 1))
    # Log odds of the place in the range.
    low, width = {"f1": (0, 1), "cohen_kappa": (-1, 2)}.get(name, (0, None))
    if width is None:
        ends = center * np.exp(-t * error / center), center * np.exp(t * error / center)
    else:
        share = (center - low) / width
        odds = np.log(share / (1 - share))
        half = t * error / width / (share * (1 - share))
        ends = [low + width / (1 + np.exp(-x)) for x in (odds - half, odds + half)]
    with np.errstate(all="ignore"):
        value = formula(name, table)
    return [value, min(value, ends[0]), max(value, ends[1]), max(1, limiting - 1)]


out = {"regression": [regression(30, False), regression(40, True), regression(200, False)],
       "binary": [binary(30, 0.1), binary(60, 0.3)]}
rounded = json.loads(json.dumps(out, default=float))
(pathlib.Path(__file__).parent / "intervals.json").write_text(json.dumps(rounded, separators=(",", ":")) + "\n")
