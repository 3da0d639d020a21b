"""Clients of the groups in this directory, over gRPC.

client.py send ADDRESS FIRST LAST [--turned] [--rate N] [--forever]
                                 send the rows FIRST to LAST - 1, once each; turned upside down; N a second. Forever: again
                                 and again, each time with other noise, so that no image comes twice
client.py ask ADDRESS MODEL ROW [--min-confidence P]
                                 one answer, or the refusal, as JSON
"""

import argparse
import itertools
import json
import time

import numpy as np
from tritonclient.grpc import InferenceServerClient
from tritonclient.utils import InferenceServerException

import digits
from client_of_digits import refused_before_an_answer
from inference import infer
