"""A left-padded LSTM (models/lstm.py) as an ONNX graph that skips the padding exactly."""

from onnx import TensorProto

from models.artifact import OUTPUT
from models.lstm import RequestLSTM
from models.onnx_graph import Graph, lstm_weights

TOKENS = "tokens"  # int64 (rows, steps)


def lstm_graph(model: RequestLSTM) -> bytes:
    """Any steps from 1 to ``length`` give what all ``length`` steps would: the state after
    k = length - steps pads is row k of a constant."""
    graph = Graph()
    by_step = graph.add("Transpose", TOKENS, perm=[1, 0])
    x = graph.add("Gather", graph.constant(model.embedding.weight), by_step)
    rows = graph.add("Shape", TOKENS, end=1)
    pads = graph.add(
        "Sub", graph.integers(model.config.length), graph.add("Shape", TOKENS, start=1)
    )
    hidden = model.config.hidden
    shape = graph.add("Concat", graph.integers(1), rows, graph.integers(hidden), axis=0)
    states = [
        graph.add("Expand", graph.add("Gather", graph.constant(table), pads), shape)
        for table in model.pad_states()  # h and c, the same for every row
    ]
    weights = [graph.constant(array) for array in lstm_weights(model.lstm)]
    h = graph.add_lstm(x, *weights, "", *states, states=False, hidden_size=hidden)
    h = graph.add("Squeeze", h, graph.integers(0))  # (rows, hidden)
    output = (graph.constant(model.output.weight), graph.constant(model.output.bias))
    logit = graph.add("Squeeze", graph.add("Gemm", h, *output, transB=1), graph.integers(1))
    graph.add("Sigmoid", logit, name=OUTPUT)
    inputs = {TOKENS: (TensorProto.INT64, ["rows", "steps"])}
    size = str(model.config.vocabulary_size)
    return graph.serialised(inputs, OUTPUT, {"vocabulary_size": size})
