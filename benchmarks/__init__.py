"""Side-by-side measurements, each one command: ``python -m benchmarks NAME``. Never timed tests."""
