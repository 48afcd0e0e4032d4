"""The neural models: request features, training, ONNX export, scorer. torch only to train."""
