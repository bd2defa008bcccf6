"""Forecasts the panel of forecast-scale.bench.ts (a CSV of unique_id,ds,y) with statsforecast on one thread per core.

Usage: python forecast-scale-peers.py panel.csv horizon. Prints one JSON object a method. Needs statsforecast in this environment.
"""
import json
import os
import sys
import time

import pandas as pd
import statsforecast
from statsforecast import StatsForecast
from statsforecast.models import AutoETS, AutoTheta

panel, horizon = pd.read_csv(sys.argv[1], parse_dates=["ds"]), int(sys.argv[2])
tail = panel.groupby("unique_id").head(30)
for model in (AutoETS(season_length=1), AutoTheta(season_length=1)):
    run = StatsForecast(models=[model], freq="W-MON", n_jobs=os.cpu_count())
    run.forecast(df=tail[tail.unique_id.isin(tail.unique_id.unique()[:4])], h=horizon, level=[80])  # compiles
    start = time.perf_counter()
    run.forecast(df=panel, h=horizon, level=[20, 40, 60, 80])
    seconds = time.perf_counter() - start
    print(json.dumps({"subject": f"statsforecast {model}", "version": statsforecast.__version__, "seconds": seconds}), flush=True)
