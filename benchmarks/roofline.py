"""A bound on the LSTM's speed on one thread, from its matrix products alone."""

import time

import torch

from models.detector.network import DetectorConfig

ROWS = 64  # of a batch


def print_roofline(config: DetectorConfig, seconds: float) -> None:
    """Print ``seconds``, measured per step and row, beside its bound (Williams et al. 2009).

    A step is two products: the embedding and the state, each with the four gates' weights.
    """
    gates = 4 * config.hidden
    flops = 2 * gates * (config.embedding + config.hidden)
    peak = _flops_per_second(config.embedding + config.hidden, gates)
    print(
        f"\n  Roofline: {flops:,} FLOP a step; products of this shape run at "
        f"{peak / 1e9:.0f} GFLOP/s on one thread, so at most {peak / flops:,.0f} steps/s;\n"
        f"  measured {1 / seconds:,.0f} steps/s, {100 * flops / seconds / peak:.0f} % of it "
        "(the rest: gates, maximum, n-grams)"
    )


def _flops_per_second(inner: int, outer: int) -> float:
    """FLOP/s of (ROWS, inner) x (inner, outer) in float32, with operands in the cache."""
    a, b = torch.rand(ROWS, inner), torch.rand(inner, outer)
    out = torch.empty(ROWS, outer)
    best = float("inf")
    for _ in range(50):
        began = time.process_time()
        for _ in range(50):
            torch.mm(a, b, out=out)
        best = min(best, time.process_time() - began)
    return 50 * 2 * ROWS * inner * outer / best
