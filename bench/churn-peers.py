"""scikit-learn's logistic regression and LightGBM on the customers that churn.bench.ts wrote: float64 columns, numbers first, then codes, then labels.

Usage: python churn-peers.py FILE SEEN SCORED NUMBERS CATEGORIES. Prints one JSON object; LightGBM is null where it is not installed. Needs scikit-learn.
"""
import json
import sys
import time

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

seen, scored, numbers, categories = map(int, sys.argv[2:6])
data = np.fromfile(sys.argv[1], dtype=np.float64).reshape(numbers + categories + 1, seen + scored)
x, y = data[:-1].T, data[-1].astype(int)
codes = list(range(numbers, numbers + categories))


def measure(model, **fit):
    start = time.perf_counter()
    probability = model.fit(x[:seen], y[:seen], **fit).predict_proba(x[seen:])[:, 1]
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "auc": roc_auc_score(y[seen:], probability), "brier": brier_score_loss(y[seen:], probability)}


encode = ColumnTransformer([("numbers", StandardScaler(), list(range(numbers))), ("codes", OneHotEncoder(), codes)])
logistic = measure(make_pipeline(encode, LogisticRegression(max_iter=1000)))
try:
    import lightgbm

    version = lightgbm.__version__
    boosted = measure(lightgbm.LGBMClassifier(n_estimators=200, learning_rate=0.03, num_leaves=15, n_jobs=1, verbose=-1), categorical_feature=codes)
except ImportError:
    version, boosted = "", None
print(json.dumps({"logistic": logistic, "lightgbm": boosted, "version": version}))
