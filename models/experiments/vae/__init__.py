"""A variational autoencoder of digits: training, its difficulties measured, pictures.

torch only to train: pictures are drawn from the exported ONNX encoder and decoder.
"""
