"""A variational autoencoder of digits: training, measurements of its difficulties, pictures.

Only training needs torch: pictures are drawn from the exported ONNX encoder and decoder.
"""
