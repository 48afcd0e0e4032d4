"""The published experiments on a request log: three LSTM recipes, reproduced as they were."""
