"""Drives the ModelGroup `digits` as a user with kubectl would, and waits for what the operator makes of it.

group.py ready                      wait until every model is answered
group.py strategy NAME              select by another strategy, and wait until its set is active
group.py reselect COUNT FILE.json   favour an idle model by its weight, COUNT times; each time the set must change
group.py shipped                    the weights of modelgroup.yaml again, and wait until their set is active
"""

import json
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

import digits

NAME = ("modelgroup", digits.GROUP, "--namespace", digits.GROUP)
FAVOUR = 100  # the weight of the favoured model; 1 is the weight of the others
NAMES = [box.name for box in digits.BLACK_BOXES]
TROUBLES = ("Drifted", "Overcommitted", "MemoryNotReleased")  # conditions that are no news while they do not hold


def kubectl(*arguments):
    done = subprocess.run(["kubectl", *arguments], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"kubectl {' '.join(arguments)}: exit status {done.returncode}")
    return done.stdout


def observe():
    return json.loads(kubectl("get", *NAME, "--output", "json"))


def condition(group, kind):
    found = [c for c in group.get("status", {}).get("conditions", []) if c["type"] == kind]
    return found[0] if found else {"status": "Unknown", "message": "the operator has not looked at the group yet"}


def active(group):
    return {m["name"] for m in group.get("status", {}).get("models", []) if m["state"] == "Active"}


def settled(group):
    """The set that was selected for the newest spec is the set that is active."""
    status = group.get("status", {})
    chosen = status.get("selection", {})
    return (
        chosen.get("generation") == group["metadata"]["generation"]
        and active(group) == set(chosen.get("set", []))
    )


def wait(seconds, what, holds):
    """Polls the group until the condition holds and returns it; tells what it says meanwhile."""
    end, told = time.monotonic() + seconds, None
    while time.monotonic() < end:
        group = observe()
        if holds(group):
            return group
        message = "; ".join(
            f"{c['type']}: {c['message']}"
            for c in group.get("status", {}).get("conditions", [])
            if (c["status"] == "True") == (c["type"] in TROUBLES)
        )
        if message and message != told:
            print(message, flush=True)
            told = message
        time.sleep(0.5)
    sys.exit(f"timed out after {seconds} s: {what}; the group says: {json.dumps(group.get('status', {}), indent=2)}")


def patch(spec):
    kubectl("patch", *NAME, "--type", "json", "--patch", json.dumps(spec))


def weigh(favourite=None):
    models = observe()["spec"]["models"]
    assert [m["name"] for m in models] == NAMES, "the models of the group are not those of modelgroup.yaml"
    patch(
        [
            {"op": "add", "path": f"/spec/models/{i}/weight", "value": FAVOUR if name == favourite else 1}
            for i, name in enumerate(NAMES)
        ]
    )


def ready():
    group = wait(600, "the group is not Ready", lambda g: condition(g, "Ready")["status"] == "True" and settled(g))
    tell(group)


def strategy(name):
    patch([{"op": "replace", "path": "/spec/selection/strategy", "value": name}])
    tell(wait(120, f"nothing is selected by {name}", lambda g: settled(g) and selection(g)["strategy"] == name))


def shipped():
    before = observe()
    weigh()
    tell(wait(120, "the shipped weights have no set", lambda g: settled(g) and selected_anew(before, g)))


def selected_anew(before, after):
    """What the selection depends on, which its status tells, is not what it was."""
    return selection(after)["input"] != selection(before)["input"]


def selection(group):
    return group["status"]["selection"]


def tell(group):
    print(f"epoch {selection(group)['epoch']}: {', '.join(sorted(active(group)))} active", flush=True)


def reselect(count, file):
    """The favourite is the idle model that was not favoured for longest: being predicted would cost it too much."""
    turns, queue = [], deque(NAMES)
    for _ in range(int(count)):
        before = observe()
        favourite = next(name for name in queue if name not in active(before))
        queue.remove(favourite)
        queue.append(favourite)
        begin, clock = time.time(), time.monotonic()
        weigh(favourite)
        after = wait(120, f"favouring {favourite} changed no set", lambda g: settled(g) and changed(before, g))
        turns.append(
            {
                "favourite": favourite,
                "epoch": selection(after)["epoch"],
                "set": sorted(active(after)),
                "begin": begin,
                "seconds": time.monotonic() - clock,
            }
        )
        tell(after)
    Path(file).write_text(json.dumps(turns, indent=2))


def changed(before, after):
    return selection(after)["epoch"] > selection(before)["epoch"] and active(after) != active(before)


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    {"ready": ready, "strategy": strategy, "shipped": shipped, "reselect": reselect}[command](*rest)
