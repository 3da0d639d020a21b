"""One request as the official client makes it."""

import numpy as np
from tritonclient.grpc import InferenceServerClient, InferInput, InferResult


def infer(client: InferenceServerClient, model: str, images: np.ndarray, **options) -> InferResult:
    """Sends images, FP32 [n, 64], to a model; options are those of `InferenceServerClient.infer`."""
    return client.infer(model, [tensor(images)], **options)


def begin_infer(client: InferenceServerClient, model: str, images: np.ndarray, answered, **options):
    """The same, without waiting: `answered` is called with the result and None, or with None and the error."""
    client.async_infer(model, [tensor(images)], answered, **options)


def tensor(images: np.ndarray) -> InferInput:
    image = InferInput("image", list(images.shape), "FP32")
    image.set_data_from_numpy(images)
    return image
