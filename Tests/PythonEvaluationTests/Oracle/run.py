# What does CPython with gin-config compute for each program? One line of JSON a program, with every value by its `repr`
# and every error by its type and message, with the lines that it came through.

import enum
import json
import re
import signal
import sys
import traceback
import types
import warnings

import gin
from gin import config

import outside
import programs


def said(value):
    """`repr`, with the attributes of objects and the names of configurables in place of addresses."""
    kind = type(value)
    if kind in (list, tuple, set, frozenset, dict):
        if kind is dict:
            return "{" + ", ".join(f"{said(k)}: {said(v)}" for k, v in value.items()) + "}"
        parts = [said(item) for item in value]
        if kind in (set, frozenset):
            return f"{kind.__name__}<{', '.join(sorted(parts))}>"
        if kind is list:
            return "[" + ", ".join(parts) + "]"
        return "(" + ", ".join(parts) + (",)" if len(parts) == 1 else ")")
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return f"{kind.__name__}{{" + ", ".join(sorted(f"{k}={said(v)}" for k, v in zip(value._fields, value))) + "}"
    if isinstance(value, enum.Enum):
        return repr(value)
    if callable(value) and value in configurables:
        return "@" + value.__name__
    if isinstance(value, types.FunctionType):
        return "<function>"
    if kind.__module__ == "program" and not isinstance(value, BaseException):
        attributes = sorted(vars(value).items())
        return f"{kind.__qualname__}{{" + ", ".join(f"{name}={said(part)}" for name, part in attributes) + "}"
    return repr(value)


def message(error):
    """Without what gin-config adds to it on the way."""
    text = re.split(r"\n  (?:In call to configurable|No values supplied by Gin)", str(error))[0]
    return type(error).__name__ + (": " + text if text else "")


class TooLong(BaseException):
    """A loop over a list that it appends to never ends."""


def interrupt(signal, frame):
    raise TooLong()


def answers(source, text, scopes):
    config._REGISTRY = registry.copy()
    config._INVERSE_REGISTRY = dict(inverse)
    gin.clear_config(clear_constants=True)
    outside.kept.clear()
    sys.modules["numpy"] = outside.numpy
    sys.modules["torch"], sys.modules["torch.nn"] = outside.library, outside.library.nn
    module = types.ModuleType("program")
    sys.modules["program"] = module
    exec(compile(source, "program.py", "exec"), module.__dict__)
    gin.parse_config(text)
    configurables.clear()
    configurables.update(made.wrapper for _, made in config._REGISTRY.items())
    found = []
    for scope in scopes:
        try:
            with gin.config_scope(scope):
                found.append(["value", said(module.probe())])
        except Exception as error:
            lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "program.py"]
            found.append(["error", message(error), *map(str, lines)])
    return found


def main():
    seed, first, behind, output = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    sys.set_int_max_str_digits(4300)
    with open(output, "w", encoding="utf-8") as lines:
        for number in range(first, behind):
            (source, (text, scopes)) = programs.Program(f"{seed}.{number}").make()
            signal.setitimer(signal.ITIMER_REAL, 1, 0.2)
            try:
                found = answers(source, text, scopes)
            except TooLong:
                continue
            except Exception as error:
                # A module that does not load is no program to compare.
                found = None
                reason = f"{type(error).__name__}: {error}"
                if isinstance(error, SyntaxError):
                    reason += f": {source.splitlines()[error.lineno - 1].strip()}"
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            line = {"number": number, "python": source, "gin": text, "scopes": scopes, "answers": found}
            if found is None:
                line["reason"] = reason
            lines.write(json.dumps(line) + "\n")


warnings.simplefilter("ignore")
signal.signal(signal.SIGALRM, interrupt)
# Whoever starts this may have blocked the alarm, as the threads of libdispatch do, and a child inherits that: a program
# without an end then runs until memory does.
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
configurables = set()
registry = config._REGISTRY.copy()
inverse = dict(config._INVERSE_REGISTRY)
main()
