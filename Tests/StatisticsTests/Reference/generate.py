# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1", "statsmodels==0.15.0"]
# ///
"""Writes the reference values of distributions, intervals and corrections beside this file."""

import json
import pathlib
from decimal import Decimal, getcontext

import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

xs = [-37.0, -20.0, -8.3, -3.0, -1.5, -0.1, 0.0, 0.2, 1.0, 1.96, 4.0, 7.5]
ps = [1e-300, 1e-30, 1e-10, 1e-4, 0.001, 0.01, 0.025, 0.05, 0.1, 0.3, 0.5, 0.7, 0.95, 0.999]
family = [0.04, 0.001, 0.03, 0.2, 0.03, 0.9, 0.0004, 1.0]
rng = np.random.default_rng(3)
pair = rng.standard_normal((2, 25)).round(3)


getcontext().prec = 50
PI = Decimal("3.14159265358979323846264338327950288419716939937510")


def normal(x):
    """scipy loses three digits far out; there, Laplace's continued fraction to 50 digits."""
    if x > -5:
        return stats.norm.cdf(x)
    y = fraction = Decimal(-x)
    for k in range(400, 0, -1):
        fraction = y + k / fraction
    return float((-y * y / 2).exp() / (2 * PI).sqrt() / fraction)


def midp(b, c):
    """statsmodels has the exact test only: take off the point probability."""
    exact = mcnemar([[0, b], [c, 0]], exact=True).pvalue
    return 1.0 if b == c and b == 0 else (
        min(1.0, 2 * stats.binom.cdf(min(b, c), b + c, 0.5)
            - stats.binom.pmf(min(b, c), b + c, 0.5)), exact)[0]


out = {
    "normal": [[x, normal(x)] for x in xs],
    "normalQuantile": [[p, stats.norm.ppf(p)] for p in ps],
    "student": [[t, d, stats.t.cdf(t, d)] for d in [1, 2.5, 9, 80, 5000] for t in [-40, -2, 0.3, 3]],
    "studentQuantile": [[a, d, stats.t.isf(a, d)] for d in [1, 3, 30, 1e4] for a in [1e-6, 0.025, 0.05, 0.4]],
    "beta": [[x, a, b, stats.beta.cdf(x, a, b)]
             for a, b in [(0.5, 0.5), (2, 3), (50, 1), (300, 700), (1e5, 2e5)]
             for x in [0.01, 0.3, 0.5, 0.99]],
    "wilson": [[k, n, *proportion_confint(k, n, 0.1, "wilson")]
               for k, n in [(0, 1), (0, 30), (1, 30), (15, 30), (30, 30), (9000, 10000)]],
    "clopperPearson": [[k, n, *proportion_confint(k, n, 0.1, "beta")]
                       for k, n in [(0, 10), (1, 30), (15, 30), (10, 10), (900, 1000)]],
    "mcnemar": [[b, c, mcnemar([[0, b], [c, 0]], exact=True).pvalue, midp(b, c)]
                for b, c in [(12, 5), (5, 12), (0, 6), (1, 0), (4, 4), (0, 0), (130, 90)]],
    "family": family,
    "holm": multipletests(family, method="holm")[1].tolist(),
    "benjaminiHochberg": multipletests(family, method="fdr_bh")[1].tolist(),
    "first": pair[0].tolist(),
    "second": pair[1].tolist(),
}
paired = stats.ttest_rel(pair[1], pair[0])
interval = paired.confidence_interval(0.9)
out["paired"] = [paired.statistic, paired.pvalue, interval.low, interval.high]
lines = [f"{json.dumps(k)}: {json.dumps([v if isinstance(v, (float, int)) else list(map(float, v)) for v in x])}"
         for k, x in out.items()]
text = "{\n" + ",\n".join(lines).replace("NaN", "null") + "\n}\n"
(pathlib.Path(__file__).parent / "reference.json").write_text(text)
