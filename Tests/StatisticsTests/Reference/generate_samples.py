# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1", "statsmodels==0.15.0"]
# ///
"""Writes `samples.json` beside this file: means, ratios and power as statsmodels and scipy have them.

A mean is a regression on nothing but a constant: its robust, weighted and clustered standard errors are
those of OLS and WLS. Frequencies are those of DescrStatsW.
"""

import json
import pathlib

import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.weightstats import DescrStatsW

rng = np.random.default_rng(11)
rows = 60
losses = (rng.gamma(1.5, 1.0, rows) - 1.75).round(4)
weights = rng.uniform(0.2, 3, rows).round(3)
frequencies = rng.integers(1, 5, rows)
clusters = np.sort(rng.integers(0, 14, rows))
_, clusters = np.unique(clusters, return_inverse=True)
one = np.ones(rows)


def fitted(w=None, **options):
    """Mean and standard error."""
    model = sm.OLS(losses, one) if w is None else sm.WLS(losses, one, weights=w)
    fit = model.fit(**options)
    return [float(fit.params[0]), float(fit.bse[0])]


by_cluster = dict(cov_type="cluster", cov_kwds={"groups": clusters})
repeated = DescrStatsW(losses, weights=frequencies)
single = DescrStatsW(losses)
odds = sm.GLM((np.arange(200) < 37).astype(float), np.ones(200), family=sm.families.Binomial()).fit()
table = Table2x2([[30, 70], [18, 82]])
out = {
    "losses": losses.tolist(),
    "weights": weights.tolist(),
    "frequencies": frequencies.astype(float).tolist(),
    "clusters": clusters.tolist(),
    "robust": fitted(weights, cov_type="HC1"),
    "clustered": fitted(**by_cluster),
    "clusteredWeighted": fitted(weights, **by_cluster),
    "repeated": [float(repeated.mean), float(repeated.std_mean), *map(float, repeated.tconfint_mean(0.1))],
    # The p-values of "not worse than by a margin" and of "different by less", for some margins.
    "margins": [[m, float(single.ttest_mean(-m, alternative="larger")[1]), float(single.ttost_mean(-m, m)[0])]
                for m in (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)],
    # 37 of 200 by logistic regression: the limits of the log odds as shares.
    "logit": [37 / 200, float(np.sqrt(37 / 200 * 163 / 200 / 200)),
              *map(float, 1 / (1 + np.exp(-odds.conf_int(0.1)[0])))],
    "ratio": [float(table.riskratio), float(table.log_riskratio_se), *map(float, table.riskratio_confint(0.1))],
    # Rows for an effect of so many standard deviations, one-sided.
    "power": [[d, float(NormalIndPower().solve_power(d, alpha=0.05, power=0.8, ratio=0, alternative="larger"))]
              for d in (0.02, 0.1, 0.3)],
}
errors = (rng.gamma(2, 1, 150).round(3), rng.gamma(2, 1.1, 150).round(3))
draws = stats.bootstrap(errors, lambda a, b, axis=-1: np.median(b, axis=axis) - np.median(a, axis=axis),
                        paired=True, vectorized=True, n_resamples=20000, method="percentile", rng=5)
out["medians"] = [errors[0].tolist(), errors[1].tolist()]
out["medianError"] = float(draws.standard_error)
text = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in out.items())
(pathlib.Path(__file__).parent / "samples.json").write_text("{\n" + text + "\n}\n")
