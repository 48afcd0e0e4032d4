"""The live side, on Faust: workers over chunks, the shipper, supervision, the demo."""
