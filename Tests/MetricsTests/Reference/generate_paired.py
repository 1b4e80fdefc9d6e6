# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1", "statsmodels==0.15.0"]
# ///
"""Writes reference values of paired comparisons, `paired.json`, beside this file.

DeLong's variance is taken from the paper's definition (structural components over all pairs, sample
covariances with n - 1); with clusters, from the sums of the components as Obuchowski (1997) has it
in the limit of the robust form. Losses are compared by scipy's paired t test, 0/1 outcomes by
statsmodels' exact McNemar test less half of the point probability.
"""

import json
import pathlib

import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar


def components(y, s):
    """The structural components V10 and V01 over all pairs, ties counting half."""
    pos, neg = s[y == 1], s[y == 0]
    psi = (pos[:, None] > neg[None, :]) + 0.5 * (pos[:, None] == neg[None, :])
    return psi.mean(1), psi.mean(0)


def delong(y, a, b):
    """Difference b - a and its variance."""
    (a10, a01), (b10, b01) = components(y, a), components(y, b)
    s10, s01 = np.cov(a10, b10), np.cov(a01, b01)
    contrast = np.array([-1.0, 1.0])
    variance = contrast @ (s10 / len(a10) + s01 / len(a01)) @ contrast
    return b10.mean() - a10.mean(), variance


def weighted_delong(y, a, b, w):
    """Under importance weights: the same components under the weights, robust in each class."""
    out = []
    for s in (a, b):
        pos, neg = y == 1, y == 0
        psi = (s[pos][:, None] > s[neg][None, :]) + 0.5 * (s[pos][:, None] == s[neg][None, :])
        wp, wn = w[pos] / w[pos].sum(), w[neg] / w[neg].sum()
        out.append((psi @ wn, wp @ psi, wp @ psi @ wn))
    (a10, a01, area_a), (b10, b01, area_b) = out
    variance = 0
    for d, weights in [((b10 - area_b) - (a10 - area_a), wp), ((b01 - area_b) - (a01 - area_a), wn)]:
        n = len(d)
        variance += n / (n - 1) * np.sum((weights * d) ** 2)
    return area_b - area_a, variance


def clustered_delong(y, a, b, clusters):
    """Sums of the components within clusters, C / (C - 1) over C clusters."""
    (a10, a01), (b10, b01) = components(y, a), components(y, b)
    psi = np.zeros(len(y))
    psi[y == 1] = ((b10 - b10.mean()) - (a10 - a10.mean())) / len(a10)
    psi[y == 0] = ((b01 - b01.mean()) - (a01 - a01.mean())) / len(a01)
    sums = np.array([psi[clusters == c].sum() for c in np.unique(clusters)])
    return b10.mean() - a10.mean(), len(sums) / (len(sums) - 1) * np.sum(sums**2)


def log_loss(y, s):
    return -np.log(np.where(y == 1, s, 1 - s))


def case(name, rows, levels, seed):
    rng = np.random.default_rng(seed)
    y = (rng.random(rows) < 0.4).astype(int)
    common = rng.standard_normal(rows)
    scores = []
    for noise in (0.6, 0.8):
        z = 1.2 * (y - 0.5) + 0.8 * common + noise * rng.standard_normal(rows)
        p = 1 / (1 + np.exp(-z))
        scores.append(np.clip((np.floor(p * levels) + 0.5) / levels if levels else p.round(6), 0.01, 0.99))
    a, b = scores
    w = rng.uniform(0.2, 3, rows).round(3)
    clusters = np.sort(rng.integers(0, rows // 4, rows))
    right = [(s >= 0.5).astype(int) == y for s in (a, b)]
    both = [int(np.sum(x)) for x in (~right[0] & right[1], right[0] & ~right[1])]
    k, n = min(both), sum(both)
    exact = mcnemar([[0, both[0]], [both[1], 0]], exact=True).pvalue
    midp = min(1.0, 2 * stats.binom.cdf(k, n, 0.5) - stats.binom.pmf(k, n, 0.5)) if n else 1.0
    losses = stats.ttest_rel(log_loss(y, b), log_loss(y, a))
    interval = losses.confidence_interval(0.9)
    return {
        "name": name, "labels": y.tolist(), "baseline": a.tolist(), "candidate": b.tolist(),
        "weights": w.tolist(), "clusters": clusters.tolist(),
        "delong": list(delong(y, a, b)), "weighted": list(weighted_delong(y, a, b, w)),
        "clustered": list(clustered_delong(y, a, b, clusters)),
        "mcnemar": [*map(float, both), float(exact), float(midp)],
        "log_loss": [float(np.mean(log_loss(y, b) - log_loss(y, a))), float(losses.pvalue),
                     float(interval.low), float(interval.high)],
    }


cases = [case("smooth", 120, 0, 1), case("tied", 150, 5, 2), case("small", 30, 0, 3)]
(pathlib.Path(__file__).parent / "paired.json").write_text(
    "[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
