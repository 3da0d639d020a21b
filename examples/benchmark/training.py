"""All links and the joint network of digits, trained as a Job trains them; beside it, the same links with plain DJL.

training.py WEIGHTS      WEIGHTS is what fit.py wrote

500 samples, 100 epochs. Both programs get two cores, whole runs are timed, the start of the JVM included.
"""

import sys
import tempfile
from pathlib import Path

import boxes
import digits
import profiles
import program
import tables

SECONDS = 20
JOINT = profiles.JOINT | {"epochs": 100}
BENCHMARK = Path(__file__).parent / "target"
MEBIBYTE = 1 << 20


def one_by_one(store: Path) -> program.Ended:
    """The links of the store's plan with DJL alone, in a JVM like the Job's."""
    classes = f"{BENCHMARK / 'classes'}:{(BENCHMARK / 'classpath').read_text()}"
    options = [
        f"-XX:MaxRAM={program.MEMORY}",
        f"-XX:ActiveProcessorCount={program.CORES}",
        "-Dai.djl.offline=true",
        "-Dai.djl.pytorch.num_threads=1",
        "-Dai.djl.pytorch.num_interop_threads=1",
    ]
    main = ["dev.mlink.benchmark.LinksOneByOne", store / "profiles" / "digits", store / "digits-plan.json"]
    return program.run("java", *options, *main, CLASSPATH=classes)


def wrong(trained: program.Ended) -> list[str]:
    """A sentence for every goal that is missed."""
    sentences = []
    if trained.seconds > SECONDS:
        sentences.append(f"the training took {trained.seconds:.1f} s; the goal is {SECONDS}")
    if trained.peak > program.MEMORY:
        sentences.append(f"the training took {trained.peak / MEBIBYTE:.0f} MiB; the goal is 1024")
    return sentences


def main(weights: Path) -> None:
    images = digits.images(digits.LEARNED)
    with tempfile.TemporaryDirectory() as directory:
        store = Path(directory)
        profiles.write(store, "digits", images, boxes.answers(weights, images))
        tables.progress("training as a Job does")
        trained = program.train(store, profiles.plan("digits", joint=JOINT))
        tables.progress("training one link at a time with DJL")
        alone = one_by_one(store)
    head = [f"{len(images)} SAMPLES, 100 EPOCHS, {program.CORES} CORES", "seconds", "CPU seconds", "peak MiB"]
    rows = [["goal", f"{SECONDS:.1f}", "", f"{program.MEMORY / MEBIBYTE:.0f}"]]
    for name, ended in {"42 links, 7 ensembles, joint network": trained, "42 links, one by one, DJL": alone}.items():
        rows.append([name, f"{ended.seconds:.1f}", f"{ended.cpu:.1f}", f"{ended.peak / MEBIBYTE:.0f}"])
    tables.show(head, rows)
    tables.end(wrong(trained))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
