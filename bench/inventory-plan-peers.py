"""Seconds of processor time stockpyl's expected-inventory-level heuristic takes for (r, Q) of so many items with normal demand."""

import json
import math
import sys
import time
from importlib.metadata import version

from stockpyl.rq import r_q_eil_approximation

items = int(sys.argv[1])
start = time.process_time()
for i in range(items):
    yearly = 5 * math.exp(7 * ((i * 0.618) % 1))
    r_q_eil_approximation(
        holding_cost=1.25, stockout_cost=4, fixed_cost=20, demand_mean=yearly, demand_sd=0.3 * yearly, lead_time=(12 + i % 40) / 365
    )
print(json.dumps({"subject": "stockpyl r_q_eil_approximation", "version": version("stockpyl"), "seconds": time.process_time() - start}))
