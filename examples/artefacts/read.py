"""What a link answers, from its artefact with numpy alone: read.py STORE/links/DIGEST NUMBER... (the source's output)"""

import json
import sys

import numpy as np

ACTIVATIONS = {
    "linear": lambda z: z * link["target_scale"] + link["target_mean"],
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softmax": lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(),
    "log_softmax": lambda z: z - z.max() - np.log(np.exp(z - z.max()).sum()),
}

manifest, link = json.load(open(sys.argv[1] + "/manifest.json")), np.load(sys.argv[1] + "/arrays.npz")
x = (np.array(sys.argv[2:], np.float32) - link["input_mean"]) / link["input_scale"]
hidden = np.maximum(x @ link["hidden_weight"] + link["hidden_bias"], 0)
z = hidden @ link["output_weight"] + link["output_bias"]
print(*ACTIVATIONS[manifest["activation"]](z))
