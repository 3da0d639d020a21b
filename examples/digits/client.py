"""The clients of the example, all of them the official tritonclient over gRPC.

client.py exact ADDRESS FILE.npz              load each black box alone, and keep its outputs of the scored rows
client.py learn ADDRESS                       send the learning rows, once each, in row order
client.py traffic ADDRESS FILE.json           constant load until SIGTERM; what happened is in the file all the time
client.py score ADDRESS EXACT.npz FILE.json   send the scored rows to every model and compare
"""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
from tritonclient.grpc import InferenceServerClient
from tritonclient.utils import InferenceServerException

import digits
import scoring
from inference import infer
from traffic import Traffic


def batches(images):
    return [images[i : i + digits.BATCH] for i in range(0, len(images), digits.BATCH)]


def exact(client, file):
    outputs = {}
    for box in digits.BLACK_BOXES:
        client.load_model(box.name)
        answers = [infer(client, box.name, batch) for batch in batches(digits.images(digits.SCORED))]
        outputs[box.name] = np.concatenate([answer.as_numpy(box.tensor) for answer in answers])
        client.unload_model(box.name)
        await_unloaded(client, box.name)
    np.savez(file, **outputs)


def await_unloaded(client, model, seconds=30):
    """Unloading returns before the process of the model is gone; the next one is to be alone."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        entries = client.get_model_repository_index().models
        if any(e.name == model and e.reason == "unloaded" for e in entries):
            return
        time.sleep(0.1)
    sys.exit(f"{model} is not unloaded after {seconds} s")


def learn(client, rate=100, patience=300):
    """Each row is answered by one model. A model that is neither active nor predicted yet refuses with UNAVAILABLE;
    then the next one is asked, and when none answers all of them again, for as long as the patience lasts."""
    names, begin, refusals = [box.name for box in digits.BLACK_BOXES], time.monotonic(), 0
    for image in digits.images(digits.LEARNED):
        while (refused := refused_before_an_answer(client, names, image[None])) == len(names):
            if time.monotonic() - begin > patience:
                sys.exit(f"no model answered the learning rows within {patience} s")
            refusals += refused
            time.sleep(1)
        refusals += refused
        time.sleep(1 / rate)
    print(f"all answered in {time.monotonic() - begin:.1f} s; {refusals} times UNAVAILABLE from idle models")


def refused_before_an_answer(client, names, images):
    """Asks one model after the other, and moves the one that answers to the front."""
    for refused, name in enumerate(names):
        try:
            infer(client, name, images, client_timeout=5)
        except InferenceServerException as refusal:
            if refusal.status() != "StatusCode.UNAVAILABLE":
                raise
        else:
            names.insert(0, names.pop(refused))
            return refused
    return len(names)


def score(client, exact_file, file):
    """An exact answer has to equal the one before the run bit by bit; a predicted one says that it is."""
    images = digits.images(digits.SCORED)
    models, values = {}, []
    with np.load(exact_file) as exact_outputs:
        for box in digits.BLACK_BOXES:
            answers = [infer(client, box.name, b, parameters={"mlink_sample": False}) for b in batches(images)]
            parameters = [answer.get_response().parameters for answer in answers]
            predicted = {p["mlink_predicted"].bool_param if "mlink_predicted" in p else False for p in parameters}
            if len(predicted) > 1:
                sys.exit(f"{box.name} was active for some of the scored rows only; score while nothing is re-selected")
            got = np.concatenate([answer.as_numpy(box.tensor) for answer in answers])
            if predicted == {False} and got.tobytes() != exact_outputs[box.name].tobytes():
                sys.exit(f"{box.name} is active, but its answers differ from its exact outputs before the run")
            values.append(scoring.scores(box, got, exact_outputs[box.name]))
            models[box.name] = {
                "predicted": predicted == {True},
                "sources": parameters[0]["mlink_sources"].string_param if predicted == {True} else "",
                **asdict(scoring.estimate(values[-1])),
            }
    objective = asdict(scoring.estimate(np.mean(values, axis=0)))
    Path(file).write_text(json.dumps({"objective": objective, "models": models}, indent=2))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, *files in (("exact", "file"), ("learn",), ("traffic", "file"), ("score", "exact_file", "file")):
        command = commands.add_parser(name)
        command.add_argument("address", help="HOST:PORT of gRPC")
        for file in files:
            command.add_argument(file)
    return vars(parser.parse_args())


if __name__ == "__main__":
    options = arguments()
    command, address = options.pop("command"), options.pop("address")
    if command == "traffic":
        Traffic(address, options["file"]).run()
    else:
        {"exact": exact, "learn": learn, "score": score}[command](InferenceServerClient(address), **options)
