"""Deterministic traffic for trying, testing and training: the same seed gives the same bytes.

Only ``random.Random(seed)`` decides, no wall clock and no hash order, and no function whose last
digit depends on the platform's mathematics library (so no ``gauss`` and no ``expovariate``).
Addresses come from ranges reserved for documentation and benchmarks (RFC 5737, 3849, 2544, 6598):
no real client is ever accused.
"""
