# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "sklearn2pmml==0.133.1", "scikit-learn==1.7.2", "xgboost==3.2.0", "lightgbm==4.7.0",
#   "pandas<3", "numpy<2.3",
# ]
# ///
"""Writes one folder for each case: model.pmml and expected.json.

The hand-written documents are answered by the formulas below, which know nothing of the reader. The
three forests come from sklearn2pmml (needs Java) and are answered by the libraries that fitted them.

    uv run generate.py
"""

import json
import math
import pathlib

HERE = pathlib.Path(__file__).parent
NONE = None  # a missing cell, or a row without a prediction


def document(fields, body, extra=""):
    lines = "".join(f"  {field}\n" for field in fields)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4">\n'
        '<Header><Application name="by hand" version="1"/></Header>\n'
        f"<DataDictionary>\n{lines}</DataDictionary>\n{extra}{body}\n</PMML>\n"
    )


def number(name, kind="double", inner=""):
    return f'<DataField name="{name}" optype="continuous" dataType="{kind}">{inner}</DataField>'


def text(name, *values):
    inner = "".join(f'<Value value="{value}"/>' for value in values)
    return f'<DataField name="{name}" optype="categorical" dataType="string">{inner}</DataField>'


def schema(target, *fields):
    lines = "".join(f if f.startswith("<") else f'<MiningField name="{f}"/>' for f in fields)
    goal = f'<MiningField name="{target}" usageType="target"/>' if target else ""
    return f"<MiningSchema>{lines}{goal}</MiningSchema>"


def save(name, pmml, columns, outputs, classes=None):
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    (folder / "model.pmml").write_text(pmml)
    expected = {
        "columns": [{"name": key, "values": values} for key, values in columns.items()],
        "classes": classes,
        "outputs": outputs,
    }
    (folder / "expected.json").write_text(json.dumps(expected) + "\n")


def rows(columns):
    return [dict(zip(columns, cells)) for cells in zip(*columns.values())]


def per_class(answers, count):
    """Columns by class from rows of probabilities; of two classes the second's."""
    columns = [[NONE if a is NONE else a[k] for a in answers] for k in range(count)]
    return columns[1:] if count == 2 else columns


X = {
    "x": [0.0, 1.0, 2.5, -3.0, 7.25, NONE, 4.0, 100.0, -100.0, 0.1],
    "y": [1.0, -1.0, 0.5, 2.0, NONE, 3.0, 0.0, 1.5, -2.5, 0.3],
    "c": ["red", "green", "blue", "red", "green", "blue", NONE, "red", "green", "blue"],
}
FIELDS = [number("x"), number("y"), text("c", "red", "green", "blue")]
sigmoid = lambda z: 1 / (1 + math.exp(-z))


def softmax(z):
    e = [math.exp(v - max(z)) for v in z]
    return [v / sum(e) for v in e]


def treatments():
    """Missing, invalid and extreme values; derived fields; a function of the document's own."""
    fields = [
        number("x", inner='<Value value="-999" property="missing"/>'),
        number("y", inner='<Interval closure="closedOpen" leftMargin="-2" rightMargin="2"/>'),
        text("c", "red", "green"),
        number("t"),
    ]
    extra = """<TransformationDictionary>
  <DefineFunction name="half" optype="continuous" dataType="double">
    <ParameterField name="v" optype="continuous" dataType="double"/>
    <Apply function="/"><FieldRef field="v"/><Constant dataType="double">2</Constant></Apply>
  </DefineFunction>
  <DerivedField name="mapped" optype="continuous" dataType="double">
    <MapValues outputColumn="out" mapMissingTo="9" defaultValue="4">
      <FieldColumnPair field="c" column="in"/>
      <InlineTable><row><in>red</in><out>1</out></row><row><in>green</in><out>2</out></row></InlineTable>
    </MapValues>
  </DerivedField>
  <DerivedField name="bin" optype="categorical" dataType="string">
    <Discretize field="x" defaultValue="far" mapMissingTo="none">
      <DiscretizeBin binValue="low"><Interval closure="openClosed" leftMargin="-5" rightMargin="0"/></DiscretizeBin>
      <DiscretizeBin binValue="high"><Interval closure="openClosed" leftMargin="0" rightMargin="5"/></DiscretizeBin>
    </Discretize>
  </DerivedField>
  <DerivedField name="scaled" optype="continuous" dataType="double">
    <NormContinuous field="x" outliers="asExtremeValues" mapMissingTo="0.25">
      <LinearNorm orig="0" norm="0"/><LinearNorm orig="2" norm="10"/><LinearNorm orig="4" norm="12"/>
    </NormContinuous>
  </DerivedField>
  <DerivedField name="mixed" optype="continuous" dataType="double">
    <Apply function="if">
      <Apply function="and">
        <Apply function="isNotMissing"><FieldRef field="y"/></Apply>
        <Apply function="greaterThan"><FieldRef field="y"/><Constant>0</Constant></Apply>
      </Apply>
      <Apply function="half"><Apply function="exp"><FieldRef field="y"/></Apply></Apply>
      <Apply function="max"><Constant>-1</Constant><FieldRef field="y"/><FieldRef field="x"/></Apply>
    </Apply>
  </DerivedField>
</TransformationDictionary>
"""
    mining = [
        '<MiningField name="x" outliers="asMissingValues" lowValue="-50" highValue="50"/>',
        '<MiningField name="y" invalidValueTreatment="asValue" invalidValueReplacement="0.75"/>',
        '<MiningField name="c" invalidValueTreatment="asMissing"/>',
    ]
    body = f"""<RegressionModel functionName="regression">{schema("t", *mining)}
  <Targets><Target field="t" rescaleFactor="2" rescaleConstant="0.5" min="-20" max="40"/></Targets>
  <RegressionTable intercept="1">
    <NumericPredictor name="mapped" coefficient="3"/>
    <NumericPredictor name="scaled" coefficient="0.5" exponent="2"/>
    <NumericPredictor name="mixed" coefficient="-1.5"/>
    <CategoricalPredictor name="bin" value="high" coefficient="7"/>
    <CategoricalPredictor name="bin" value="none" coefficient="-7"/>
    <PredictorTerm coefficient="0.1"><FieldRef field="mapped"/><FieldRef field="scaled"/></PredictorTerm>
  </RegressionTable>
</RegressionModel>"""
    columns = {
        "x": [0.0, 1.0, 3.0, -3.0, 7.25, NONE, 4.0, 100.0, -999.0, 0.1],
        "y": [1.0, -1.0, 0.5, 2.0, NONE, 3.0, 0.0, 1.5, -2.0, 0.3],
        "c": ["red", "green", "blue", "red", "green", NONE, NONE, "red", "green", "mauve"],
    }

    def answer(r):
        x = NONE if r["x"] is NONE or r["x"] == -999 or abs(r["x"]) > 50 else r["x"]
        y = r["y"] if r["y"] is NONE or -2 <= r["y"] < 2 else 0.75
        mapped = {"red": 1, "green": 2}.get(r["c"], 9)  # others are invalid, so missing
        b = "none" if x is NONE else "low" if -5 < x <= 0 else "high" if 0 < x <= 5 else "far"
        if x is NONE:
            scaled = 0.25
        else:
            v = min(max(x, 0), 4)
            scaled = v * 5 if v <= 2 else 10 + (v - 2)
        if y is not NONE and y > 0:
            mixed = math.exp(y) / 2
        else:
            mixed = max(v for v in (-1, y, x) if v is not NONE)
        value = 1 + 3 * mapped + 0.5 * scaled**2 - 1.5 * mixed + 0.1 * mapped * scaled
        value += 7 if b == "high" else -7 if b == "none" else 0
        return min(max(value, -20), 40) * 2 + 0.5

    save("treatments", document(fields, body, extra), columns, [[answer(r) for r in rows(columns)]])


def regressions():
    tables = {"a": (0.5, 1.5, -2.0, 0.7), "b": (-0.25, 0.5, 0.25, 0.0), "d": (0.0, 0.0, 0.0, 0.0)}

    def z(r, t):
        if r["x"] is NONE or r["y"] is NONE:
            return NONE
        i, u, v, w = tables[t]
        return i + u * r["x"] / 10 + v * r["y"] ** 2 + (w if r["c"] == "red" else 0)

    def table(t):
        i, u, v, w = tables[t]
        return f"""<RegressionTable targetCategory="{t}" intercept="{i}">
  <NumericPredictor name="x" coefficient="{u / 10}"/>
  <NumericPredictor name="y" exponent="2" coefficient="{v}"/>
  <CategoricalPredictor name="c" value="red" coefficient="{w}"/></RegressionTable>"""

    phi = lambda v: 0.5 * math.erfc(-v / math.sqrt(2))
    links = {
        "logit": sigmoid,
        "probit": phi,
        "cauchit": lambda v: 0.5 + math.atan(v) / math.pi,
        "cloglog": lambda v: 1 - math.exp(-math.exp(v)),
        "loglog": lambda v: math.exp(-math.exp(-v)),
    }
    for name, link in links.items():
        body = f"""<RegressionModel functionName="classification" normalizationMethod="{name}">
{schema("t", "x", "y", "c")}{table("a")}<RegressionTable targetCategory="b" intercept="0"/></RegressionModel>"""
        answers = [NONE if z(r, "a") is NONE else 1 - link(z(r, "a")) for r in rows(X)]
        save(f"regression-{name}", document(FIELDS + [text("t", "a", "b")], body), X, [answers], ["a", "b"])
    body = f"""<RegressionModel functionName="classification" normalizationMethod="softmax">
{schema("t", "x", "y", "c")}{table("a")}{table("b")}{table("d")}</RegressionModel>"""
    zs = [[z(r, t) for t in "abd"] for r in rows(X)]
    answers = [NONE if v[0] is NONE else softmax(v) for v in zs]
    save("regression-softmax", document(FIELDS + [text("t", "a", "b", "d")], body), X,
         per_class(answers, 3), ["a", "b", "d"])


def general():
    body = f"""<GeneralRegressionModel functionName="regression" modelType="generalizedLinear"
 distribution="poisson" linkFunction="log" offsetValue="0.1">{schema("t", "x", "y", "c")}
<ParameterList><Parameter name="p0"/><Parameter name="p1"/><Parameter name="p2"/><Parameter name="p3"/></ParameterList>
<FactorList><Predictor name="c"/></FactorList>
<CovariateList><Predictor name="x"/><Predictor name="y"/></CovariateList>
<PPMatrix><PPCell value="1" predictorName="x" parameterName="p1"/>
<PPCell value="2" predictorName="y" parameterName="p2"/>
<PPCell value="green" predictorName="c" parameterName="p3"/>
<PPCell value="1" predictorName="y" parameterName="p3"/></PPMatrix>
<ParamMatrix><PCell parameterName="p0" beta="0.3"/><PCell parameterName="p1" beta="0.02"/>
<PCell parameterName="p2" beta="-0.1"/><PCell parameterName="p3" beta="0.4"/></ParamMatrix>
</GeneralRegressionModel>"""

    def answer(r):
        if NONE in r.values():
            return NONE
        eta = 0.4 + 0.02 * r["x"] - 0.1 * r["y"] ** 2 + 0.4 * (r["c"] == "green") * r["y"]
        return math.exp(eta)

    save("general-poisson", document(FIELDS + [number("t")], body), X, [[answer(r) for r in rows(X)]])


def networks():
    w1 = [[0.5, -0.25, 1.0], [-1.5, 0.75, 0.1], [0.3, 0.3, -0.6]]
    w2 = [[1.0, -1.0, 0.5], [0.2, 0.4, -0.8], [-0.5, 0.25, 0.75]]
    bias = [0.1, -0.2, 0.3]
    con = lambda ids, ws: "".join(f'<Con from="{i}" weight="{w}"/>' for i, w in zip(ids, ws))
    inputs = """<NeuralInputs>
<NeuralInput id="i0"><DerivedField optype="continuous" dataType="double"><NormContinuous field="x"><LinearNorm orig="-10" norm="-1"/><LinearNorm orig="10" norm="1"/></NormContinuous></DerivedField></NeuralInput>
<NeuralInput id="i1"><DerivedField optype="continuous" dataType="double"><FieldRef field="y"/></DerivedField></NeuralInput>
<NeuralInput id="i2"><DerivedField optype="continuous" dataType="double"><NormDiscrete field="c" value="red"/></DerivedField></NeuralInput>
</NeuralInputs>"""
    hidden = "".join(
        f'<Neuron id="h{k}" bias="{bias[k]}">{con(["i0", "i1", "i2"], w1[k])}</Neuron>' for k in range(3))
    last = "".join(f'<Neuron id="o{k}">{con(["h0", "h1", "h2"], w2[k])}</Neuron>' for k in range(3))
    outs = "".join(
        f'<NeuralOutput outputNeuron="o{k}"><DerivedField optype="categorical" dataType="string">'
        f'<NormDiscrete field="t" value="{v}"/></DerivedField></NeuralOutput>' for k, v in enumerate("abd"))
    body = f"""<NeuralNetwork functionName="classification" activationFunction="tanh">{schema("t", "x", "y", "c")}
{inputs}<NeuralLayer>{hidden}</NeuralLayer>
<NeuralLayer activationFunction="identity" normalizationMethod="softmax">{last}</NeuralLayer>
<NeuralOutputs>{outs}</NeuralOutputs></NeuralNetwork>"""

    def forward(r, activation):
        if NONE in r.values():
            return NONE
        v = [r["x"] / 10, r["y"], 1.0 if r["c"] == "red" else 0.0]
        return [activation(b + sum(a * u for a, u in zip(w, v))) for w, b in zip(w1, bias)]

    def classes(r):
        h = forward(r, math.tanh)
        return NONE if h is NONE else softmax([sum(a * u for a, u in zip(w, h)) for w in w2])

    save("network-softmax", document(FIELDS + [text("t", "a", "b", "d")], body), X,
         per_class([classes(r) for r in rows(X)], 3), ["a", "b", "d"])
    body = f"""<NeuralNetwork functionName="regression" activationFunction="logistic">{schema("t", "x", "y", "c")}
{inputs}<NeuralLayer>{hidden}</NeuralLayer>
<NeuralLayer activationFunction="identity"><Neuron id="o">{con(["h0", "h1", "h2"], w2[0])}</Neuron></NeuralLayer>
<NeuralOutputs><NeuralOutput outputNeuron="o"><DerivedField optype="continuous" dataType="double">
<NormContinuous field="t"><LinearNorm orig="100" norm="0"/><LinearNorm orig="300" norm="1"/></NormContinuous>
</DerivedField></NeuralOutput></NeuralOutputs></NeuralNetwork>"""

    def value(r):
        h = forward(r, sigmoid)
        return NONE if h is NONE else 100 + 200 * sum(a * u for a, u in zip(w2[0], h))

    save("network-regression", document(FIELDS + [number("t")], body), X, [[value(r) for r in rows(X)]])


def vectors():
    sv = [(0.0, 1.0), (2.0, -1.0), (5.0, 0.5)]
    coef = [0.5, -1.25, 0.75]
    dictionary = "".join(
        f'<VectorInstance id="v{k}"><Array type="real" n="2">{a} {b}</Array></VectorInstance>' for k, (a, b) in enumerate(sv))
    kernels = {
        "linear": ("<LinearKernelType/>", lambda u, v: u[0] * v[0] + u[1] * v[1]),
        "polynomial": ('<PolynomialKernelType gamma="0.5" coef0="1" degree="3"/>',
                       lambda u, v: (0.5 * (u[0] * v[0] + u[1] * v[1]) + 1) ** 3),
        "radial": ('<RadialBasisKernelType gamma="0.2"/>',
                   lambda u, v: math.exp(-0.2 * ((u[0] - v[0]) ** 2 + (u[1] - v[1]) ** 2))),
        "sigmoid": ('<SigmoidKernelType gamma="0.1" coef0="-0.5"/>',
                    lambda u, v: math.tanh(0.1 * (u[0] * v[0] + u[1] * v[1]) - 0.5)),
    }
    columns = {"x": X["x"], "y": X["y"]}
    for name, (element, kernel) in kernels.items():
        body = f"""<SupportVectorMachineModel functionName="regression">{schema("t", "x", "y")}{element}
<VectorDictionary><VectorFields><FieldRef field="x"/><FieldRef field="y"/></VectorFields>{dictionary}</VectorDictionary>
<SupportVectorMachine><SupportVectors>{"".join(f'<SupportVector vectorId="v{k}"/>' for k in range(3))}</SupportVectors>
<Coefficients absoluteValue="0.125">{"".join(f'<Coefficient value="{c}"/>' for c in coef)}</Coefficients>
</SupportVectorMachine></SupportVectorMachineModel>"""
        answers = [NONE if NONE in r.values() else
                   0.125 + sum(c * kernel((r["x"], r["y"]), v) for c, v in zip(coef, sv)) for r in rows(columns)]
        save(f"vectors-{name}", document([number("x"), number("y"), number("t")], body), columns, [answers])


def bayes():
    counts = {"red": (30, 5), "green": (0, 25), "blue": (20, 20)}
    gauss = {"x": ((1.0, 4.0), (3.0, 9.0))}
    prior = (60, 40)
    pairs = "".join(
        f'<PairCounts value="{v}"><TargetValueCounts><TargetValueCount value="no" count="{a}"/>'
        f'<TargetValueCount value="yes" count="{b}"/></TargetValueCounts></PairCounts>' for v, (a, b) in counts.items())
    stats = "".join(
        f'<TargetValueStat value="{t}"><GaussianDistribution mean="{m}" variance="{s}"/></TargetValueStat>'
        for t, (m, s) in zip(("no", "yes"), gauss["x"]))
    body = f"""<NaiveBayesModel functionName="classification" threshold="0.001">{schema("t", "x", "c")}
<BayesInputs><BayesInput fieldName="c">{pairs}</BayesInput>
<BayesInput fieldName="x"><TargetValueStats>{stats}</TargetValueStats></BayesInput></BayesInputs>
<BayesOutput fieldName="t"><TargetValueCounts><TargetValueCount value="no" count="60"/>
<TargetValueCount value="yes" count="40"/></TargetValueCounts></BayesOutput></NaiveBayesModel>"""
    columns = {"x": X["x"], "c": X["c"]}

    def answer(r):
        likelihood = []
        for k in range(2):
            l = math.log(prior[k])
            if r["c"] is not NONE:
                p = counts[r["c"]][k] / sum(v[k] for v in counts.values())
                l += math.log(p if p > 0 else 0.001)
            if r["x"] is not NONE:
                m, s = gauss["x"][k]
                d = math.exp(-((r["x"] - m) ** 2) / (2 * s)) / math.sqrt(2 * math.pi * s)
                l += math.log(d if d > 0 else 0.001)
            likelihood.append(l)
        return softmax(likelihood)

    save("bayes", document([number("x"), text("c", "red", "green", "blue"), text("t", "no", "yes")], body),
         columns, per_class([answer(r) for r in rows(columns)], 2), ["no", "yes"])


def cards():
    body = f"""<Scorecard functionName="regression" initialScore="100" useReasonCodes="false">{schema("t", "x", "c")}
<Characteristics><Characteristic name="size">
<Attribute partialScore="-5"><SimplePredicate field="x" operator="isMissing"/></Attribute>
<Attribute partialScore="10"><SimplePredicate field="x" operator="lessThan" value="1"/></Attribute>
<Attribute><CompoundPredicate booleanOperator="and"><SimplePredicate field="x" operator="greaterOrEqual" value="1"/>
<SimplePredicate field="x" operator="lessThan" value="5"/></CompoundPredicate>
<ComplexPartialScore><Apply function="*"><FieldRef field="x"/><Constant>2.5</Constant></Apply></ComplexPartialScore></Attribute>
<Attribute partialScore="40"><True/></Attribute></Characteristic>
<Characteristic name="colour">
<Attribute partialScore="1"><SimpleSetPredicate field="c" booleanOperator="isIn"><Array type="string" n="2">"red" blue</Array></SimpleSetPredicate></Attribute>
<Attribute partialScore="2"><SimpleSetPredicate field="c" booleanOperator="isNotIn"><Array type="string" n="2">red blue</Array></SimpleSetPredicate></Attribute>
</Characteristic></Characteristics></Scorecard>"""
    columns = {"x": X["x"], "c": X["c"]}

    def answer(r):
        if r["c"] is NONE:
            return NONE  # no attribute is true
        x = r["x"]
        size = -5 if x is NONE else 10 if x < 1 else 2.5 * x if x < 5 else 40
        return 100 + size + (1 if r["c"] in ("red", "blue") else 2)

    save("card", document([number("x"), text("c", "red", "green", "blue"), number("t")], body), columns,
         [[answer(r) for r in rows(columns)]])


def clusters():
    centres = [(0.0, 1.0), (4.0, -1.0), (-50.0, 0.0)]
    weights = (1.0, 3.0)
    fields = '<ClusteringField field="x" fieldWeight="2"/><ClusteringField field="y"/>'
    body = f"""<ClusteringModel functionName="clustering" modelClass="centerBased" numberOfClusters="3">{schema("", "x", "y")}
<ComparisonMeasure kind="distance" compareFunction="absDiff"><euclidean/></ComparisonMeasure>{fields}
<MissingValueWeights><Array type="real" n="2">{weights[0]} {weights[1]}</Array></MissingValueWeights>
{"".join(f'<Cluster id="k{k}"><Array type="real" n="2">{a} {b}</Array></Cluster>' for k, (a, b) in enumerate(centres))}
</ClusteringModel>"""
    columns = {"x": X["x"], "y": X["y"]}

    def answer(r):
        def distance(c):
            parts = [(2 * (r["x"] - c[0]) ** 2, weights[0])] if r["x"] is not NONE else []
            parts += [((r["y"] - c[1]) ** 2, weights[1])] if r["y"] is not NONE else []
            return math.sqrt(sum(p for p, _ in parts) * sum(weights) / sum(w for _, w in parts))

        return float(min(range(3), key=lambda k: distance(centres[k])))

    save("clusters", document([number("x"), number("y")], body), columns, [[answer(r) for r in rows(columns)]],
         ["k0", "k1", "k2"])


def neighbours():
    training = [(0.0, 1.0, 10.0), (1.0, -1.0, 20.0), (3.0, 0.5, 40.0), (-4.0, 2.0, 80.0), (9.0, 1.0, 160.0)]
    table = "".join(f"<row><x>{a}</x><y>{b}</y><t>{v}</t></row>" for a, b, v in training)
    body = f"""<NearestNeighborModel functionName="regression" numberOfNeighbors="3" continuousScoringMethod="weightedAverage" threshold="0.01">
{schema("t", "x", "y")}<TrainingInstances isTransformed="false"><InstanceFields>
<InstanceField field="x" column="x"/><InstanceField field="y" column="y"/><InstanceField field="t" column="t"/></InstanceFields>
<InlineTable>{table}</InlineTable></TrainingInstances>
<ComparisonMeasure kind="distance" compareFunction="absDiff"><cityBlock/></ComparisonMeasure>
<KNNInputs><KNNInput field="x"/><KNNInput field="y"/></KNNInputs></NearestNeighborModel>"""
    columns = {"x": [0.0, 1.0, 2.5, -3.0, 7.25], "y": [1.0, -1.0, 0.5, 2.0, -4.0]}

    def answer(r):
        near = sorted((abs(r["x"] - a) + abs(r["y"] - b), v) for a, b, v in training)[:3]
        weights = [1 / (d + 0.01) for d, _ in near]
        return sum(w * v for w, (_, v) in zip(weights, near)) / sum(weights)

    save("neighbours", document([number("x"), number("y"), number("t")], body), columns,
         [[answer(r) for r in rows(columns)]])


def rules():
    body = f"""<RuleSetModel functionName="classification">{schema("t", "x", "c")}
<RuleSet defaultScore="none"><RuleSelectionMethod criterion="weightedMax"/>
<SimpleRule id="1" score="a" weight="0.5"><SimplePredicate field="x" operator="greaterThan" value="0"/></SimpleRule>
<CompoundRule><SimplePredicate field="c" operator="notEqual" value="blue"/>
<SimpleRule id="2" score="b" weight="0.75"><SimplePredicate field="x" operator="lessThan" value="3"/></SimpleRule></CompoundRule>
</RuleSet></RuleSetModel>"""
    columns = {"x": X["x"], "c": X["c"]}

    def answer(r):
        x, c = r["x"], r["c"]
        if x is not NONE and c not in (NONE, "blue") and x < 3:
            return 1.0
        return 0.0 if x is not NONE and x > 0 else 2.0

    save("rules", document([number("x"), text("c", "red", "green", "blue"), text("t", "a", "b", "none")], body),
         columns, [[answer(r) for r in rows(columns)]], ["a", "b", "none"])


def trees():
    """A small tree under every strategy for missing values that needs no weights."""
    nodes = """<Node id="1" score="1"><True/>
<Node id="2" score="2"><SimplePredicate field="x" operator="lessThan" value="2.5"/>
<Node id="4" score="4"><SimplePredicate field="y" operator="lessOrEqual" value="0.5"/></Node>
<Node id="5" score="5"><SimplePredicate field="y" operator="greaterThan" value="0.5"/></Node></Node>
<Node id="3" score="3"><SimplePredicate field="x" operator="greaterOrEqual" value="2.5"/>
<Node id="6" score="6"><SimpleSetPredicate field="c" booleanOperator="isIn"><Array type="string" n="2">red green</Array></SimpleSetPredicate></Node>
</Node></Node>"""
    default = nodes.replace('id="1"', 'id="1" defaultChild="3"').replace('id="2"', 'id="2" defaultChild="4"').replace(
        'id="3"', 'id="3" defaultChild="6"')

    def walk(r, missing, last):
        x, y, c = r["x"], r["y"], r["c"]
        if x is NONE:
            if missing != "defaultChild":
                return {"none": 1.0 if last else NONE, "lastPrediction": 1.0}.get(missing, NONE)
        if x is not NONE and x < 2.5:
            if y is NONE:
                return {"none": 2.0 if last else NONE, "lastPrediction": 2.0, "defaultChild": 4.0}.get(missing, NONE)
            return 4.0 if y <= 0.5 else 5.0
        if c is NONE:
            return {"none": 3.0 if last else NONE, "lastPrediction": 3.0, "defaultChild": 6.0}.get(missing, NONE)
        return 6.0 if c in ("red", "green") else 3.0 if last else NONE

    columns = {
        "x": X["x"] + [2.5, NONE, 1.0], "y": X["y"] + [0.5, NONE, NONE], "c": X["c"] + [NONE, NONE, "blue"]}
    for missing in ("none", "lastPrediction", "nullPrediction", "defaultChild"):
        for last in (False, True):
            child = "returnLastPrediction" if last else "returnNullPrediction"
            body = f"""<TreeModel functionName="regression" missingValueStrategy="{missing}" noTrueChildStrategy="{child}">
{schema("t", "x", "y", "c")}{default if missing == "defaultChild" else nodes}</TreeModel>"""
            save(f"tree-{missing}-{'last' if last else 'null'}", document(FIELDS + [number("t")], body), columns,
                 [[walk(r, missing, last) for r in rows(columns)]])


def segments():
    """The ways of combining three small trees."""
    cuts = [(0.0, 1.0, 5.0, 2.0), (2.0, -3.0, 4.0, 0.5), (5.0, 10.0, 20.0, 1.0)]

    def tree(cut, low, high, _):
        return f"""<TreeModel functionName="regression" noTrueChildStrategy="returnLastPrediction">{schema("", "x")}
<Node score="{high}"><True/><Node score="{low}"><SimplePredicate field="x" operator="lessOrEqual" value="{cut}"/></Node></Node></TreeModel>"""

    def weighted_median(values):
        half, sum_ = sum(w for _, w in values) / 2, 0
        for v, w in sorted(values):
            sum_ += w
            if sum_ >= half:
                return v

    methods = {
        "sum": lambda v: sum(a for a, _ in v),
        "average": lambda v: sum(a for a, _ in v) / 3,
        "weightedSum": lambda v: sum(a * w for a, w in v),
        "weightedAverage": lambda v: sum(a * w for a, w in v) / sum(w for _, w in v),
        "median": lambda v: sorted(a for a, _ in v)[1],
        "weightedMedian": weighted_median,
        "max": lambda v: max(a for a, _ in v),
        "selectFirst": lambda v: v[0][0],
    }
    columns = {"x": [0.0, 1.0, 2.5, -3.0, 7.25, NONE, 4.0, 5.0, 2.0]}
    for method, combine in methods.items():
        parts = "".join(f'<Segment weight="{c[3]}"><True/>{tree(*c)}</Segment>' for c in cuts)
        body = f"""<MiningModel functionName="regression">{schema("t", "x")}
<Segmentation multipleModelMethod="{method}">{parts}</Segmentation></MiningModel>"""
        answers = []
        for x in columns["x"]:
            answers.append(combine([(low if x is not NONE and x <= cut else high, w) for cut, low, high, w in cuts]))
        save(f"segments-{method}", document([number("x"), number("t")], body), columns, [answers])


def chains():
    """Models one after another, each over what those before it put out: a field of one section that
    another reads, in every way that the standard knows."""
    columns = {"x": [0.0, 1.0, 2.5, -3.0, 7.25, NONE], "z": [1.0, NONE, -2.0, 0.5, 3.0, 4.0]}
    functions = """<TransformationDictionary>
<DefineFunction name="twice" optype="continuous" dataType="double"><ParameterField name="v"/>
<Apply function="*"><Constant dataType="double">2</Constant><FieldRef field="v"/></Apply></DefineFunction>
<DefineFunction name="more" optype="continuous" dataType="double"><ParameterField name="v"/><ParameterField name="w"/>
<Apply function="+"><Apply function="twice"><FieldRef field="v"/></Apply>
<Apply function="twice"><Apply function="twice"><FieldRef field="w"/></Apply></Apply></Apply></DefineFunction>
<DerivedField name="square" optype="continuous" dataType="double">
<Apply function="*"><FieldRef field="x"/><FieldRef field="x"/></Apply></DerivedField>
</TransformationDictionary>"""

    def made(name, expression):
        return f'<OutputField name="{name}" optype="continuous" dataType="double" feature="transformedValue">{expression}</OutputField>'

    def plain(name):
        return f'<OutputField name="{name}" optype="continuous" dataType="double"/>'

    def ref(name):
        return f'<FieldRef field="{name}"/>'

    def call(name, *arguments):
        return f'<Apply function="{name}">{"".join(arguments)}</Apply>'

    def regression(intercept, coefficients, outputs="", fields=(), local="", targets=""):
        terms = "".join(f'<NumericPredictor name="{n}" coefficient="{c}"/>' for n, c in coefficients.items())
        output = f"<Output>{outputs}</Output>" if outputs else ""
        return f"""<RegressionModel functionName="regression">{schema("", *fields, *coefficients)}{output}{targets}
{local}<RegressionTable intercept="{intercept}">{terms}</RegressionTable></RegressionModel>"""

    def tree(field, cut, low, high, outputs="", local=""):
        output = f"<Output>{outputs}</Output>" if outputs else ""
        return f"""<TreeModel functionName="regression" noTrueChildStrategy="returnLastPrediction">{schema("", "x")}{output}
{local}<Node score="{high}"><True/><Node score="{low}"><SimplePredicate field="{field}" operator="lessOrEqual" value="{cut}"/></Node></Node></TreeModel>"""

    def segment(model, predicate="<True/>"):
        return f"<Segment>{predicate}{model}</Segment>"

    def chain(*parts, method="modelChain", outputs="", fields=("x", "z")):
        inner = "".join(p if p.startswith("<Segment>") else segment(p) for p in parts)
        output = f"<Output>{outputs}</Output>" if outputs else ""
        return f"""<MiningModel functionName="regression">{schema("", *fields)}{output}
<Segmentation multipleModelMethod="{method}">{inner}</Segmentation></MiningModel>"""

    def write(name, answer, *parts, **more):
        body = chain(*parts, **more).replace("<MiningSchema>", '<MiningSchema><MiningField name="t" usageType="target"/>', 1)
        answers = [answer(x, z) for x, z in zip(columns["x"], columns["z"])]
        save(f"chain-{name}", document([number("x"), number("z"), number("t")], body, functions), columns, [answers])

    def of_x(formula):
        return lambda x, z: NONE if x is NONE else formula(x)

    def line(x):
        return 0.5 + 2 * x

    first = {"intercept": 0.5, "coefficients": {"x": 2}}
    last = regression(1, {"t1": 10})
    write("function-of-output", of_x(lambda x: 1 + 10 * 2 * line(x)),
          regression(**first, outputs=plain("d") + made("t1", call("twice", ref("d")))), last)
    write("function-of-expression", of_x(lambda x: 1 + 10 * 2 * (line(x) - x)),
          regression(**first, outputs=plain("d") + made("t1", call("twice", call("-", ref("d"), ref("x"))))), last)
    write("functions-in-functions", of_x(lambda x: 1 + 10 * (2 * line(x) + 4 * 2 * x)),
          regression(**first, outputs=plain("d") + made("t1", call("more", ref("d"), call("twice", ref("x"))))), last)
    # An output of outputs, each with a function; the first is asked for twice.
    write("output-of-outputs", of_x(lambda x: 1 + 10 * (2 * 2 * line(x) + 2 * line(x))),
          regression(**first, outputs=plain("d") + made("u", call("twice", ref("d")))
                     + made("t1", call("+", call("twice", ref("u")), ref("u")))), last)
    # Fields that only an output reads, which the model itself never asks for.
    local = f"""<LocalTransformations><DerivedField name="cube" optype="continuous" dataType="double">
{call("*", call("*", ref("x"), ref("x")), ref("x"))}</DerivedField></LocalTransformations>"""
    write("local-field", of_x(lambda x: 1 + 10 * (x ** 3 + line(x))),
          regression(**first, outputs=plain("d") + made("t1", call("+", ref("cube"), ref("d"))), local=local), last)
    write("local-field-in-function", of_x(lambda x: 1 + 10 * 2 * x ** 3),
          regression(**first, outputs=made("t1", call("twice", ref("cube"))), local=local), last)
    write("dictionary-field", of_x(lambda x: 1 + 10 * 2 * x * x),
          regression(**first, outputs=made("t1", call("twice", ref("square")))), last)
    write("treated-input", lambda x, z: 1 + 10 * 2 * (9.0 if z is NONE else z),
          regression(**first, outputs=made("t1", call("twice", ref("z"))),
                     fields=['<MiningField name="z" missingValueReplacement="9"/>']), last)
    targets = '<Targets><Target rescaleFactor="3" rescaleConstant="1"/></Targets>'
    write("rescaled-output", of_x(lambda x: 1 + 10 * 2 * (3 * line(x) + 1)),
          regression(**first, outputs=plain("d") + made("t1", call("twice", ref("d"))), targets=targets), last)
    # Segments whose outputs have one name: each reads the latest before it.
    write("same-names", of_x(lambda x: 1 + 10 * (3 + 4 * line(x))),
          regression(**first, outputs=plain("t1")), regression(3, {"t1": 4}, outputs=plain("t1")), last)
    write("same-names-late", of_x(lambda x: 1 + 10 * 2 * line(x)),
          regression(**first, outputs=plain("q")),
          regression(0, {"x": 1}, outputs=made("t1", call("twice", ref("q")))),
          regression(7, {"x": 1}, outputs=plain("q")), last)
    # Predicates and derived fields over outputs.
    def greater(field):
        return f'<SimplePredicate field="{field}" operator="greaterThan" value="4"/>'
    write("predicate-over-output", of_x(lambda x: 2 * line(x) if 2 * line(x) > 4 else 0.5 + 2 * x),
          regression(**first, outputs=plain("d") + made("t1", call("twice", ref("d")))),
          segment(regression(0, {"t1": 1}), greater("t1")))
    write("output-of-some-rows", lambda x, z: 1 + 10 * (2 * 3 * x if x is not NONE and x > 4 else -1),
          segment(regression(0, {"x": 3}, outputs=plain("d") + made("t1", call("twice", ref("d")))), greater("x")),
          regression(1, {"t1": 10}).replace('<MiningField name="t1"/>', '<MiningField name="t1" missingValueReplacement="-1"/>'))
    derived = f"""<LocalTransformations><DerivedField name="half" optype="continuous" dataType="double">
{call("/", ref("d"), "<Constant>2</Constant>")}</DerivedField></LocalTransformations>"""
    write("derived-of-output", of_x(lambda x: 1 + 10 * (line(x) / 2)),
          regression(**first, outputs=plain("d")), regression(0, {"half": 1}, outputs=plain("t1"), local=derived), last)
    # Trees that test what a tree before them says: no sum of trees, however much it looks like one.
    def step(x):
        return 5.0 if x is NONE or x > 2 else 1.0
    def second(x):
        return 30.0 if step(x) > 3 else 20.0
    for name, field, local in [("trees-over-output", "d", ""), ("trees-over-derived", "half", derived)]:
        cut = 3 if field == "d" else 1.5
        write(name, lambda x, z: 1 + 10 * second(x) + 100 * step(x), tree("x", 2, 1, 5, outputs=plain("d")),
              tree(field, cut, 20, 30, outputs=plain("e"), local=local), regression(1, {"e": 10, "d": 100}))
    # Models in models: a sum whose trees test the output of a segment around it.
    write("sum-over-output", lambda x, z: 1 + 10 * (second(x) + (7.0 if step(x) > 4 else -7.0)),
          tree("x", 2, 1, 5, outputs=plain("d")),
          chain(tree("d", 3, 20, 30), tree("d", 4, -7, 7), method="sum", outputs=plain("t1"), fields=("x", "d")), last)
    write("chain-in-chain", of_x(lambda x: 1 + 10 * 2 * (5 * 2 * line(x))),
          regression(**first, outputs=plain("d")),
          chain(regression(0, {"d": 1}, outputs=made("u", call("twice", ref("d")))), regression(0, {"u": 5}),
                outputs=plain("e") + made("t1", call("twice", ref("e"))), fields=("d",)), last)
    write("mean-of-chains", of_x(lambda x: (10 * 2 * line(x) + 1 + 30 * 2 * line(x)) / 2),
          chain(regression(**first, outputs=plain("d") + made("t1", call("twice", ref("d")))), regression(0, {"t1": 10})),
          chain(regression(**first, outputs=plain("d") + made("t1", call("twice", ref("d")))), regression(1, {"t1": 30})),
          method="average")
    # A classifier calibrated by a sigmoid, as sklearn2pmml lays it out.
    parts = []
    for intercept, weight, slope, offset in [(-0.5, 0.25, -1.5, 0.2), (0.25, 0.5, -0.75, -0.1)]:
        curve = call("+", call("*", f'<Constant dataType="double">{slope}</Constant>', ref("f")),
                     f'<Constant dataType="double">{offset}</Constant>')
        score = regression(intercept, {"x": weight}, outputs=plain("f") + made("s", call(
            "expit", call("*", '<Constant dataType="integer">-1</Constant>', curve))))
        share = f"""<RegressionModel functionName="classification">{schema("", "s")}
<RegressionTable intercept="0" targetCategory="1"><NumericPredictor name="s" coefficient="1"/></RegressionTable>
<RegressionTable intercept="0" targetCategory="0"/></RegressionModel>"""
        parts.append(chain(score, share, fields=("x",)).replace('MiningModel functionName="regression"', 'MiningModel functionName="classification"'))
    expit = f"""<TransformationDictionary><DefineFunction name="expit" optype="continuous" dataType="double">
<ParameterField name="v"/>{call("/", "<Constant>1</Constant>", call("+", "<Constant>1</Constant>",
        call("exp", call("*", "<Constant>-1</Constant>", ref("v")))))}</DefineFunction></TransformationDictionary>"""
    body = f"""<MiningModel functionName="classification">{schema("c", "x")}
<Segmentation multipleModelMethod="average">{"".join(segment(p) for p in parts)}</Segmentation></MiningModel>"""
    def calibrated(x):
        def share(intercept, weight, slope, offset):
            return 1 / (1 + math.exp(slope * (intercept + weight * x) + offset))
        return (share(-0.5, 0.25, -1.5, 0.2) + share(0.25, 0.5, -0.75, -0.1)) / 2
    xs = columns["x"][:5]
    save("chain-calibrated", document([number("x"), text("c", "0", "1")], body, expit), {"x": xs},
         [[calibrated(x) for x in xs]], ["0", "1"])


def forests():
    import lightgbm
    import numpy as np
    import pandas as pd
    import xgboost
    from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
    from sklearn2pmml import sklearn2pmml
    from sklearn2pmml.pipeline import PMMLPipeline

    random = np.random.default_rng(3)
    X = pd.DataFrame(random.normal(size=(300, 3)).round(3), columns=["a", "b", "c"])
    two = (X.a + X.b * X.c > 0).astype(int)
    three = pd.Series(np.digitize(X.a - X.c, [-0.7, 0.7]))
    holes = X.mask(random.random(X.shape) < 0.15)
    cases = {
        "forest-sklearn": (RandomForestClassifier(5, max_depth=4, random_state=1), X, three, X),
        "forest-sklearn-regression": (RandomForestRegressor(5, max_depth=4, random_state=1), X, X.a * X.b, X),
        "forest-xgboost": (xgboost.XGBClassifier(n_estimators=5, max_depth=3), holes, two, holes),
        "forest-xgboost-multiclass": (xgboost.XGBClassifier(n_estimators=3, max_depth=3), X, three, X),
        "forest-xgboost-regression": (xgboost.XGBRegressor(n_estimators=5, max_depth=3), X, X.a * X.b, X),
        "forest-lightgbm": (lightgbm.LGBMClassifier(n_estimators=5, max_depth=3, verbose=-1), holes, two, holes),
        "forest-lightgbm-regression": (lightgbm.LGBMRegressor(n_estimators=5, max_depth=3, verbose=-1), X, X.a * X.b, X),
    }
    for name, (model, train, label, test) in cases.items():
        pipeline = PMMLPipeline([("model", model)])
        pipeline.fit(train, label)
        (HERE / name).mkdir(exist_ok=True)
        sklearn2pmml(pipeline, str(HERE / name / "model.pmml"))
        test = test.head(60)
        classes = [str(c) for c in model.classes_] if hasattr(model, "classes_") else None
        answers = model.predict_proba(test) if classes else model.predict(test).reshape(-1, 1)
        outputs = [[float(v) for v in answers[:, k]] for k in range(answers.shape[1])]
        columns = {c: [NONE if np.isnan(v) else float(v) for v in test[c]] for c in test}
        save(name, (HERE / name / "model.pmml").read_text(), columns,
             outputs[1:] if classes and len(classes) == 2 else outputs, classes)


if __name__ == "__main__":
    for make in (treatments, regressions, general, networks, vectors, bayes, cards, clusters, neighbours, rules,
                 trees, segments, chains, forests):
        make()
