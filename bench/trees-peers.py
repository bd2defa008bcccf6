"""LightGBM on one thread, on the rows that trees.bench.ts wrote: float32 [rows x features], then float32 targets; the last tenth is scored.

Usage: python trees-peers.py FILE ROWS FEATURES TREES LEAVES RATE. Prints one JSON object. Needs lightgbm and numpy in this environment.
"""
import json
import sys
import time

import lightgbm
import numpy as np

path = sys.argv[1]
rows, features, trees, leaves = map(int, sys.argv[2:6])
data = np.fromfile(path, dtype=np.float32)
x, y = data[: rows * features].reshape(rows, features), data[rows * features :]
seen = rows - rows // 10
start = time.perf_counter()
options = {"objective": "regression", "num_leaves": leaves, "learning_rate": float(sys.argv[6]), "lambda_l2": 1, "min_data_in_leaf": 20, "num_threads": 1, "verbose": -1}
model = lightgbm.train(options, lightgbm.Dataset(x[:seen], y[:seen]), trees)
seconds = time.perf_counter() - start
error = float(np.sqrt(np.mean((model.predict(x[seen:], num_threads=1) - y[seen:]) ** 2)))
print(json.dumps({"version": lightgbm.__version__, "seconds": seconds, "rmse": error}))
