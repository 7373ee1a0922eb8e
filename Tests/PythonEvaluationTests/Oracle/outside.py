# What may a library do that nobody has read? It changes what it is handed, keeps it to change it later, gives it back,
# and calls what can be called. The programs import this module as `torch`, which is outside of their workspace.

import math
import types

kept = []


class Thing:
    """Takes part in everything, so that a program rarely ends for it."""

    def __init__(self, parts=()):
        self.parts = list(parts)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return make

    def __call__(self, *args, **options):
        return make(*args, **options)

    def __getitem__(self, key):
        return self.parts[0] if self.parts else 5

    def __iter__(self):
        return iter(self.parts[:2] or [1, 2])

    def __len__(self):
        return len(self.parts)

    def __bool__(self):
        return len(self.parts) % 2 == 0

    def __add__(self, other):
        meddle(other)
        return Thing([other])

    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __lt__ = __gt__ = __add__

    def __int__(self):
        return 3

    __index__ = __int__

    def __float__(self):
        return 3.5

    def __str__(self):
        return "thing"

    __repr__ = __str__


def meddle(value, seen=None):
    """Changes all that it can reach."""
    seen = set() if seen is None else seen
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, list):
        for item in value:
            meddle(item, seen)
        if len(value) < 50:
            value.append(99)
        kept.append(value)
    elif isinstance(value, dict):
        for item in list(value.values()):
            meddle(item, seen)
        value["meddled"] = 1
    elif isinstance(value, set):
        value.add(99)
    elif isinstance(value, tuple):
        for item in value:
            meddle(item, seen)
    elif isinstance(value, types.MethodType):
        meddle(value.__self__, seen)
    elif isinstance(value, (types.FunctionType, type)):
        pass
    elif type(value).__module__ == "program" and not isinstance(value, BaseException):
        for name, part in list(vars(value).items()):
            meddle(part, seen)
            try:
                setattr(value, name, "meddled")
            except Exception:
                pass


def make(*args, **options):
    for value in [*args, *options.values()]:
        meddle(value)
    for value in kept:
        if len(value) < 50:
            value.append(77)
    mutable = [value for value in args if isinstance(value, (list, dict))]
    if mutable and len(kept) % 3 == 0:
        return mutable[0]
    return Thing(args)


class Module:
    def __init__(self, *args, **options):
        make(self, *args, **options)

    def register(self, *args):
        return make(self, *args)


def no_grad():
    class Context:
        def __enter__(self):
            return Thing()

        def __exit__(self, *error):
            return False

    return Context()


# As numpy does it, but for the type of what it gives.
numpy = types.ModuleType("numpy")
numpy.ceil, numpy.floor, numpy.trunc, numpy.rint = (
    lambda x, f=f: float(f(x)) if abs(x) < 2**53 else float(x) for f in (math.ceil, math.floor, math.trunc, round))

library = types.ModuleType("torch")
library.nn = types.ModuleType("torch.nn")
library.nn.Module, library.nn.Linear, library.make, library.no_grad = Module, make, make, no_grad
library.flag = Thing()
library.Tensor = type("Tensor", (), {})
