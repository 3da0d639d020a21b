"""Lays out Triton's model repository for the seven black boxes.

repository.py WEIGHTS REPOSITORY      WEIGHTS is what fit.py wrote
"""

import shutil
import sys
from pathlib import Path

import digits

SERVING = Path(__file__).parent / "serving"
CONFIG = """name: "{box.name}"
backend: "python"
max_batch_size: {batch}
input [{{ name: "image", data_type: TYPE_FP32, dims: [64] }}]
output [{{ name: "{box.tensor}", data_type: TYPE_FP32, dims: [{box.width}] }}]
instance_group [{{ kind: KIND_CPU, count: 1 }}]
parameters [
  {{ key: "memory_mib", value: {{ string_value: "{box.mebibytes}" }} }},
  {{ key: "memory", value: {{ string_value: "the process takes {box.mebibytes} MiB (PSS), filled up" }} }}
]
"""


def lay_out(weights: Path, repository: Path) -> None:
    for box in digits.BLACK_BOXES:
        version = repository / box.name / "1"
        version.mkdir(parents=True, exist_ok=True)
        (version.parent / "config.pbtxt").write_text(CONFIG.format(box=box, batch=digits.BATCH))
        for source in (SERVING / "model.py", SERVING / "estimators.py"):
            shutil.copy(source, version)
        shutil.copy(weights / f"{box.name}.npz", version / "weights.npz")


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]), Path(sys.argv[2]))
