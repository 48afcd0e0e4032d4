"""The network that ships, in torch and as an ONNX graph."""
