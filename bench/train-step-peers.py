"""One training step of LSTM(64) over 28 steps of 8 features, batch 1024, Adam, mean squared error, in the peers' own idiom.

Usage: python train-step-peers.py keras|torch. Prints one JSON object. Needs tensorflow or torch in this environment.
"""
import json
import os
import sys
import time

STEPS, FEATURES, UNITS, BATCH, WINDOWS, ROUNDS = 28, 8, 64, 1024, 16384, 4


def report(subject, version, epoch):
    epoch()
    seconds = min(timed(epoch) for _ in range(ROUNDS))
    print(json.dumps({"subject": subject, "version": version, "ms": 1000 * seconds * BATCH / WINDOWS}))


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def keras():
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import keras as k
    import numpy as np

    random = np.random.default_rng(1)
    x = random.standard_normal((WINDOWS, STEPS, FEATURES), dtype="float32")
    y = random.standard_normal((WINDOWS, 1), dtype="float32")
    model = k.Sequential([k.Input((STEPS, FEATURES)), k.layers.LSTM(UNITS), k.layers.Dense(1)])
    model.compile(optimizer=k.optimizers.Adam(1e-3), loss="mse")
    report("Keras", k.__version__, lambda: model.fit(x, y, batch_size=BATCH, epochs=1, verbose=0))


def torch():
    import torch as t

    class Model(t.nn.Module):
        def __init__(self):
            super().__init__()
            self.lstm = t.nn.LSTM(FEATURES, UNITS, batch_first=True)
            self.dense = t.nn.Linear(UNITS, 1)

        def forward(self, x):
            return self.dense(self.lstm(x)[0][:, -1])

    x, y = t.randn(WINDOWS, STEPS, FEATURES), t.randn(WINDOWS, 1)
    model = Model()
    adam = t.optim.Adam(model.parameters(), 1e-3)

    def epoch():
        order = t.randperm(WINDOWS)
        for start in range(0, WINDOWS, BATCH):
            index = order[start : start + BATCH]
            adam.zero_grad()
            t.nn.functional.mse_loss(model(x[index]), y[index]).backward()
            adam.step()

    report("PyTorch", t.__version__, epoch)


{"keras": keras, "torch": torch}[sys.argv[1]]()
