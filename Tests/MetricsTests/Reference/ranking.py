# /// script
# requires-python = ">=3.11"
# dependencies = ["catboost==1.2.10", "lightgbm==4.7.0", "numpy==2.4.6", "scikit-learn==1.9.1", "xgboost==3.2.0"]
# ///
"""Writes ranking.json beside this file: metrics of rankings, query by query.

Where nothing is tied NDCG and average precision are scikit-learn's, and ERR is CatBoost's. Ties are the mean over every order of
the tied rows, one after the other. The case "booster" is a small ranker that XGBoost trained; its own
ndcg@k and map@k, and LightGBM's ndcg@k of its own ranker, stand beside it. Run: uv run ranking.py
"""

import itertools
import json
import math
import pathlib

import lightgbm
import numpy as np
import xgboost
from catboost.utils import eval_metric
from sklearn.metrics import average_precision_score, ndcg_score

HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(20261126)


def orders(scores):
    """Every order of the rows that the scores allow, best first."""
    groups = [np.flatnonzero(scores == s).tolist() for s in sorted(set(scores), reverse=True)]
    for parts in itertools.product(*(itertools.permutations(g) for g in groups)):
        yield [row for part in parts for row in part]


def plain(ranked, k, gain, threshold):
    """All metrics of one order without ties; `ranked` are the grades, best first."""
    n = len(ranked)
    top = ranked[: k or n]
    worth = (lambda g: 2**g - 1) if gain == "exponential" else (lambda g: g)
    dcg = lambda grades: sum(worth(g) / math.log2(r + 2) for r, g in enumerate(grades))
    ideal = dcg(sorted(ranked, reverse=True)[: k or n])
    relevant = [g >= threshold for g in ranked]
    total = sum(relevant)
    found = relevant[: k or n]
    hits = [r for r, is_hit in enumerate(found) if is_hit]
    v = {"ndcg": dcg(top) / ideal if ideal > 0 else None}
    v["map"] = sum((i + 1) / (r + 1) for i, r in enumerate(hits)) / min(total, k or n) if total else None
    v["mrr"] = (1 / (hits[0] + 1) if hits else 0) if total else None
    v["precision_at"] = len(hits) / (k or n) if total else None
    v["recall_at"] = len(hits) / total if total else None
    v["hit_rate"] = float(bool(hits)) if total else None
    v["err"] = err(top) if any(ranked) else None
    return v


def satisfied(grades):
    """The probability that a row satisfies, where 4 is the highest grade."""
    return (2.0 ** np.asarray(grades) - 1) / 2**4


def err(top):
    value, reading = 0.0, 1.0
    for r, p in enumerate(satisfied(top)):
        value += reading * p / (r + 1)
        reading *= 1 - p
    return float(value)


def query_values(grades, scores, k, gain, threshold):
    every = [plain([grades[i] for i in o], k, gain, threshold) for o in orders(scores)]
    v = {m: None if every[0][m] is None else float(np.mean([e[m] for e in every])) for m in every[0]}
    if v["ndcg"] is not None and len(grades) > 1:
        # scikit-learn averages over ties itself.
        truth = 2.0**grades - 1 if gain == "exponential" else grades
        assert abs(ndcg_score([truth], [scores], k=k) - v["ndcg"]) < 1e-12
    if v["err"] is not None and len(set(scores)) == len(scores):
        theirs = eval_metric(satisfied(grades), scores, f"ERR:top={k or len(scores)}", group_id=[0] * len(scores))
        assert abs(theirs[0] - v["err"]) < 1e-12
    if v["map"] is not None and k is None and len(set(scores)) == len(scores):
        sk = average_precision_score(grades >= threshold, scores)
        assert abs(sk - v["map"]) < 1e-12
    return v


def mean(values, weights, empty):
    pairs = [(w, {"skip": None, "zero": 0.0, "one": 1.0}[empty] if x is None else x)
             for x, w in zip(values, weights) if w > 0]
    pairs = [(w, x) for w, x in pairs if x is not None]
    return sum(w * x for w, x in pairs) / sum(w for w, _ in pairs) if pairs else None


def case(name, queries, grades, scores, weights=None, **options):
    k, gain = options.get("k"), options.get("gain", "exponential")
    threshold, empty = options.get("relevant_from", 1), options.get("empty", "skip")
    queries, grades, scores = np.array(queries), np.array(grades, float), np.array(scores, float)
    names = list(dict.fromkeys(queries.tolist()))
    per = [query_values(grades[queries == q], scores[queries == q], k, gain, threshold) for q in names]
    w = weights or [1.0] * len(names)
    expected = {m: mean([p[m] for p in per], w, empty) for m in per[0]}
    return dict(name=name, queries=queries.tolist(), relevance=grades.tolist(), scores=scores.tolist(),
                weights=weights, k=k, gain=gain, relevantFrom=threshold, empty=empty, expected=expected)


def table(count, rows, levels=None):
    queries, grades, scores = [], [], []
    for q in range(count):
        n = int(rng.integers(1, rows + 1))
        g = rng.choice([0, 0, 0, 1, 2, 4], n)
        s = g + rng.normal(0, 2, n)
        queries += [q] * n
        grades += g.tolist()
        scores += (np.round(s * levels) / levels if levels else np.round(s, 6)).tolist()
    mixed = rng.permutation(len(queries))
    first = {q: i for i, q in enumerate(dict.fromkeys(queries[i] for i in mixed))}
    return [first[queries[i]] for i in mixed], [grades[i] for i in mixed], [scores[i] for i in mixed]


def booster():
    n, size = 40, 8
    x = rng.normal(size=(n * size, 4))
    q = np.repeat(np.arange(n), size)
    y = np.clip(np.round(x[:, 0] + 0.7 * x[:, 1] + rng.normal(0, 1, n * size)), 0, 3).astype(int)
    y[q < 3] = 0  # queries without a relevant row
    data = xgboost.DMatrix(x, label=y, qid=q)
    model = xgboost.train({"objective": "rank:ndcg", "max_depth": 2, "eta": 0.3, "nthread": 1}, data, 6)
    # A hair apart, so that the libraries' order of ties does not matter.
    scores = model.predict(data).astype(float) + np.arange(n * size) * 1e-6
    theirs = {}
    for k in (3, 5):
        for gain in ("exponential", "linear"):
            shown = xgboost.DMatrix(x, label=y, qid=q, base_margin=scores)
            fresh = xgboost.train({"objective": "rank:ndcg", "nthread": 1, "base_score": 0.0,
                                   "ndcg_exp_gain": gain == "exponential",
                                   "eval_metric": [f"ndcg@{k}"]}, shown, 0)
            text = fresh.eval(shown)
            theirs[f"xgboost ndcg {k} {gain}"] = float(text.split(":")[-1])
        flat = xgboost.DMatrix(x, label=(y > 0).astype(int), qid=q, base_margin=scores)
        fresh = xgboost.train({"objective": "rank:map", "nthread": 1, "base_score": 0.0,
                               "eval_metric": [f"map@{k}"]}, flat, 0)
        theirs[f"xgboost map {k}"] = float(fresh.eval(flat).split(":")[-1])
        # LightGBM's own metric on the same scores, through a model of nothing.
        log = {}
        train = lightgbm.Dataset(x, label=y, group=[size] * n, init_score=scores)
        lightgbm.train({"objective": "lambdarank", "metric": "ndcg", "eval_at": [k], "verbose": -1,
                        "num_threads": 1, "learning_rate": 1e-12, "num_leaves": 2, "deterministic": True}, train, 1,
                       valid_sets=[train], callbacks=[lightgbm.record_evaluation(log)])
        theirs[f"lightgbm ndcg {k} exponential"] = list(list(log.values())[0].values())[0][0]
    return dict(queries=q.tolist(), relevance=y.tolist(), scores=scores.tolist(), values=theirs)


cases = [
    case("plain", *table(25, 12)),
    case("first three", *table(25, 12), k=3),
    case("linear gain, first five", *table(25, 12), k=5, gain="linear"),
    case("ties", *table(25, 6, levels=0.4)),
    case("ties at the border", *table(25, 6, levels=0.4), k=2),
    case("all tied", [0] * 6 + [1] * 5, [0, 1, 0, 2, 0, 4, 1, 0, 0, 0, 0], [0.5] * 11, k=3),
    case("ties, linear gain", *table(25, 6, levels=0.4), k=3, gain="linear"),
    case("grades from two on", *table(25, 8), k=4, relevant_from=2),
    case("empty counts zero", *table(30, 5), k=4, empty="zero"),
    case("empty counts one", *table(30, 5), k=4, empty="one"),
    case("nothing relevant", [0, 0, 1, 1], [0, 0, 0, 0], [1, 2, 3, 4]),
    case("perfect", [0, 0, 0, 1, 1, 2], [3, 1, 0, 1, 0, 2], [9, 5, 1, 2, 1, 3], k=1),
]
queries, grades, scores = table(24, 7, levels=1)
weights = [float(i % 4) for i in range(len(set(queries)))]
cases.append(case("weights", queries, grades, scores, weights, k=5))
text = json.dumps({"cases": cases, "booster": booster()}, allow_nan=False)
(HERE / "ranking.json").write_text(text.replace('{"name"', '\n{"name"') + "\n")
