"""One request as the official client makes it."""

import numpy as np
from tritonclient.grpc import InferenceServerClient, InferInput, InferResult


def infer(client: InferenceServerClient, model: str, images: np.ndarray, **options) -> InferResult:
    """Sends images, FP32 [n, 64], to a model; options are those of `InferenceServerClient.infer`."""
    image = InferInput("image", list(images.shape), "FP32")
    image.set_data_from_numpy(images)
    return client.infer(model, [image], **options)
