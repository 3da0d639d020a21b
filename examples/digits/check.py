"""What any user of Triton writes. It knows nothing of MLink: only the address differs between Triton and the runtime.

check.py HOST:PORT      of gRPC; asks every model that is ready for three images
"""

import sys

import numpy as np
from tritonclient.grpc import InferenceServerClient, InferInput, InferRequestedOutput

import digits

client = InferenceServerClient(sys.argv[1])
assert client.is_server_live() and client.is_server_ready(), "the server is not ready"
print(f"{client.get_server_metadata().name} at {sys.argv[1]}")

images = digits.images(slice(700, 703))
ready = [entry.name for entry in client.get_model_repository_index().models if entry.state == "READY"]
assert ready, "no model is ready"
for model in ready:
    assert client.is_model_ready(model), f"{model} is not ready"
    metadata, config = client.get_model_metadata(model), client.get_model_config(model).config
    assert config.max_batch_size >= len(images), f"{model} takes batches of {config.max_batch_size} only"
    inputs = [InferInput(tensor.name, list(images.shape), tensor.datatype) for tensor in metadata.inputs]
    for tensor in inputs:
        tensor.set_data_from_numpy(images)
    wanted = [InferRequestedOutput(tensor.name) for tensor in metadata.outputs]
    answer = client.infer(model, inputs, outputs=wanted, request_id="check")
    assert answer.get_response().id == "check", f"{model} does not return the id"
    for tensor in metadata.outputs:
        values = answer.as_numpy(tensor.name)
        assert values.shape == (len(images), *tensor.shape[1:]), f"{model}.{tensor.name} is {values.shape}"
        assert np.isfinite(values).all(), f"{model}.{tensor.name} is not finite"
        print(f"  {model:<12} {tensor.name:<26} {[round(float(value), 2) for value in values[0]]}")
