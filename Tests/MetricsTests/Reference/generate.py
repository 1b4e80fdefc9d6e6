# /// script
# requires-python = ">=3.11"
# dependencies = ["hmeasure==0.1.6", "numpy==2.4.6", "scikit-learn==1.9.1", "scipy==1.17.1"]
# ///
"""Writes the reference values of every metric beside this file: binary, multiclass and regression.

A value of null means that Tollgate says "undefined" there; "differs" says where and why that is not
what the reference library does. Run: uv run generate.py
"""

import json
import pathlib
import warnings

import numpy as np
import scipy
import sklearn
from hmeasure import h_score
from scipy import stats
from sklearn import metrics as M

HERE = pathlib.Path(__file__).parent
SEED = 20261123
warnings.filterwarnings("ignore")
EPS = 2.0**-52


def present(w):
    return w > 0


# ---------------------------------------------------------------- binary


def binary(y, s, w, threshold):
    keep = present(w)
    y, s, w = y[keep], s[keep], w[keep]
    d = (s >= threshold).astype(int)
    tp, fn = w[(y == 1) & (d == 1)].sum(), w[(y == 1) & (d == 0)].sum()
    fp, tn = w[(y == 0) & (d == 1)].sum(), w[(y == 0) & (d == 0)].sum()
    pos, neg, called, passed = tp + fn, fp + tn, tp + fp, fn + tn
    a = dict(sample_weight=w)
    v = {}
    v["accuracy"] = M.accuracy_score(y, d, **a)
    v["error_rate"] = M.zero_one_loss(y, d, **a)
    v["prevalence"] = np.average(y, weights=w)
    v["selection_rate"] = np.average(d, weights=w)
    v["recall"] = M.recall_score(y, d, **a) if pos else None
    v["false_negative_rate"] = 1 - v["recall"] if pos else None
    v["specificity"] = M.recall_score(y, d, pos_label=0, **a) if neg else None
    v["false_positive_rate"] = 1 - v["specificity"] if neg else None
    v["precision"] = M.precision_score(y, d, **a) if called else None
    v["false_discovery_rate"] = 1 - v["precision"] if called else None
    v["negative_predictive_value"] = M.precision_score(y, d, pos_label=0, **a) if passed else None
    v["false_omission_rate"] = 1 - v["negative_predictive_value"] if passed else None
    some = tp + fn + fp > 0
    v["f1"] = M.f1_score(y, d, **a) if some else None
    v["f2"] = M.fbeta_score(y, d, beta=2, **a) if some else None
    v["f_half"] = M.fbeta_score(y, d, beta=0.5, **a) if some else None
    v["jaccard"] = M.jaccard_score(y, d, **a) if some else None
    both = pos > 0 and neg > 0
    v["balanced_accuracy"] = M.balanced_accuracy_score(y, d, **a) if both else None
    v["youden_j"] = M.balanced_accuracy_score(y, d, adjusted=True, **a) if both else None
    v["g_mean"] = float(np.sqrt(v["recall"] * v["specificity"])) if both else None
    v["mcc"] = M.matthews_corrcoef(y, d, **a) if both and called and passed else None
    alone = (pos == 0 and called == 0) or (neg == 0 and passed == 0)
    v["cohen_kappa"] = None if alone else M.cohen_kappa_score(y, d, **a)
    plus, minus = M.class_likelihood_ratios(y, d, labels=[0, 1], **a) if both else (None, None)
    v["positive_likelihood_ratio"] = plus if both and fp > 0 else None
    v["negative_likelihood_ratio"] = minus if both and tn > 0 else None
    v["average_precision"] = M.average_precision_score(y, s, **a) if pos else None
    ids = ["roc_auc", "gini", "partial_auc", "ks_statistic", "brier_skill", "d2_log_loss",
           "normalized_cross_entropy", "h_measure"]
    v.update({i: None for i in ids})
    v["log_loss"] = M.log_loss(y, s, labels=[0, 1], **a)
    v["brier"] = M.brier_score_loss(y, s, labels=[0, 1], **a)
    if both:
        v["roc_auc"] = M.roc_auc_score(y, s, **a)
        v["gini"] = 2 * v["roc_auc"] - 1
        v["partial_auc"] = M.roc_auc_score(y, s, max_fpr=0.1, **a)
        fpr, tpr, _ = M.roc_curve(y, s, drop_intermediate=False, **a)
        v["ks_statistic"] = np.abs(tpr - fpr).max()
        if np.all(w == 1):
            ks = stats.ks_2samp(s[y == 1], s[y == 0]).statistic
            assert abs(ks - v["ks_statistic"]) < 1e-12
        # The oracle has no weights: whole ones are copies.
        if np.all(w == np.round(w)):
            copies = w.astype(int)
            v["h_measure"] = h_score(np.repeat(y, copies), np.repeat(s, copies))
        else:
            v.pop("h_measure")
        v["brier_skill"] = M.d2_brier_score(y, s, **a)
        v["d2_log_loss"] = M.d2_log_loss_score(y, s, **a)
        v["normalized_cross_entropy"] = 1 - v["d2_log_loss"]
    return v


def binary_cases(rng):
    def scores(y, noise, digits=3):
        raw = 1 / (1 + np.exp(-(2 * y - 1 + noise * rng.standard_normal(len(y)))))
        return np.round(raw, digits)

    def labels(n, share=0.4):
        return (rng.random(n) < share).astype(int)

    y = labels(60)
    s = scores(y, 1.5)
    w = np.round(rng.gamma(2.0, 1.0, 60), 2)
    w[::7] = 0
    yield "plain", y, s, None
    yield "weights", y, s, w
    yield "frequency weights", y, s, rng.integers(0, 4, 60).astype(float)
    grid = rng.integers(0, 5, 80) / 4
    yg = (rng.random(80) < 0.2 + 0.5 * grid).astype(int)
    yield "ties", yg, grid, None
    yield "ties with weights", yg, grid, np.round(rng.gamma(2.0, 1.0, 80), 2)
    yield "all positive", np.ones(10, int), scores(np.ones(10), 2), None
    yield "all negative", np.zeros(10, int), scores(np.zeros(10), 2), None
    yield "no positive and none called", np.zeros(9, int), np.arange(9) / 20, None
    yield "positives without weight", y, s, np.where(y == 1, 0.0, 1.0)
    yield "none called positive", labels(20), np.round(0.4 * rng.random(20), 3), None
    yield "all called positive", labels(20), np.round(0.5 + 0.4 * rng.random(20), 3), None
    yield "constant low", labels(20), np.full(20, 0.25), None
    yield "constant high", labels(20), np.full(20, 0.75), None
    yh = np.array([1, 0] * 10)
    yield "perfect", yh, yh.astype(float), None
    yield "worst", yh, 1.0 - yh, None
    yield "separated", yh, np.where(yh == 1, 0.9, 0.2) + np.arange(20) / 1000, None
    yield "one row", np.array([1]), np.array([0.7]), None
    yield "tiny", np.array([0, 1, 1]), np.array([0.3, 0.2, 0.9]), np.array([1.0, 2.0, 0.5])
    y = labels(2000, 0.3)
    s = scores(y, 1.5, 4)
    yield "large", y, s, None
    yield "large with weights", y, s, np.round(rng.gamma(2.0, 1.0, 2000), 2)


# ------------------------------------------------------------ multiclass


def hand_till(y, p, w):
    k = p.shape[1]
    total = 0.0
    for i in range(k):
        for j in range(k):
            if i != j:
                rows = (y == i) | (y == j)
                total += M.roc_auc_score(y[rows] == i, p[rows, i], sample_weight=w[rows])
    return total / (k * (k - 1))


def top_k(y, p, w, k):
    own = p[np.arange(len(y)), y]
    above, tied = (p > own[:, None]).sum(1), (p == own[:, None]).sum(1)
    value = np.average(np.clip((k - above) / tied, 0, 1), weights=w)
    if np.all([len(set(row)) == len(row) for row in p]):
        labels = np.arange(p.shape[1])
        assert abs(value - M.top_k_accuracy_score(y, p, k=k, labels=labels, sample_weight=w)) < 1e-12
    return value


def multiclass(y, p, w):
    keep = present(w)
    y, p, w = y[keep], p[keep], w[keep]
    d = p.argmax(1)
    k = p.shape[1]
    labels = np.arange(k)
    a = dict(sample_weight=w)
    v = {"accuracy": M.accuracy_score(y, d, **a), "error_rate": M.zero_one_loss(y, d, **a)}
    one = len(set(y)) == 1
    v["balanced_accuracy"] = None if one else M.balanced_accuracy_score(y, d, **a)
    support = np.array([w[y == c].sum() for c in labels])
    ratios = [("precision", M.precision_score), ("recall", M.recall_score), ("f1", M.f1_score)]
    for name, score in ratios:
        v[f"macro_{name}"] = score(y, d, average="macro", **a)
        v[f"weighted_{name}"] = score(y, d, average="weighted", **a)
        v[f"micro_{name}"] = v["accuracy"]
    v["mcc"] = None if one or len(set(d)) == 1 else M.matthews_corrcoef(y, d, **a)
    alone = one and set(y) == set(d)
    v["cohen_kappa"] = None if alone else M.cohen_kappa_score(y, d, labels=labels, **a)
    v["log_loss"] = M.log_loss(y, p, labels=labels, **a)
    v["brier"] = M.brier_score_loss(y, p, labels=labels, scale_by_half=False, **a)
    full = set(y) == set(labels)
    areas = [M.roc_auc_score(y == c, p[:, c], **a) for c in labels] if full else None
    v["roc_auc_ovr"] = np.mean(areas) if full else None
    v["roc_auc_ovr_weighted"] = np.average(areas, weights=support) if full else None
    if full and k > 2:
        ovr = M.roc_auc_score(y, p, multi_class="ovr", average="weighted", **a)
        assert abs(ovr - v["roc_auc_ovr_weighted"]) < 1e-12
    v["roc_auc_ovo"] = hand_till(y, p, w) if full else None
    if full and k > 2 and np.all(w == 1):
        ovo = M.roc_auc_score(y, p, multi_class="ovo", labels=labels)
        assert abs(ovo - v["roc_auc_ovo"]) < 1e-12
    for top in [2, 3, 5]:
        v[f"top_{top}_accuracy"] = top_k(y, p, w, top) if k > top else None
    return v


def multiclass_cases(rng):
    def draw(n, k, noise=1.0, classes=None):
        y = rng.integers(0, classes or k, n)
        logits = noise * rng.standard_normal((n, k))
        logits[np.arange(n), y] += 1
        p = np.exp(logits)
        p = np.round(p / p.sum(1, keepdims=True), 3)
        p[:, -1] = np.round(1 - p[:, :-1].sum(1), 3)
        return y, np.abs(p)

    y, p = draw(90, 3)
    yield "plain", y, p, None
    w = np.round(rng.gamma(2.0, 1.0, 90), 2)
    w[::9] = 0
    yield "weights", y, p, w
    y, p = draw(120, 6)
    yield "six classes", y, p, np.round(rng.gamma(2.0, 1.0, 120), 2)
    y, p = draw(40, 4, classes=3)
    yield "missing class", y, p, None
    p = p.copy()
    p[:, 0] += p[:, 2]
    p[:, 2] = 0
    yield "class never predicted", y, p, None
    grid = np.array([[0.5, 0.25, 0.25], [0.25, 0.5, 0.25], [0.25, 0.25, 0.5], [0.5, 0.5, 0]])
    yield "ties", rng.integers(0, 3, 60), grid[rng.integers(0, 4, 60)], None
    yield "constant", rng.integers(0, 3, 30), np.tile([0.5, 0.3, 0.2], (30, 1)), None
    y = np.arange(21) % 3
    yield "perfect", y, np.eye(3)[y], None
    yield "worst", y, np.eye(3)[(y + 1) % 3], None
    yield "one class", np.zeros(8, int), draw(8, 3)[1], None
    yield "one row", np.array([1]), np.array([[0.2, 0.7, 0.1]]), None
    yield "two classes", *draw(30, 2), None
    y, p = draw(400, 3, noise=1.5)
    yield "large", y, p, None


# ------------------------------------------------------------ regression


def ranks(x, w):
    """The share of weight below plus half of the tied weight."""
    return np.array([(w[x < v].sum() + w[x == v].sum() / 2) / w.sum() for v in x])


def correlation(y, p, w):
    c = np.cov(y, p, aweights=w, ddof=0)
    return c[0, 1] / np.sqrt(c[0, 0] * c[1, 1])


def regression(y, p, w):
    keep = present(w)
    y, p, w = y[keep], p[keep], w[keep]
    a = dict(sample_weight=w)
    e = np.abs(y - p)
    size = np.abs(y) + np.abs(p)
    v = {
        "mae": M.mean_absolute_error(y, p, **a),
        "mse": M.mean_squared_error(y, p, **a),
        "rmse": M.root_mean_squared_error(y, p, **a),
        "mean_error": np.average(p - y, weights=w),
        "max_error": M.max_error(y, p),
        "median_absolute_error": M.median_absolute_error(y, p, **a),
        "mape": M.mean_absolute_percentage_error(y, p, **a) if np.all(y != 0) else None,
        "wape": (w * e).sum() / (w * np.abs(y)).sum() if np.any(y != 0) else None,
        "smape": np.average(2 * e / np.where(size > 0, size, 1), weights=w),
    }
    log = np.all(y > -1) and np.all(p > -1)
    v["msle"] = np.average((np.log1p(y) - np.log1p(p)) ** 2, weights=w) if log else None
    if log and np.all(y >= 0) and np.all(p >= 0):
        assert abs(v["msle"] - M.mean_squared_log_error(y, p, **a)) < 1e-12
    v["rmsle"] = np.sqrt(v["msle"]) if log else None
    poisson, gamma = np.all(y >= 0) and np.all(p > 0), np.all(y > 0) and np.all(p > 0)
    v["poisson_deviance"] = M.mean_poisson_deviance(y, p, **a) if poisson else None
    v["gamma_deviance"] = M.mean_gamma_deviance(y, p, **a) if gamma else None
    moving = len(set(y[w > 0])) > 1
    v["d2_absolute_error"] = M.d2_absolute_error_score(y, p, **a) if moving else None
    v["d2_poisson_deviance"] = (
        M.d2_tweedie_score(y, p, power=1, **a) if moving and poisson else None)
    v["d2_gamma_deviance"] = M.d2_tweedie_score(y, p, power=2, **a) if moving and gamma else None
    moving, following = len(set(y)) > 1, len(set(p)) > 1
    v["r2"] = M.r2_score(y, p, **a) if moving else None
    v["explained_variance"] = M.explained_variance_score(y, p, **a) if moving else None
    v["pearson"] = correlation(y, p, w) if moving and following else None
    v["spearman"] = correlation(ranks(y, w), ranks(p, w), w) if moving and following else None
    if np.all(w == 1) and moving and following:
        assert abs(v["pearson"] - stats.pearsonr(y, p)[0]) < 1e-12
        assert abs(v["spearman"] - stats.spearmanr(y, p)[0]) < 1e-12
    if moving:
        c = np.cov(y, p, aweights=w, ddof=0)
        bias = np.average(y, weights=w) - np.average(p, weights=w)
        v["ccc"] = 2 * c[0, 1] / (c[0, 0] + c[1, 1] + bias**2)
    else:
        v["ccc"] = None
    return v


def regression_cases(rng):
    y = np.round(rng.gamma(2.0, 3.0, 60) + 0.1, 2)
    p = np.round(np.abs(y + rng.standard_normal(60)) + 0.05, 2)
    w = np.round(rng.gamma(2.0, 1.0, 60), 2)
    w[::7] = 0
    yield "plain", y, p, None
    yield "weights", y, p, w
    yield "frequency weights", y, p, rng.integers(0, 4, 60).astype(float)
    yield "signed", np.round(y - 5, 2), np.round(p - 5, 2), None
    counts = rng.poisson(1.0, 80).astype(float)
    yield "counts with zeros", counts, np.round(0.5 + rng.random(80), 2), w.repeat(2)[:80]
    yield "ties", rng.integers(1, 6, 50).astype(float), rng.integers(1, 6, 50).astype(float), None
    yield "constant labels", np.full(10, 3.0), np.round(3 + rng.random(10), 2), None
    yield "constant predictions", np.round(1 + rng.random(10), 2), np.full(10, 1.5), None
    yield "all labels zero", np.zeros(6), np.round(0.1 + rng.random(6), 2), None
    yield "perfect", y[:20], y[:20], None
    yield "reversed", np.arange(1.0, 21), np.arange(20.0, 0, -1), None
    yield "one row", np.array([2.0]), np.array([3.0]), None
    yield "tiny", np.array([1.0, 4.0]), np.array([2.0, 3.5]), np.array([1.0, 3.0])
    y = np.round(rng.lognormal(1.0, 1.0, 2000) + 0.01, 3)
    p = np.round(y * rng.lognormal(0.0, 0.3, 2000) + 0.01, 3)
    yield "large", y, p, None


DIFFERS = {
    "binary": {
        "precision": "scikit-learn gives 0 where no row is called positive",
        "recall": "scikit-learn gives 0 without a positive row",
        "f1": "scikit-learn gives 0 where no row is positive or called so",
        "mcc": "scikit-learn gives 0 where a margin is 0, even for a perfect decision",
        "balanced_accuracy": "scikit-learn gives the recall of the only class",
        "average_precision": "scikit-learn gives 0 without a positive row",
        "roc_auc": "scikit-learn gives nan with one class",
    },
    "multiclass": {
        "top_2_accuracy": "ties count their expected share, scikit-learn goes by class index",
        "roc_auc_ovo": "undefined when a class is missing; weights, which scikit-learn refuses",
        "brier": "not halved: scikit-learn's scale_by_half=False",
    },
    "regression": {
        "r2": "scikit-learn gives 1 or 0 for constant labels",
        "mape": "scikit-learn divides by 2^-52 where a label is 0",
        "msle": "defined above -1, where scikit-learn asks for 0 and more",
        "spearman": "weights: scipy has none; ranks are mid-distribution values",
    },
}


def numbers(array, integers=False):
    return [int(x) if integers or float(x).is_integer() else float(x) for x in array]


def expected(values):
    return {
        name: None if value is None else float(value) for name, value in sorted(values.items())
    }


def write(name, cases):
    header = {
        "generator": "generate.py",
        "libraries": {"numpy": np.__version__, "scikit-learn": sklearn.__version__,
                      "scipy": scipy.__version__},
        "seed": SEED,
        "differs": DIFFERS[name],
    }
    lines = [json.dumps(case, separators=(",", ":")) for case in cases]
    head = json.dumps(header, indent=1)[:-2]
    (HERE / f"{name}.json").write_text(head + ',\n "cases": [\n' + ",\n".join(lines) + "\n]}\n")


def main():
    rng = np.random.default_rng(SEED)
    ones = lambda y, w: np.ones(len(y)) if w is None else w
    write("binary", [
        {"name": n, "labels": numbers(y, True), "scores": numbers(s),
         "weights": None if w is None else numbers(w), "threshold": 0.5,
         "expected": expected(binary(y, s, ones(y, w), 0.5))}
        for n, y, s, w in binary_cases(rng)])
    write("multiclass", [
        {"name": n, "labels": numbers(y, True), "probabilities": [numbers(c) for c in p.T],
         "decisions": numbers(p.argmax(1), True),
         "weights": None if w is None else numbers(w),
         "expected": expected(multiclass(y, p, ones(y, w)))}
        for n, y, p, w in multiclass_cases(rng)])
    write("regression", [
        {"name": n, "labels": numbers(y), "predictions": numbers(p),
         "weights": None if w is None else numbers(w),
         "expected": expected(regression(y, p, ones(y, w)))}
        for n, y, p, w in regression_cases(rng)])


if __name__ == "__main__":
    main()
