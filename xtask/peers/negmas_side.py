"""The NegMAS side of `cargo xtask bench peers`.

    negmas_side.py facts
    negmas_side.py measure DIR NAME TASK

Reads the folder DIR/NAME, does the task through NegMAS's public interface, and prints one line of
key=value words. Times are CPU seconds of this process, the median of the runs.
"""

import datetime
import os
import platform
import sys
import time
import warnings

LEAST = 0.05  # Seconds that one measurement lasts; what is quicker is repeated and divided.
SLOW = 5.0  # What takes longer is run three times instead of five.
VERY_SLOW = 20.0  # What takes longer is run once.
STEPS = 100


def timed(work):
    def run(times):
        start = time.process_time()
        for _ in range(times):
            work()
        return time.process_time() - start

    times = 1
    first = run(times)
    while first < LEAST:
        times *= 2
        first = run(times)
    runs = 1 if first > VERY_SLOW else 3 if first > SLOW else 5
    took = sorted([first] + [run(times) for _ in range(runs - 1)])
    return {"seconds": took[runs // 2] / times, "runs": runs}


def peak_kb():
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return None


def frontier(scenario):
    from negmas.preferences import pareto_frontier

    found = []

    def work():
        found[:] = pareto_frontier(scenario.ufuns)

    result = timed(work)
    result["vectors"] = len(found[0])
    return result


def merge(scenario):
    from negmas.preferences import MOBANOSParetoSampler

    found = []

    def work():
        sampler = MOBANOSParetoSampler()
        sampler.init(*scenario.ufuns)
        found[:] = sampler.pareto_outcomes(min_util=float("-inf"))

    result = timed(work)
    result["deals"] = len(found)
    return result


def offers(scenario, **keywords):
    from negmas.sao import BoulwareTBNegotiator, SAOMechanism

    last = []

    def work():
        mechanism = SAOMechanism(outcome_space=scenario.outcome_space, n_steps=STEPS)
        for ufun in scenario.ufuns:
            mechanism.add(BoulwareTBNegotiator(**keywords), ufun=ufun)
        mechanism.run()
        last[:] = [mechanism]

    work()
    result = timed(work)
    state = last[0].state
    result["steps"] = state.step
    result["agreed"] = str(state.agreement is not None).lower()
    return result


def offers_shared(scenario):
    # The ranking of all outcomes is made once and handed to every negotiator.
    for ufun in scenario.ufuns:
        ufun.invert()
    return offers(scenario, ufun_inverter=lambda ufun: ufun.invert())


TASKS = {
    "frontier": frontier,
    "merge": merge,
    "enumerate": frontier,
    "offers": offers,
    "offers-shared": offers_shared,
}


def measure(folder, name, task):
    from negmas import Scenario

    scenario = Scenario.load(os.path.join(folder, name), load_stats=False)
    if scenario is None:
        sys.exit(f"NegMAS could not load {name}")
    loaded = peak_kb()
    record = {"name": name, "side": "negmas", "task": task, "parties": len(scenario.ufuns)}
    record.update(TASKS[task](scenario))
    record.update(peak_kb=peak_kb(), loaded_kb=loaded)
    return record


def facts():
    from importlib.metadata import version

    cpu = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            names = [line.split(":", 1)[1].strip() for line in info if line.startswith("model name")]
        cpu = names[0] if names else cpu
    except OSError:
        pass
    return {
        "facts": "machine",
        "date": datetime.date.today().isoformat(),
        "cores": os.cpu_count(),
        "cpu": cpu,
        "system": platform.system(),
        "python": platform.python_version(),
        "negmas": version("negmas"),
        "numpy": version("numpy"),
    }


def line(record):
    words = {key: "_".join(str(value).split()) for key, value in record.items() if value is not None}
    return " ".join(f"{key}={value}" for key, value in words.items())


def main():
    warnings.filterwarnings("ignore")
    arguments = sys.argv[1:]
    if arguments == ["facts"]:
        print(line(facts()))
    elif len(arguments) == 4 and arguments[0] == "measure" and arguments[3] in TASKS:
        print(line(measure(*arguments[1:])))
    else:
        sys.exit(__doc__)


main()
