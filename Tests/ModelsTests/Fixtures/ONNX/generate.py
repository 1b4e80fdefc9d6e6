# /// script
# requires-python = ">=3.11"
# dependencies = ["catboost==1.2.10", "lightgbm==4.7.0", "numpy==2.4.6", "onnx==1.23.2",
#                 "onnxmltools==1.16.0", "onnxruntime==1.32.0", "pandas==3.1.1",
#                 "scikit-learn==1.9.1", "skl2onnx==1.20.0", "xgboost==3.2.0"]
# ///
"""Converts small models to ONNX and writes down what ONNX Runtime answers.

Each case is a file pair: `NAME.onnx` and `NAME.json`:

    rows     the name of a table in `tables.json`
    columns  the table's columns that the model is given, in order
    scores   per output column, the values as hexadecimal bits (8 digits a row: float32, 16: float64)
    labels   the predicted labels as text, where the model gives labels
    kind     what the scores are: probability, margin or value

ONNX Runtime runs on one thread, so that it adds trees and products in one order.
Run: `uv run generate.py [NAME …]`. The Swift tests only read what is committed.
"""

import json
import pathlib
import struct
import sys
import warnings

import catboost
import lightgbm
import numpy as np
import onnx
import onnxruntime
import pandas as pd
import xgboost
from onnxmltools import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as MLFloat
from skl2onnx import to_onnx
from skl2onnx.common.data_types import (
    DoubleTensorType, FloatTensorType, Int64TensorType, StringTensorType)
from sklearn import (
    calibration, cluster, compose, discriminant_analysis, ensemble, feature_selection,
    impute, linear_model, naive_bayes, neighbors, neural_network, pipeline, preprocessing, svm,
    tree, decomposition, multiclass)

warnings.filterwarnings("ignore")


def plain_attribute(name, value, *rest, make=onnx.helper.make_attribute, **more):
    """The converters give numpy's numbers and truth values, which this onnx refuses."""
    if isinstance(value, list):
        value = [int(v) if isinstance(v, (bool, np.bool_, np.integer)) else v for v in value]
    return make(name, value, *rest, **more)


onnx.helper.make_attribute = plain_attribute
HERE = pathlib.Path(__file__).parent
ONLY = set(sys.argv[1:])
TABLES = {}
FAILED = []

# Tables.

rng = np.random.default_rng(20261126)
N, F = 300, 5
X = rng.normal(size=(N, F)).astype(np.float32)
X[:, 3] = rng.integers(0, 6, N)
X[:, 4] = np.round(np.exp(X[:, 4]), 2)
signal = X[:, 0] - X[:, 1] * (X[:, 2] > 0) + X[:, 3] / 3
noisy = signal + rng.normal(scale=0.4, size=N)
binary = (noisy > np.median(noisy)).astype(np.int64)
three = np.digitize(noisy, np.quantile(noisy, [0.35, 0.7])).astype(np.int64)
words = np.array(["low", "mid", "top"])[three]
yes = np.array(["no", "yes"])[binary]
positive = np.exp(noisy / 2)
counts = rng.poisson(positive)

gaps = X.copy()
gaps[rng.random(X.shape) < 0.1] = np.nan

mixed = pd.DataFrame({
    "age": rng.integers(18, 80, N).astype(np.float32),
    "income": np.round(rng.lognormal(3, 1, N), 3).astype(np.float32),
    "visits": rng.integers(0, 9, N),
    "town": rng.choice(["Riga", "Lünd", "Graz", "Cork"], N),
    "plan": rng.choice(["a", "b", "c"], N),
})
mixed_noisy = (mixed.age / 40 + np.log1p(mixed.income) / 3 + (mixed.town == "Riga")
               + (mixed.plan == "b") + rng.normal(scale=0.3, size=N))
mixed_binary = (mixed_noisy > mixed_noisy.median()).astype(int).to_numpy()
mixed_gaps = mixed.copy()
mixed_gaps.loc[rng.random(N) < 0.1, "age"] = np.nan

coded = np.column_stack([X[:, :3], rng.integers(0, 8, N), rng.integers(0, 3, N)]).astype(np.float32)
coded_noisy = noisy + (coded[:, 3].astype(int) % 3 == 1) * 1.5 + (coded[:, 4] == 1)
coded_binary = (coded_noisy > np.median(coded_noisy)).astype(int)


def frame(matrix):
    return pd.DataFrame(matrix, columns=[f"x{k}" for k in range(matrix.shape[1])])


def cell(value):
    if isinstance(value, str):
        return value
    value = float(value)
    if np.isnan(value):
        return None
    return value if np.isfinite(value) else ("inf" if value > 0 else "-inf")


def add_table(name, table):
    TABLES[name] = table
    return name


plain = X[:40].copy()
plain[0] = 0
plain[1] = [1e6, -1e6, 1e-6, 5, 1e4]
plain[2] = -plain[3]
hard = np.vstack([gaps[:36], np.full((1, F), np.nan), np.full((1, F), np.inf),
                  np.full((1, F), -np.inf), np.zeros((1, F))]).astype(np.float32)
odd = coded[:44].copy()
odd[36:44, 3] = [np.nan, -1, 99, 2.5, -0.5, 1e9, np.inf, 7]
odd[40:44, 4] = [np.nan, 3, 1.5, 2]
unknown = mixed.iloc[:30].copy()
unknown.loc[3, "town"] = "Oslo"
unknown.loc[5, "plan"] = ""
missing = mixed_gaps.iloc[:30].copy()
missing.loc[0, "age"] = np.nan
add_table("plain", frame(plain))
add_table("hard", frame(hard))
add_table("gaps", frame(gaps[:40]))
add_table("odd", frame(odd))
add_table("mixed", mixed.iloc[:30])
add_table("unknown", unknown)
add_table("missing", missing)


# Running and writing.

def bits(values):
    values = np.asarray(values)
    code, width = (">f", 8) if values.dtype == np.float32 else (">d", 16)
    return "".join(struct.pack(code, v).hex().zfill(width) for v in values.tolist())


def feeds(session, table):
    """A table as the session's inputs: one matrix, or one column for each."""
    kinds = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(int64)": np.int64,
             "tensor(string)": object}
    inputs = session.get_inputs()
    if len(inputs) == 1 and len(table.columns) > 1:
        return {inputs[0].name: table.to_numpy().astype(kinds[inputs[0].type])}
    return {i.name: table[[i.name]].to_numpy().astype(kinds[i.type]) for i in inputs}


def run(model, table):
    """The float output as a matrix, and the labels."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    labels, scores, columns = None, None, []
    for value in session.run(None, feeds(session, table)):
        if isinstance(value, list):
            value = np.array([list(row.values()) for row in value], dtype=np.float32)
        if value.dtype == np.float32 and value.shape == (len(table),):
            columns.append(value)
        elif value.dtype in (np.float32, np.float64) and scores is None:
            scores = value.reshape(len(table), -1)
        elif value.dtype not in (np.float32, np.float64):
            labels = [str(v) for v in value.reshape(-1).tolist()]
    return np.column_stack(columns) if columns else scores, labels


def write(name, make, rows="plain", kind="probability", mirrored=False):
    if ONLY and name not in ONLY:
        return
    try:
        model = make()
        model = model if isinstance(model, bytes) else model.SerializeToString()
        table = TABLES[rows]
        scores, labels = run(model, table)
    except Exception as error:
        FAILED.append((name, str(error).splitlines()[0][:150]))
        return
    (HERE / f"{name}.onnx").write_bytes(model)
    answer = {"rows": rows, "columns": list(table.columns), "kind": kind}
    if scores is not None:
        scores = scores[:, ::-1] if mirrored else scores
        answer["scores"] = [bits(column) for column in scores.T]
    if labels is not None:
        answer["labels"] = labels
    (HERE / f"{name}.json").write_text(json.dumps(answer, indent=0, sort_keys=True) + "\n")


def sk(estimator, y, x=X, zipmap=False, types=None, opset=None, options=None, matrix=None):
    """A converter of a scikit-learn estimator, fitted when it is called."""
    def make():
        estimator.fit(x, y)
        settings = dict(options or {})
        if zipmap is not None and hasattr(estimator, "predict_proba"):
            settings["zipmap"] = zipmap
        keyed = {id(estimator): settings} if settings else None
        return to_onnx(
            estimator, initial_types=types or [("X", FloatTensorType([None, x.shape[1]]))],
            options=keyed, target_opset=opset)
    return make


# Linear models.
logistic = linear_model.LogisticRegression
write("logistic-binary", sk(logistic(), binary))
write("logistic-binary-words", sk(logistic(), yes))
write("logistic-zipmap", sk(logistic(), binary, zipmap=True))
write("logistic-words-zipmap", sk(logistic(), words, zipmap=True))
write("logistic-zipmap-columns", sk(logistic(), words, zipmap="columns"))
write("logistic-multiclass", sk(logistic(), three))
write("logistic-one-vs-rest", sk(multiclass.OneVsRestClassifier(logistic()), three))
write("logistic-one-vs-one", sk(multiclass.OneVsOneClassifier(logistic()), three), kind="label")
write("logistic-double", sk(logistic(), binary, x=X.astype(np.float64),
                            types=[("X", DoubleTensorType([None, F]))]))
write("logistic-raw", sk(logistic(), binary, options={"raw_scores": True}), kind="margin")
write("logistic-opset-9", sk(logistic(), three, opset={"": 9, "ai.onnx.ml": 1}))
write("logistic-opset-12", sk(logistic(), three, opset={"": 12, "ai.onnx.ml": 2}))
write("linear-regression", sk(linear_model.LinearRegression(), noisy), kind="value")
write("linear-two-targets", sk(linear_model.LinearRegression(), np.column_stack([noisy, signal])),
      kind="value")
write("ridge", sk(linear_model.Ridge(), noisy), kind="value")
write("lasso", sk(linear_model.Lasso(alpha=0.01), noisy), kind="value")
write("elastic-net", sk(linear_model.ElasticNet(alpha=0.01), noisy), kind="value")
write("huber", sk(linear_model.HuberRegressor(), noisy), kind="value")
write("bayesian-ridge", sk(linear_model.BayesianRidge(), noisy), kind="value")
write("poisson", sk(linear_model.PoissonRegressor(), counts), kind="value")
write("gamma", sk(linear_model.GammaRegressor(), positive), kind="value")
write("tweedie", sk(linear_model.TweedieRegressor(power=1.5), positive), kind="value")
write("sgd-classifier-log", sk(linear_model.SGDClassifier(loss="log_loss", random_state=1), three))
write("sgd-classifier-hinge", sk(linear_model.SGDClassifier(random_state=1), three), kind="margin")
write("sgd-huber-proba",
      sk(linear_model.SGDClassifier(loss="modified_huber", random_state=1), three))
write("sgd-regressor", sk(linear_model.SGDRegressor(random_state=1), noisy), kind="value")
write("perceptron", sk(linear_model.Perceptron(random_state=1), three), kind="margin")
write("ridge-classifier", sk(linear_model.RidgeClassifier(), binary), kind="margin")
write("lda", sk(discriminant_analysis.LinearDiscriminantAnalysis(), three))
write("qda", sk(discriminant_analysis.QuadraticDiscriminantAnalysis(), three))

# Support vectors.
write("svc-rbf", sk(svm.SVC(probability=True, random_state=1), three))
write("svc-binary", sk(svm.SVC(probability=True, random_state=1), yes))
write("svc-margin", sk(svm.SVC(kernel="poly", degree=2), three, zipmap=None), kind="label")
# ONNX Runtime gives a label of 0 where the second of the two scores is positive.
write("svc-margin-binary", sk(svm.SVC(kernel="sigmoid"), binary, zipmap=None), kind="margin",
      mirrored=True)
write("svc-linear", sk(svm.SVC(kernel="linear", probability=True, random_state=1), three))
write("nu-svc", sk(svm.NuSVC(probability=True, random_state=1, nu=0.3), three))
write("linear-svc", sk(svm.LinearSVC(), three, zipmap=None), kind="margin")
write("linear-svc-binary", sk(svm.LinearSVC(), binary, zipmap=None), kind="margin")
write("svr", sk(svm.SVR(), noisy), kind="value")
write("svr-poly", sk(svm.SVR(kernel="poly"), noisy), kind="value")
write("nu-svr", sk(svm.NuSVR(), noisy), kind="value")
write("linear-svr", sk(svm.LinearSVR(), noisy), kind="value")
write("one-class-svm", sk(svm.OneClassSVM(), None), kind="margin")

# Bayes, neighbours, networks.
write("naive-bayes-gaussian", sk(naive_bayes.GaussianNB(), three))
write("naive-bayes-bernoulli", sk(naive_bayes.BernoulliNB(), three))
write("naive-bayes-multinomial", sk(naive_bayes.MultinomialNB(), three, x=np.abs(X)))
write("naive-bayes-complement", sk(naive_bayes.ComplementNB(), three, x=np.abs(X)))
few = X[:60]
write("neighbours-classifier", sk(neighbors.KNeighborsClassifier(3), three[:60], x=few))
write("neighbours-regressor", sk(neighbors.KNeighborsRegressor(3), noisy[:60], x=few), kind="value")
write("network-classifier",
      sk(neural_network.MLPClassifier((8, 6), max_iter=80, random_state=1), three))
write("network-binary-tanh", sk(
    neural_network.MLPClassifier((8,), activation="tanh", max_iter=80, random_state=1), binary))
write("network-logistic", sk(
    neural_network.MLPClassifier((8,), activation="logistic", max_iter=80, random_state=1), yes))
write("network-regressor",
      sk(neural_network.MLPRegressor(hidden_layer_sizes=(8,), max_iter=80, random_state=1), noisy), kind="value")
write("k-means", sk(cluster.KMeans(3, n_init=2, random_state=1), None), kind="margin")

# Trees.
write("tree-classifier", sk(tree.DecisionTreeClassifier(max_depth=4, random_state=1), three), "hard")
write("tree-binary-words", sk(tree.DecisionTreeClassifier(max_depth=4, random_state=1), yes), "hard")
write("tree-regressor", sk(tree.DecisionTreeRegressor(max_depth=4, random_state=1), noisy), "hard",
      kind="value")
write("extra-tree", sk(tree.ExtraTreeClassifier(max_depth=4, random_state=1), three), "hard")
write("tree-with-gaps", sk(tree.DecisionTreeClassifier(max_depth=4, random_state=1), three, x=gaps),
      "hard")
forest = dict(n_estimators=8, max_depth=4, random_state=1)
write("forest-classifier", sk(ensemble.RandomForestClassifier(**forest), three), "hard")
write("forest-binary", sk(ensemble.RandomForestClassifier(**forest), binary), "hard")
write("forest-words-zipmap", sk(ensemble.RandomForestClassifier(**forest), yes, zipmap=True), "hard")
write("forest-regressor", sk(ensemble.RandomForestRegressor(**forest), noisy), "hard", kind="value")
write("forest-two-targets", sk(ensemble.RandomForestRegressor(**forest),
                               np.column_stack([noisy, signal])), "hard", kind="value")
write("extra-trees", sk(ensemble.ExtraTreesClassifier(**forest), three), "hard")
write("extra-trees-regressor", sk(ensemble.ExtraTreesRegressor(**forest), noisy), "hard",
      kind="value")
boosting = dict(n_estimators=10, max_depth=3, random_state=1)
write("gradient-boosting-binary", sk(ensemble.GradientBoostingClassifier(**boosting), binary), "hard")
write("gradient-boosting-multiclass", sk(ensemble.GradientBoostingClassifier(**boosting), three),
      "hard")
write("gradient-boosting-regressor", sk(ensemble.GradientBoostingRegressor(**boosting), noisy),
      "hard", kind="value")
hist = dict(max_iter=10, max_leaf_nodes=8, random_state=1)
write("hist-binary", sk(ensemble.HistGradientBoostingClassifier(**hist), binary, x=gaps), "hard")
write("hist-multiclass", sk(ensemble.HistGradientBoostingClassifier(**hist), three, x=gaps), "hard")
write("hist-regressor", sk(ensemble.HistGradientBoostingRegressor(**hist), noisy, x=gaps), "hard",
      kind="value")
write("hist-poisson", sk(ensemble.HistGradientBoostingRegressor(loss="poisson", **hist), counts,
                         x=gaps), "hard", kind="value")
stump = dict(n_estimators=5, random_state=1)
write("ada-boost", sk(ensemble.AdaBoostClassifier(**stump), three), "hard")
write("ada-boost-binary", sk(ensemble.AdaBoostClassifier(**stump), binary), "hard")
write("ada-boost-regressor", sk(ensemble.AdaBoostRegressor(**stump), noisy), "hard", kind="value")
write("bagging", sk(ensemble.BaggingClassifier(tree.DecisionTreeClassifier(max_depth=3), **stump),
                    three), "hard")
write("bagging-regressor",
      sk(ensemble.BaggingRegressor(tree.DecisionTreeRegressor(max_depth=3), **stump), noisy), "hard",
      kind="value")
voters = [("a", logistic()), ("b", tree.DecisionTreeClassifier(max_depth=3, random_state=1))]
write("voting-soft", sk(ensemble.VotingClassifier(voters, voting="soft", flatten_transform=False), three))
write("voting-hard", sk(ensemble.VotingClassifier(voters, voting="hard", flatten_transform=False), three),
      kind="label")
guesses = [("a", linear_model.Ridge()), ("b", tree.DecisionTreeRegressor(max_depth=3))]
write("voting-regressor", sk(ensemble.VotingRegressor(guesses), noisy), kind="value")
write("stacking", sk(ensemble.StackingClassifier(voters, cv=2), binary))
write("stacking-regressor", sk(ensemble.StackingRegressor(guesses, cv=2), noisy), kind="value")
write("calibrated-sigmoid", sk(calibration.CalibratedClassifierCV(svm.LinearSVC(), cv=2), three))
write("calibrated-isotonic", sk(calibration.CalibratedClassifierCV(
    tree.DecisionTreeClassifier(max_depth=3), method="isotonic", cv=2), binary))
write("isolation-forest", sk(ensemble.IsolationForest(**stump), None,
                             opset={"": 18, "ai.onnx.ml": 3}), kind="margin")

# Preprocessing in front.


def pipe(*steps):
    return pipeline.make_pipeline(*steps)


P = preprocessing
write("scaled-logistic", sk(pipe(P.StandardScaler(), logistic()), binary))
write("scaled-forest", sk(pipe(P.StandardScaler(), ensemble.RandomForestClassifier(**forest)), three))
write("min-max", sk(pipe(P.MinMaxScaler(clip=True), logistic()), binary))
write("max-abs", sk(pipe(P.MaxAbsScaler(), logistic()), binary))
write("robust", sk(pipe(P.RobustScaler(), linear_model.Ridge()), noisy), kind="value")
for norm in ("l1", "l2", "max"):
    write(f"normalizer-{norm}", sk(pipe(P.Normalizer(norm), logistic()), three))
write("binarizer", sk(pipe(P.Binarizer(threshold=0.1), logistic()), three))
write("polynomial", sk(pipe(P.PolynomialFeatures(2), linear_model.Ridge()), noisy), kind="value")
write("bins", sk(pipe(P.KBinsDiscretizer(4, encode="onehot-dense"), logistic()), three))
write("bins-ordinal", sk(pipe(P.KBinsDiscretizer(4, encode="ordinal"), logistic()), three))
write("power", sk(pipe(P.PowerTransformer(), logistic()), three))
write("quantile", sk(pipe(P.QuantileTransformer(n_quantiles=10), logistic()), three))
write("function", sk(pipe(P.FunctionTransformer(), logistic()), three))
write("pca", sk(pipe(decomposition.PCA(3), logistic()), three))
write("pca-whitened", sk(pipe(decomposition.PCA(3, whiten=True), logistic()), three))
write("truncated-svd", sk(pipe(decomposition.TruncatedSVD(3), logistic()), three))
write("select-k-best", sk(pipe(feature_selection.SelectKBest(k=2), logistic()), three))
write("variance", sk(pipe(feature_selection.VarianceThreshold(0.5), logistic()), three))
write("select-from-model",
      sk(pipe(feature_selection.SelectFromModel(tree.DecisionTreeClassifier(max_depth=3)),
              logistic()), three))
write("imputed", sk(pipe(impute.SimpleImputer(), logistic()), binary, x=gaps), "gaps")
write("imputed-forest", sk(pipe(impute.SimpleImputer(strategy="median"),
                                ensemble.RandomForestClassifier(**forest)), three, x=gaps), "gaps")
write("union", sk(pipe(pipeline.make_union(P.StandardScaler(), decomposition.PCA(2)), logistic()),
                  three))

COLUMNS = [("age", FloatTensorType([None, 1])), ("income", FloatTensorType([None, 1])),
           ("visits", Int64TensorType([None, 1])), ("town", StringTensorType([None, 1])),
           ("plan", StringTensorType([None, 1]))]


def columns(model, encoder=None, numbers=None, y=mixed_binary, x=mixed, **more):
    encoder = encoder or P.OneHotEncoder(handle_unknown="ignore")
    transform = compose.ColumnTransformer([
        ("numbers", numbers or P.StandardScaler(), ["age", "income", "visits"]),
        ("texts", encoder, ["town", "plan"])])
    return sk(pipe(transform, model), y, x=x, types=COLUMNS, **more)


ordinal = P.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
write("columns-logistic", columns(logistic()), "unknown")
write("columns-zipmap", columns(logistic(), y=np.array(["bad", "good"])[mixed_binary], zipmap=True),
      "unknown")
write("columns-forest", columns(ensemble.RandomForestClassifier(**forest)), "unknown")
write("columns-boosting", columns(ensemble.GradientBoostingClassifier(**boosting)), "unknown")
write("columns-hist", columns(ensemble.HistGradientBoostingClassifier(**hist),
                              encoder=P.OneHotEncoder(handle_unknown="ignore",
                                                      sparse_output=False)), "unknown")
write("columns-ordinal", columns(ensemble.RandomForestClassifier(**forest), encoder=ordinal),
      "unknown")
write("columns-ordinal-known", columns(logistic(), encoder=P.OrdinalEncoder()), "mixed")
write("columns-one-hot-drop", columns(logistic(), encoder=P.OneHotEncoder(drop="first")), "mixed")
write("columns-one-hot-strict", columns(logistic(), encoder=P.OneHotEncoder()), "mixed")
write("columns-imputed", columns(logistic(), x=mixed_gaps, numbers=pipe(
    impute.SimpleImputer(), P.StandardScaler())), "missing")
write("columns-passthrough", columns(logistic(max_iter=500), numbers="passthrough"), "mixed")
write("columns-ridge", columns(linear_model.Ridge(), y=mixed_noisy.to_numpy()), "unknown",
      kind="value")
write("columns-target", columns(linear_model.Ridge(), y=mixed_noisy.to_numpy(),
                                encoder=P.TargetEncoder(cv=2)), "mixed", kind="value")

# Texts that look like numbers: 1.0 and 1 are two categories. They are drawn apart from all else.
code_rng = np.random.default_rng(11)
text_codes = pd.DataFrame({"age": mixed.age, "code": code_rng.choice(["1", "1.0", "2.50", "7"], len(mixed))})
TABLES["text codes"] = text_codes.iloc[:30]
write("columns-text-codes", sk(
    pipe(compose.ColumnTransformer([
        ("numbers", P.StandardScaler(), ["age"]),
        ("codes", P.OneHotEncoder(handle_unknown="ignore"), ["code"])]), logistic()),
    (mixed_binary + 2 * (text_codes.code == "1.0") > 0).astype(int), x=text_codes,
    types=[("age", FloatTensorType([None, 1])), ("code", StringTensorType([None, 1]))]), "text codes")


# Other libraries.

def xgb(objective, y, x=gaps, trees=10, depth=3, types=None, **more):
    def make():
        settings = dict(objective=objective, n_estimators=trees, max_depth=depth, random_state=1,
                        n_jobs=1, **more)
        kind = xgboost.XGBClassifier if objective.startswith(("binary", "multi")) else (
            xgboost.XGBRegressor)
        model = kind(**settings).fit(x, y)
        return convert_xgboost(model, initial_types=[("X", MLFloat([None, x.shape[1]]))])
    return make


write("xgboost-binary", xgb("binary:logistic", binary), "hard")
write("xgboost-multiclass", xgb("multi:softprob", three), "hard")
write("xgboost-regression", xgb("reg:squarederror", noisy), "hard", kind="value")
write("xgboost-poisson", xgb("count:poisson", counts), "hard", kind="value")
write("xgboost-gamma", xgb("reg:gamma", positive), "hard", kind="value")
write("xgboost-tweedie", xgb("reg:tweedie", positive), "hard", kind="value")
write("xgboost-logistic-regression", xgb("reg:logistic", binary), "hard", kind="value")


def xgb_categories():
    table = frame(coded)
    table.columns = [f"f{k}" for k in range(5)]
    for name in ("f3", "f4"):
        table[name] = table[name].astype(int).astype("category")
    model = xgboost.XGBClassifier(n_estimators=6, max_depth=4, enable_categorical=True,
                                  max_cat_to_onehot=2, random_state=1).fit(table, coded_binary)
    return convert_xgboost(model.get_booster(), initial_types=[("X", MLFloat([None, 5]))])


write("xgboost-categories", xgb_categories, "odd")


def lgb(objective, y, x=gaps, split=None, categories="auto", **more):
    def make():
        settings = dict(objective=objective, n_estimators=10, num_leaves=7, random_state=1, n_jobs=1,
                        verbose=-1, **more)
        kind = lightgbm.LGBMClassifier if objective in ("binary", "multiclass") else (
            lightgbm.LGBMRegressor)
        model = kind(**settings).fit(x, y, categorical_feature=categories)
        return convert_lightgbm(model, initial_types=[("X", MLFloat([None, x.shape[1]]))],
                                zipmap=False, split=split)
    return make


write("lightgbm-binary", lgb("binary", binary), "hard")
write("lightgbm-binary-words", lgb("binary", yes), "hard")
write("lightgbm-multiclass", lgb("multiclass", three), "hard")
write("lightgbm-regression", lgb("regression", noisy), "hard", kind="value")
write("lightgbm-split", lgb("regression", noisy, split=4), "hard", kind="value")
write("lightgbm-poisson", lgb("poisson", counts), "hard", kind="value")
write("lightgbm-gamma", lgb("gamma", positive), "hard", kind="value")
write("lightgbm-tweedie", lgb("tweedie", positive), "hard", kind="value")
write("lightgbm-zero-as-missing", lgb("binary", binary, zero_as_missing=True), "hard")
write("lightgbm-forest", lgb("binary", binary, boosting_type="rf", bagging_freq=1,
                             bagging_fraction=0.7), "hard")
write("lightgbm-categories", lgb("binary", coded_binary, x=coded, categories=[3, 4],
                                 min_data_per_group=5, cat_smooth=1, max_cat_to_onehot=1), "odd")


def cat(kind, y, x=X, **more):
    def make():
        model = kind(iterations=8, depth=3, verbose=False, random_seed=1, thread_count=1,
                     allow_writing_files=False, **more).fit(x, y)
        path = HERE / "catboost.tmp"
        model.save_model(str(path), format="onnx")
        content = path.read_bytes()
        path.unlink()
        return content
    return make


write("catboost-binary", cat(catboost.CatBoostClassifier, binary), "hard")
write("catboost-words", cat(catboost.CatBoostClassifier, yes), "hard")
write("catboost-multiclass", cat(catboost.CatBoostClassifier, words), "hard")
write("catboost-regression", cat(catboost.CatBoostRegressor, noisy), "hard", kind="value")
write("catboost-with-gaps", cat(catboost.CatBoostRegressor, noisy, x=gaps), "hard", kind="value")
write("catboost-poisson", cat(catboost.CatBoostRegressor, counts, loss_function="Poisson"), "hard",
      kind="value")

# Operators that no converter above wrote: many of them in one graph, side by side.

def results(kind, number):
    """The names of a node's outputs; TopK has a second one, which nobody reads."""
    return [f"r{number}", f"p{number}"] if kind == "TopK" else [f"r{number}"]


def operators(*calls, opset=18, learning=3):
    """A graph that puts the results of (operator, inputs, attributes) side by side, a matrix each."""
    def make():
        nodes, constants, parts = [], [], []

        def constant(value):
            constants.append(onnx.numpy_helper.from_array(np.asarray(value), f"c{len(constants)}"))
            return constants[-1].name

        for number, (kind, inputs, attributes) in enumerate(calls):
            domain = "ai.onnx.ml" if kind in ("Scaler", "Binarizer", "Normalizer") else ""
            names = [i if isinstance(i, str) else constant(i) for i in inputs]
            nodes.append(onnx.helper.make_node(
                kind, names, results(kind, number), domain=domain, **attributes))
            nodes.append(onnx.helper.make_node("Cast", [f"r{number}"], [f"f{number}"], to=1))
            nodes.append(onnx.helper.make_node(
                "Reshape", [f"f{number}", constant(np.array([0, -1]))], [f"m{number}"]))
            parts.append(f"m{number}")
        nodes.append(onnx.helper.make_node("Concat", parts, ["y"], axis=1))
        value = onnx.helper.make_tensor_value_info
        graph = onnx.helper.make_graph(
            nodes, "operators", [value("X", onnx.TensorProto.FLOAT, [None, F])],
            [value("y", onnx.TensorProto.FLOAT, [None, None])], constants)
        return onnx.helper.make_model(graph, ir_version=9, opset_imports=[
            onnx.helper.make_opsetid("", opset), onnx.helper.make_opsetid("ai.onnx.ml", learning)])
    return make


def ints(*values):
    return np.array(values, dtype=np.int64)


half = np.array([0.5, -1, 2, 3, -0.25], dtype=np.float32)
write("operators-elementwise", operators(
    *[(kind, ["X"], {}) for kind in (
        "Abs", "Ceil", "Elu", "Erf", "Exp", "Floor", "HardSigmoid", "LeakyRelu", "Log", "Neg",
        "Reciprocal", "Relu", "Round", "Selu", "Sigmoid", "Sign", "Softplus", "Softsign", "Sqrt",
        "Tanh", "IsNaN", "IsInf", "Identity")],
    ("Elu", ["X"], {"alpha": 0.3}), ("LeakyRelu", ["X"], {"alpha": 0.2}),
    ("IsInf", ["X"], {"detect_negative": 0}),
    *[(kind, ["X", half], {}) for kind in (
        "Add", "Div", "Max", "Mean", "Min", "Mul", "Sub", "Sum", "Equal", "Greater",
        "GreaterOrEqual", "Less", "LessOrEqual")],
    ("Pow", ["X", np.float32(2)], {}), ("Pow", ["X", ints(3)], {}),
    ("Mod", ["X", half], {"fmod": 1}), ("Clip", ["X", np.float32(-0.5), np.float32(2)], {}),
    ("Max", ["X", half, np.float32(1)], {}), ("Dropout", ["X"], {}), ("Scaler", ["X"], {"offset": [0.5], "scale": [2.0]})), "hard", kind="value")
write("operators-reductions", operators(
    *[(kind, ["X", ints(1)], {}) for kind in (
        "ReduceL1", "ReduceL2", "ReduceLogSumExp", "ReduceMax", "ReduceMean", "ReduceMin",
        "ReduceProd", "ReduceSum", "ReduceSumSquare")],
    ("Softmax", ["X"], {"axis": 1}), ("LogSoftmax", ["X"], {}),
    ("LpNormalization", ["X"], {"p": 1}), ("LpNormalization", ["X"], {"axis": 1}),
    ("ArgMax", ["X"], {"axis": 1}), ("ArgMin", ["X"], {"axis": -1, "keepdims": 0}),
    ("ArgMax", ["X"], {"axis": 1, "select_last_index": 1}),
    ("CumSum", ["X", np.int64(1)], {}), ("CumSum", ["X", np.int64(1)], {"reverse": 1}),
    ("CumSum", ["X", np.int64(1)], {"exclusive": 1}), ("TopK", ["X", ints(3)], {}),
    ("TopK", ["X", ints(2)], {"largest": 0, "axis": 1}),
    ("Slice", ["X", ints(4), ints(-9), ints(1), ints(-2)], {}),
    ("Slice", ["X", ints(1), ints(99), ints(-1)], {}),
    ("Gather", ["X", ints(3, -1, 0)], {"axis": 1}), ("Tile", ["X", ints(1, 2)], {}),
    ("Gather", ["X", np.array([[0, 1], [2, 3]])], {"axis": 1}),
    ("Unsqueeze", ["X", ints(-1)], {}), ("Flatten", ["X"], {"axis": -1}),
    ("Where", [half > 0, "X", half], {}),
    ("Gemm", ["X", rng.normal(size=(3, F)).astype(np.float32), half[:3]],
     {"transB": 1, "alpha": 0.5, "beta": 2.0}),
    ("MatMul", ["X", rng.normal(size=(F, 4)).astype(np.float32)], {}),
    ("MatMul", ["X", half], {}),
    ("BatchNormalization", ["X", half, half, half, np.abs(half)], {})), "plain", kind="value")
write("operators-old-rules", operators(
    ("Softmax", ["X"], {}), ("ReduceSum", ["X"], {"axes": [1]}),
    ("ReduceMean", ["X"], {"axes": [-1], "keepdims": 0}), ("Clip", ["X"], {"min": 0.0}),
    ("Slice", ["X"], {"starts": [1], "ends": [3], "axes": [1]}),
    ("Unsqueeze", ["X"], {"axes": [2]}), ("TopK", ["X"], {"k": 2}), opset=9, learning=1),
    "plain", kind="value")

if not ONLY:
    (HERE / "tables.json").write_text(json.dumps({
        name: [{"name": c, "kind": "text" if isinstance(table[c].iloc[0], str) else "numeric",
                "values": [cell(v) for v in table[c].tolist()]} for c in table.columns]
        for name, table in TABLES.items()}, sort_keys=True, ensure_ascii=False,
        separators=(",", ":")) + "\n")
for name, problem in FAILED:
    print(f"{name}: {problem}")
