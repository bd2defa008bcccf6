"""EASE in numpy and implicit's ALS on the pairs that recommend.bench.ts wrote: int32 users, then int32 items.

Usage: python recommend-peers.py FILE PAIRS USERS ITEMS LAMBDA. Prints one JSON object; a peer that is not installed is null. Needs numpy.
"""
import json
import sys
import time

import numpy as np

path = sys.argv[1]
pairs, users, items = map(int, sys.argv[2:5])
data = np.fromfile(path, dtype=np.int32)
user, item = data[:pairs], data[pairs:]


def ease():
    start = time.perf_counter()
    x = np.zeros((users, items), dtype=np.float32)
    x[user, item] = 1
    gram = x.T @ x
    gram[np.diag_indices(items)] += float(sys.argv[5])
    inverse = np.linalg.inv(gram)
    weights = inverse / -np.diag(inverse)
    weights[np.diag_indices(items)] = 0
    return time.perf_counter() - start


def als():
    try:
        import implicit
        from scipy.sparse import csr_matrix
    except ImportError:
        return None
    matrix = csr_matrix((np.ones(pairs, dtype=np.float32), (user, item)), shape=(users, items))
    model = implicit.als.AlternatingLeastSquares(factors=64, iterations=10, regularization=0.05, alpha=10, random_state=1, use_gpu=False)
    start = time.perf_counter()
    model.fit(matrix, show_progress=False)
    return time.perf_counter() - start


print(json.dumps({"ease": ease(), "als": als()}))
