# /// script
# requires-python = ">=3.11"
# dependencies = ["scikit-learn==1.9.1", "joblib==1.6.0", "numpy==2.4.6", "cloudpickle==3.1.3"]
# ///
"""Writes small pickles of every container, and malicious ones made by hand. None of them is ever loaded.

`expected.json` says for each file its verdict (plain, unknown, dangerous) and names that must be found.
The malicious ones only name functions; nothing here calls them.

Run: `uv run generate.py`. The Swift tests only read what is committed.
"""

import collections
import io
import json
import pathlib
import pickle
import struct
import zipfile
import zlib

import cloudpickle
import joblib
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

HERE = pathlib.Path(__file__).parent
EXPECTED = {}


def case(name, data, verdict, *names):
    (HERE / name).write_bytes(data)
    EXPECTED[name] = {"verdict": verdict, "names": list(names)}


def dumped(model, **options):
    stream = io.BytesIO()
    joblib.dump(model, stream, **options)
    return stream.getvalue()


def archive(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as zip_file:
        for name, data in members.items():
            zip_file.writestr(name, data)
    return stream.getvalue()


rng = np.random.default_rng(3)
X, y = rng.normal(size=(30, 3)), np.arange(30) % 2
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)
tree = DecisionTreeClassifier(max_depth=2, random_state=0).fit(X, np.where(y == 1, "yes", "no"))

LR = "sklearn.linear_model._logistic.LogisticRegression"
for protocol in range(6):
    case(f"model-{protocol}.pkl", pickle.dumps(model, protocol), "plain", LR)
case("plain.pkl", pickle.dumps({"a": [1, 2.5, None, b"x"], "b": collections.OrderedDict(c=(1,))}),
     "plain", "collections.OrderedDict")
case("model.joblib", dumped(model), "plain", LR, "joblib.numpy_pickle.NumpyArrayWrapper")
case("tree.joblib", dumped(tree), "plain", "sklearn.tree._tree.Tree")
case("objects.joblib", dumped([np.array(["a", None, {"b": 1}], dtype=object), X]), "plain",
     "joblib.numpy_pickle.NumpyArrayWrapper")
case("model-zlib.joblib", dumped(model, compress=("zlib", 3)), "plain", LR)
case("model-gzip.joblib", dumped(model, compress=("gzip", 3)), "plain", LR)
case("model-bz2.joblib", dumped(model, compress=("bz2", 3)), "unknown")
case("model-xz.joblib", dumped(model, compress=("xz", 3)), "unknown")
case("model-lzma.joblib", dumped(model, compress=("lzma", 3)), "unknown")
case("function.pkl", cloudpickle.dumps(lambda x: x + 1), "dangerous")
stream = io.BytesIO()
np.save(stream, np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
case("objects.npy", stream.getvalue(), "plain", "numpy._core.multiarray._reconstruct")
stream = io.BytesIO()
np.savez(stream, numbers=X, objects=np.array([model], dtype=object))
case("objects.npz", stream.getvalue(), "plain", LR)
case("several.pkl", pickle.dumps(1) + pickle.dumps(model) + pickle.dumps(X), "plain", LR)

# By hand: what a loader would run is named in every way that the format knows.
SYSTEM = b"cos\nsystem\n"
ARGUMENT = b"(S'true'\ntR."
case("evil-global.pkl", SYSTEM + ARGUMENT, "dangerous", "os.system")
case("evil-protocol-2.pkl", b"\x80\x02" + SYSTEM + b"X\x04\x00\x00\x00true\x85R.", "dangerous", "os.system")
case("evil-inst.pkl", b"(S'true'\nios\nsystem\n.", "dangerous", "os.system")
case("evil-obj.pkl", b"\x80\x02(cposix\nsystem\nX\x04\x00\x00\x00trueo.", "dangerous", "posix.system")


def short(text):
    return b"\x8c" + bytes([len(text)]) + text.encode()


# The module is stored in the memo, dropped from the stack, and fetched again.
case("evil-memo.pkl",
     b"\x80\x04" + short("builtins") + b"\x94" + b"0" + b"h\x00" + short("eval") + b"\x94" + b"\x93"
     + short("1 + 1") + b"\x85R.", "dangerous", "builtins.eval")
case("evil-long-memo.pkl",
     b"\x80\x04" + short("exec") + b"r\x00\x01\x00\x00" + b"0" + short("builtins") + b"j\x00\x01\x00\x00"
     + b"\x93" + short("pass") + b"\x85R.", "dangerous", "builtins.exec")
case("evil-dup.pkl", b"\x80\x04" + short("pty") + b"2\x93.", "dangerous", "pty.pty")
case("evil-dotted.pkl", b"\x80\x04" + short("sklearn.utils") + short("os.system") + b"\x93"
     + short("true") + b"\x85R.", "dangerous", "sklearn.utils.os.system")
case("evil-newobj.pkl", b"\x80\x04" + short("subprocess") + short("Popen") + b"\x93" + short("true")
     + b"\x85\x81.", "dangerous", "subprocess.Popen")
case("evil-computed.pkl", b"\x80\x04" + short("os") + b")" + b"\x93.", "unknown", "a name made at run time")
case("evil-extension.pkl", b"\x80\x02\x82\x07.", "unknown", "extension 7 of the registry")
case("evil-cut-off.pkl", b"\x80\x02" + SYSTEM + b"X\x04\x00\x00\x00true\x85R", "dangerous", "os.system")
case("evil-broken-tail.pkl", b"\x80\x02" + SYSTEM + b"X\x04\x00\x00\x00true\x85R\xff\xff\xff", "dangerous",
     "os.system")
case("evil-second.pkl", pickle.dumps(model) + b"\x80\x02" + SYSTEM + b"X\x04\x00\x00\x00true\x85R.",
     "dangerous", "os.system", LR)
case("evil-function.pkl", b"\x80\x04" + short("sklearn.utils.validation") + short("check_array")
     + b"\x93)R.", "unknown", "sklearn.utils.validation.check_array")
case("unknown-class.pkl", b"\x80\x04" + short("acme.models") + short("Scorer") + b"\x93)\x81.", "unknown",
     "acme.models.Scorer")
nested = np.array([1, None], dtype=object)
inner = dumped(nested)
at = inner.rfind(b"\x80")
case("evil-nested.joblib", inner[:at] + b"\x80\x02" + SYSTEM + b"X\x04\x00\x00\x00true\x85R." + inner[-1:],
     "dangerous", "os.system")
# A wrapper says that an array follows; a loader that does not know joblib runs what stands there.
wrapped = dumped(np.arange(64, dtype=np.uint8))
payload = SYSTEM + b"X\x04\x00\x00\x00true\x85R."
start = wrapped.rfind(bytes(range(64)))
padding = wrapped.rfind(b"b", 0, start) + 1
case("evil-under-array.joblib", wrapped[:padding] + (payload + bytes(200))[:1 + payload[0] + 64] + wrapped[-1:],
     "dangerous", "os.system")
case("evil-zlib.joblib", zlib.compress(b"\x80\x02" + SYSTEM + b"X\x04\x00\x00\x00true\x85R."), "dangerous",
     "os.system")
case("evil-torch.pt", archive({"archive/data.pkl": b"\x80\x02" + SYSTEM + b"X\x04\x00\x00\x00true\x85R.",
                               "archive/version": b"3\n"}), "dangerous", "os.system")
header = b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"
header += b" " * (117 - len(header)) + b"\n"
case("evil.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + SYSTEM + ARGUMENT,
     "dangerous", "os.system")
(HERE / "expected.json").write_text(json.dumps(EXPECTED, indent=0, sort_keys=True) + "\n")
