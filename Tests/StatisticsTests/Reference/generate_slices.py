# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1", "sliceline==0.3.0"]
# ///
"""Writes what the sliceline package finds in small tables beside this file."""

import json
import pathlib

import numpy as np
from sliceline.slicefinder import Slicefinder

rng = np.random.default_rng(17)
cases = []
for number in range(24):
    rows = int(rng.integers(150, 300))
    widths = [int(w) for w in rng.integers(2, 5, size=int(rng.integers(3, 6)))]
    codes = np.stack([rng.integers(0, w, rows) for w in widths], axis=1)
    weak = (codes[:, 0] == 1) & (codes[:, 1] == 0)
    if number % 2:
        errors = (rng.random(rows) < np.where(weak, 0.7, 0.1)).astype(float)
    else:
        errors = (rng.random(rows) ** 2 * np.where(weak, 5, 1)).round(3)
    alpha = [0.99, 0.95, 0.9][number % 3]
    finder = Slicefinder(
        alpha=alpha, k=8, max_l=1 + number % 3, min_sup=int(rng.integers(5, 25)), verbose=False)
    # Values from 1: the package's encoder may take 0 for absent.
    finder.fit(codes + 1, errors)
    slices = [
        {
            "literals": [[column, int(value) - 1] for column, value in enumerate(found)
                         if value is not None],
            "score": float(statistics["slice_score"]),
            "rows": int(statistics["slice_size"]),
            "mean": float(statistics["slice_average_error"]),
        }
        for found, statistics in zip(finder.top_slices_, finder.top_slices_statistics_)
    ]
    cases.append({
        "widths": widths, "codes": codes.T.tolist(), "errors": errors.tolist(), "alpha": alpha,
        "depth": finder.max_l, "minimumRows": finder.min_sup, "count": finder.k,
        "slices": slices,
    })

path = pathlib.Path(__file__).with_name("slices.json")
path.write_text(json.dumps(cases, separators=(",", ":")).replace("},{\"widths", "},\n{\"widths") + "\n")
