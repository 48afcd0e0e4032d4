"""The whole job on one machine, from traffic to proof."""
