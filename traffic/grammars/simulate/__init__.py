"""What the simulator's requests are written with."""
