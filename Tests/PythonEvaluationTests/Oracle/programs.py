# Which programs are compared with CPython? Small modules with configurables, and configs for them, made from a seed.
#
# Expressions are made to a wanted type, so that most programs come to a value; now and then a part of another type is
# put in its place, so that what Python says of it is compared as well. Function number n calls only those before it.

import random

NAMES = ["alpha", "beta", "gamma", "delta", "eta", "theta", "kappa", "mu"]
WORDS = ["adam", "lr", "Warm up", "", "a", "x1", "träge", "it's", "step {}", "0.5", "12", " pad ", "A,B;c", "tab\t", "ß"]
SCALARS = ["int", "float", "str", "bool"]
KINDS = SCALARS * 3 + ["none", "ints", "floats", "strs", "rows", "table", "named", "pair", "intset"]
EXCEPTIONS = ["ValueError", "TypeError", "KeyError", "RuntimeError", "IndexError", "ZeroDivisionError"]
SIZES = {"ints": "int", "floats": "float", "strs": "str", "rows": "ints", "intset": "int"}


class Function:
    """What callers need to know: parameters as (name, kind, default), and the kind of the result."""

    def __init__(self, name, parameters, result, is_configurable):
        self.name, self.parameters, self.result, self.is_configurable = name, parameters, result, is_configurable


class Class:
    def __init__(self, name, parameters, attributes, methods, is_configurable):
        self.name, self.parameters, self.attributes = name, parameters, attributes
        self.methods, self.is_configurable = methods, is_configurable


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.functions = []
        self.classes = []
        self.counter = 0
        # Programs differ in how often they go wrong.
        self.wildness = self.random.choice([0, 0, 0, 0.01, 0.04])
        self.locals = {}
        self.indent = 0
        # Whether it calls a library whose code nobody reads.
        self.is_open = self.chance(0.25)

    # Choices

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, options):
        return self.random.choice(options)

    def fresh(self, stem):
        self.counter += 1
        return f"{stem}{self.counter}"

    def line(self, text):
        self.lines.append("    " * self.indent + text)

    # Literals

    def literal(self, kind):
        r = self.random
        if kind == "int":
            return str(self.pick([0, 1, 2, 3, 5, 7, 10, 100, -1, -3, 64, 1000, r.randint(-50, 50), r.randint(-10**6, 10**6),
                                  2**31, 10**12 + r.randint(0, 99), 2**62, 10**19, 255, 0x10, 4]))
        if kind == "float":
            return repr(self.pick([0.0, 1.0, 0.5, 0.1, 1e-3, 3e-4, -2.5, 1e16, 1e-7, 2.675, 1e300, 0.25, r.random(),
                                   r.uniform(-100, 100), round(r.uniform(-9, 9), 2), 1e22, 123456.789, -0.0, 10.0]))
        if kind == "str":
            return repr(self.pick(WORDS))
        if kind == "bool":
            return self.pick(["True", "False"])
        if kind == "none":
            return "None"
        if kind == "pair":
            return f"({self.literal('int')}, {self.literal('str')})"
        if kind == "table":
            keys = r.sample(WORDS, r.randint(0, 3))
            return "{" + ", ".join(f"{key!r}: {self.literal('int')}" for key in keys) + "}"
        if kind == "named":
            return "{" + ", ".join(f"{i}: {self.literal('str')}" for i in r.sample(range(6), r.randint(0, 3))) + "}"
        items = [self.literal(SIZES[kind]) for _ in range(r.randint(0, 4))]
        if kind == "intset":
            return "{" + ", ".join(items) + "}" if items else "set()"
        return "[" + ", ".join(items) + "]"

    # Expressions

    def expression(self, kind, depth=3):
        if self.wildness and self.chance(self.wildness):
            return f"({self.expression(self.pick(KINDS), depth)})"
        if depth <= 0 or self.chance(0.15):
            return self.leaf(kind)
        if self.chance(0.07):
            return f"({self.expression(kind, depth - 1)} if {self.expression('bool', depth - 1)} else {self.expression(kind, depth - 1)})"
        if self.chance(0.12):
            call = self.some_call(kind, depth)
            if call:
                return call
        return getattr(self, "make_" + kind)(depth - 1)

    def leaf(self, kind):
        names = self.locals.get(kind)
        return self.pick(names) if names and self.chance(0.7) else self.literal(kind)

    def some_call(self, kind, depth):
        found = [f for f in self.functions if f.result == kind]
        for name, made in self.locals.get("objects", []):
            for attribute, attribute_kind in made.attributes:
                if attribute_kind == kind and self.chance(0.5):
                    return f"{name}.{attribute}"
            for method in made.methods:
                if method.result == kind and self.chance(0.5):
                    return f"{name}.{method.name}({self.arguments(method, depth - 1)})"
        if not found:
            return None
        function = self.pick(found)
        return f"{function.name}({self.arguments(function, depth - 1)})"

    def arguments(self, function, depth):
        given, by_name = [], False
        for name, kind, default in function.parameters:
            # A configurable's parameter may be left to the config, which binds it.
            if default is not None and self.chance(0.5):
                by_name = True
                continue
            value = self.expression(kind, min(depth, 1))
            by_name = by_name or self.chance(0.3)
            given.append(f"{name}={value}" if by_name else value)
        return ", ".join(given)

    def int_(self, depth):
        return self.expression("int", depth)

    def make_int(self, depth):
        e = self.expression
        return self.pick([
            lambda: f"({e('int', depth)} {self.pick(['+', '-', '*', '+', '-'])} {e('int', depth)})",
            lambda: f"({e('int', depth)} {self.pick(['//', '%', '&', '|', '^'])} {e('int', depth)})",
            lambda: f"({e('int', depth)} // {self.random.randint(1, 9)})",
            lambda: f"({e('int', depth)} % {self.random.randint(1, 9)})",
            lambda: f"({self.pick(['2', '3', '-2', '10'])} ** {self.random.randint(0, 20)})",
            lambda: f"(1 {self.pick(['<<', '>>'])} {self.random.randint(0, 70)})",
            lambda: f"-{e('int', depth)}",
            lambda: f"len({e(self.pick(['ints', 'floats', 'strs', 'table', 'str', 'rows', 'intset']), depth)})",
            lambda: f"int({e(self.pick(['float', 'bool', 'int']), depth)})",
            lambda: f"int({self.pick(['12', ' -7 ', '1_000', 'x', '1.5', '0x1f', ''])!r})",
            lambda: f"abs({e('int', depth)})",
            lambda: f"sum({e('ints', depth)})",
            lambda: f"{self.pick(['min', 'max'])}({e('int', depth)}, {e('int', depth)})",
            lambda: f"{self.pick(['min', 'max'])}({e('ints', depth)}, default=3)",
            lambda: f"max({e('ints', depth)})",
            lambda: f"{e('ints', depth)}[{self.pick(['0', '-1', '1', '5'])}]",
            lambda: f"{e('table', depth)}.get({e('str', depth)}, {e('int', depth)})",
            lambda: f"{e('table', depth)}[{e('str', depth)}]",
            lambda: f"round({e('float', depth)})",
            lambda: f"math.{self.pick(['floor', 'ceil', 'trunc'])}({e('float', depth)})",
            lambda: f"int(np.{self.pick(['ceil', 'floor', 'trunc', 'rint'])}({e('float', depth)}))",
            lambda: f"math.gcd({e('int', depth)}, {e('int', depth)})",
            lambda: f"math.isqrt({e('int', depth)})",
            lambda: f"math.factorial({self.random.randint(-1, 22)})",
            lambda: f"{e('strs', depth)}.count({e('str', depth)})",
            lambda: f"{e('str', depth)}.find({e('str', depth)})",
            lambda: f"{e('ints', depth)}.index({e('int', depth)})",
            lambda: f"divmod({e('int', depth)}, {e('int', depth)})[{self.pick('01')}]",
            lambda: f"functools.reduce(lambda a, b: a + b, {e('ints', depth)}, {e('int', depth)})",
            lambda: f"(lambda v: v * 2)({e('int', depth)})",
            lambda: f"sum(1 for v in {e('ints', depth)} if v > {e('int', 0)})",
            lambda: f"{e('pair', depth)}[0]",
            lambda: f"pow({e('int', 0)}, {self.random.randint(0, 5)})",
            lambda: f"int({e('bool', depth)})",
            lambda: f"ord({self.pick(['a', 'Z', 'é', 'ab'])!r})",
            lambda: f"next(iter({e('ints', depth)}), 9)",
        ])()

    def make_float(self, depth):
        e = self.expression
        number = lambda: e(self.pick(["int", "float"]), depth)
        return self.pick([
            lambda: f"({e('float', depth)} {self.pick(['+', '-', '*'])} {number()})",
            lambda: f"({number()} / {number()})",
            lambda: f"({number()} / {self.random.randint(1, 12)})",
            lambda: f"({e('float', depth)} {self.pick(['//', '%'])} {number()})",
            lambda: f"({e('float', depth)} ** {self.pick(['2', '0.5', '-1', e('float', 0)])})",
            lambda: f"math.{self.pick(['sqrt', 'log', 'exp', 'sin', 'cos', 'tanh', 'log2', 'log10', 'log1p', 'expm1', 'atan', 'asin', 'degrees', 'radians', 'fabs'])}({number()})",
            lambda: f"math.{self.pick(['pow', 'atan2', 'hypot', 'fmod', 'copysign', 'log'])}({number()}, {number()})",
            lambda: f"float({e(self.pick(['int', 'bool', 'float']), depth)})",
            lambda: f"float({self.pick(['1.5', 'inf', ' 1e3 ', 'x', '-.5', '1_0.5', 'nan'])!r})",
            lambda: f"abs({e('float', depth)})",
            lambda: f"sum({e('floats', depth)})",
            lambda: f"{self.pick(['min', 'max'])}({e('float', depth)}, {number()}, {number()})",
            lambda: f"round({e('float', depth)}, {self.random.randint(-2, 8)})",
            lambda: f"{e('floats', depth)}[{self.pick(['0', '-1', '2'])}]",
            lambda: f"math.{self.pick(['pi', 'e', 'inf', 'tau'])}",
            lambda: f"math.fsum({e('floats', depth)})",
            lambda: f"-{e('float', depth)}",
            lambda: f"0.5 * (1 + math.cos(math.pi * {number()} / {self.random.randint(1, 9)}))",
            lambda: f"math.prod({e('floats', depth)})",
        ])()

    def make_str(self, depth):
        e = self.expression
        any_kind = lambda: e(self.pick(KINDS[:-1]), depth)
        spec = lambda: self.pick([".3f", ".2e", "g", "", ".1%", "10.2f", "<8.1f", "+.4g", ",.2f", "08.3f"])
        int_spec = lambda: self.pick(["d", "05d", ",", "x", "#x", "b", "+d", ">6", "^7d", "_", "e", ".1f", "08b", "o"])
        str_spec = lambda: self.pick([">8", "<5", "^9", "*^9", ".2", "", "10.3", "s"])
        return self.pick([
            lambda: f"({e('str', depth)} + {e('str', depth)})",
            lambda: f"({e('str', depth)} * {self.random.randint(-1, 3)})",
            lambda: f"str({any_kind()})",
            lambda: f"repr({any_kind()})",
            lambda: self.interpolated(any_kind()),
            lambda: f"f'{{{self.leaf_name('float')}:{spec()}}}'",
            lambda: f"f'{{{self.leaf_name('int')}:{int_spec()}}}|{{{self.leaf_name()}!r}}'",
            lambda: f"f'{{{self.leaf_name('str')}:{str_spec()}}}'",
            lambda: f"'{{:{spec()}}} {{}}'.format({e('float', depth)}, {any_kind()})",
            lambda: f"'{{0}}-{{name:{int_spec()}}}'.format({any_kind()}, name={e('int', depth)})",
            lambda: f"('%d %s %.2f' % ({e('int', depth)}, {any_kind()}, {e('float', depth)}))",
            lambda: f"('%{self.pick(['s', 'r', '5s', '-6s|', '%s'])}' % ({any_kind()},))",
            lambda: f"('%{self.pick(['d', '05d', 'x', 'g', '.3e', '+d', 'i', '8.2f'])}' % {e('int', depth)})",
            lambda: f"{e('str', depth)}.{self.pick(['upper', 'lower', 'strip', 'title', 'capitalize', 'swapcase', 'lstrip', 'rstrip', 'casefold'])}()",
            lambda: f"{e('str', depth)}.replace({e('str', depth)}, {e('str', depth)})",
            lambda: f"{e('str', depth)}.join({e('strs', depth)})",
            lambda: f"{e('str', depth)}[{self.slice()}]",
            lambda: f"{e('str', depth)}[{self.pick(['0', '-1', '3'])}]",
            lambda: f"{e('strs', depth)}[{self.pick(['0', '-1'])}]",
            lambda: f"{e('str', depth)}.{self.pick(['zfill', 'ljust', 'rjust', 'center'])}({self.random.randint(0, 8)})",
            lambda: f"{e('str', depth)}.{self.pick(['removeprefix', 'removesuffix', 'strip', 'lstrip', 'rstrip'])}({e('str', depth)})",
            lambda: f"{e('named', depth)}.get({e('int', depth)}, {e('str', depth)})",
            lambda: f"{e('pair', depth)}[1]",
            lambda: f"type({any_kind()}).__name__",
            lambda: f"chr({self.pick(['65', '233', '8364', '-1'])})",
            lambda: f"{self.pick(['hex', 'bin', 'oct'])}({e('int', depth)})",
            lambda: f"{e('str', depth)}.partition({e('str', depth)})[{self.pick('012')}]",
        ])()

    def interpolated(self, part):
        """An f-string as 3.8 reads it: no quote of its own kind inside, and no brace at the start."""
        if any(character in part for character in '"\\{'):
            return f"str({part})"
        return f'f"{{{part}}}|"'

    def leaf_name(self, kind=None):
        names = [n for k, all_names in self.locals.items() if k in KINDS and (kind is None or k == kind) for n in all_names]
        if names:
            return self.pick(names)
        return self.literal(kind or "int").replace("'", '"').replace("\\", "") if kind != "str" else '"text"'

    def make_bool(self, depth):
        e = self.expression
        kind = self.pick(["int", "float", "str", "ints", "pair"])
        return self.pick([
            lambda: f"({e(kind, depth)} {self.pick(['<', '<=', '>', '>='])} {e(kind, depth)})",
            lambda: f"({e('int', depth)} {self.pick(['<', '==', '!='])} {e('float', depth)})",
            lambda: f"({self.expression(self.pick(KINDS), depth)} {self.pick(['==', '!='])} {self.expression(self.pick(KINDS), depth)})",
            lambda: f"({e('int', 0)} < {e('int', depth)} <= {e('int', depth)})",
            lambda: f"(not {e(self.pick(KINDS), depth)})",
            lambda: f"({e('bool', depth)} {self.pick(['and', 'or'])} {e('bool', depth)})",
            lambda: f"({e('int', depth)} {self.pick(['in', 'not in'])} {e(self.pick(['ints', 'named', 'intset']), depth)})",
            lambda: f"({e('str', depth)} {self.pick(['in', 'not in'])} {e(self.pick(['str', 'strs', 'table']), depth)})",
            lambda: f"({e(self.pick(['none', 'int', 'ints']), depth)} {self.pick(['is', 'is not'])} None)",
            lambda: f"isinstance({self.expression(self.pick(KINDS), depth)}, {self.pick(['int', 'float', 'str', '(int, float)', 'list', 'torch.Tensor', '(torch.Tensor, int)', 'dict', 'bool', 'tuple'])})",
            lambda: f"{e('str', depth)}.{self.pick(['startswith', 'endswith'])}({e('str', depth)})",
            lambda: f"{e('str', depth)}.{self.pick(['isdigit', 'isalpha', 'isupper', 'islower', 'isspace', 'isalnum', 'isidentifier'])}()",
            lambda: f"{self.pick(['any', 'all'])}(v {self.pick(['>', '<'])} {self.leaf('int')} for v in {e('ints', depth)})",
            lambda: f"bool({self.expression(self.pick(KINDS), depth)})",
            lambda: f"math.{self.pick(['isnan', 'isinf', 'isfinite'])}({e('float', depth)})",
            lambda: f"math.isclose({e('float', depth)}, {e('float', depth)})",
            lambda: f"callable({self.pick(['len', 'math.sin', e('int', depth)])})",
            lambda: f"hasattr({self.expression(self.pick(KINDS), depth)}, {self.pick(['append', 'upper', 'real', 'items'])!r})",
        ])()

    def make_none(self, depth):
        return self.pick([
            lambda: "None",
            lambda: f"{self.expression('table', depth)}.get('missing')",
            lambda: f"{self.expression('ints', depth)}.append({self.expression('int', depth)})",
        ])()

    def make_pair(self, depth):
        e = self.expression
        return f"({e('int', depth)}, {e('str', depth)})"

    def slice(self):
        part = lambda: self.pick(["", "", "0", "1", "2", "-1", "-2", "10"])
        return f"{part()}:{part()}" + (f":{self.pick(['', '1', '2', '-1', '-2'])}" if self.chance(0.3) else "")

    def make_list(self, kind, depth):
        e, item = self.expression, SIZES[kind]
        name = self.fresh("v")
        source, source_kind = self.pick([
            (f"range({self.random.randint(0, 6)})", "int"), (e("ints", depth), "int"), (e("strs", depth), "str"),
            (e("floats", depth), "float"), (f"range({self.random.randint(-3, 3)}, {self.random.randint(0, 9)}, {self.pick([1, 2, 3, -1])})", "int"),
        ])

        def comprehension():
            outer = {k: list(v) for k, v in self.locals.items()}
            self.locals.setdefault(source_kind, []).append(name)
            condition = f" if {e('bool', 1)}" if self.chance(0.3) else ""
            body = e(item, min(depth, 2))
            self.locals = outer
            return f"[{body} for {name} in {source}{condition}]"

        return self.pick([
            lambda: "[" + ", ".join(e(item, depth) for _ in range(self.random.randint(0, 4))) + "]",
            comprehension, comprehension, comprehension,
            lambda: f"({e(kind, depth)} + {e(kind, depth)})",
            lambda: f"({e(kind, depth)} * {self.random.randint(-1, 3)})",
            lambda: f"{e(kind, depth)}[{self.slice()}]",
            lambda: f"sorted({e(kind, depth)}{self.pick(['', ', reverse=True', ', key=lambda v: -v' if item in ('int', 'float') else ', key=len' if item != 'bool' else ''])})",
            lambda: f"list(reversed({e(kind, depth)}))",
            lambda: f"[*{e(kind, depth)}, {e(item, depth)}]",
            lambda: f"list({e(kind, depth)})",
            lambda: f"{e(kind, depth)}.copy()",
            lambda: f"[v for v in {e(kind, depth)} if v]",
            lambda: f"list(filter(None, {e(kind, depth)}))",
        ])()

    def make_ints(self, depth):
        e = self.expression
        return self.pick([lambda: self.make_list("ints", depth)] * 4 + [
            lambda: f"list(range({self.random.randint(0, 9)}))",
            lambda: f"list({e('named', depth)})",
            lambda: f"list({e('table', depth)}.values())",
            lambda: f"[i * v for i, v in enumerate({e('ints', depth)})]",
            lambda: f"[a - b for a, b in zip({e('ints', depth)}, {e('ints', depth)})]",
            lambda: f"list(map(abs, {e('ints', depth)}))",
            lambda: f"list(map(lambda v: v % 5, {e('ints', depth)}))",
            lambda: f"list(itertools.accumulate({e('ints', depth)}))",
            lambda: f"list(itertools.chain({e('ints', depth)}, {e('ints', depth)}))",
            lambda: f"sorted({e('intset', depth)})",
            lambda: f"sorted(set({e('ints', depth)}))",
            lambda: f"[x for row in {e('rows', depth)} for x in row]",
            lambda: f"list(itertools.islice((x for row in {e('rows', depth)} for x in row if {e('bool', 0)}), {self.random.randint(0, 4)}))",
            lambda: f"list(itertools.islice(itertools.count({self.random.randint(-2, 5)}), {self.random.randint(0, 5)}))",
        ])()

    def make_floats(self, depth):
        e = self.expression
        return self.pick([lambda: self.make_list("floats", depth)] * 4 + [
            lambda: f"[v / {self.random.randint(1, 9)} for v in {e('ints', depth)}]",
            lambda: f"[{e('float', 0)} * 0.5 ** i for i in range({self.random.randint(0, 6)})]",
            lambda: f"list(map(float, {e('ints', depth)}))",
        ])()

    def make_strs(self, depth):
        e = self.expression
        return self.pick([lambda: self.make_list("strs", depth)] * 4 + [
            lambda: f"{e('str', depth)}.split({self.pick(['', repr(','), repr(' '), repr(',') + ', 1', 'None', repr('')])})",
            lambda: f"{e('str', depth)}.rsplit({self.pick(['', repr(','), 'None, 1'])})",
            lambda: f"list({e('str', depth)})",
            lambda: f"list({e('table', depth)})",
            lambda: f"[str(v) for v in {e('ints', depth)}]",
            lambda: f"list({e('table', depth)}.keys())",
            lambda: f"{e('str', depth)}.splitlines()",
        ])()

    def make_rows(self, depth):
        e = self.expression
        return self.pick([
            lambda: self.make_list("rows", depth),
            lambda: f"[[a * b for b in range({self.random.randint(0, 3)})] for a in {e('ints', depth)}]",
            lambda: f"[list(t) for t in zip({e('ints', depth)}, {e('ints', depth)})]",
            lambda: f"[list(t) for t in itertools.product(range(2), {e('ints', 0)})]",
        ])()

    def make_table(self, depth):
        e = self.expression
        return self.pick([
            lambda: "{" + ", ".join(f"{e('str', depth)}: {e('int', depth)}" for _ in range(self.random.randint(0, 3))) + "}",
            lambda: f"{{k: len(k) for k in {e('strs', depth)}}}",
            lambda: f"{{**{e('table', depth)}, {e('str', depth)}: {e('int', depth)}}}",
            lambda: f"dict(zip({e('strs', depth)}, {e('ints', depth)}))",
            lambda: f"dict(a={e('int', depth)}, **{e('table', depth)})",
            lambda: f"{{k: v + 1 for k, v in {e('table', depth)}.items()}}",
            lambda: f"({e('table', depth)} | {e('table', depth)})",
            lambda: f"dict({e('table', depth)})",
            lambda: f"dict.fromkeys({e('strs', depth)}, {e('int', depth)})",
            lambda: f"dict(sorted({e('table', depth)}.items()))",
        ])()

    def make_named(self, depth):
        e = self.expression
        return self.pick([
            lambda: "{" + ", ".join(f"{e('int', depth)}: {e('str', depth)}" for _ in range(self.random.randint(0, 3))) + "}",
            lambda: f"dict(enumerate({e('strs', depth)}))",
            lambda: f"{{i: str(i) for i in {e('ints', depth)}}}",
        ])()

    def make_intset(self, depth):
        e = self.expression
        return self.pick([
            lambda: f"set({e('ints', depth)})",
            lambda: f"{{v % 3 for v in {e('ints', depth)}}}",
            lambda: f"({e('intset', depth)} {self.pick('&|-^')} {e('intset', depth)})",
            lambda: f"{e('intset', depth)}.union({e('ints', depth)})",
        ])()

    # Statements

    def declare(self, kind, name):
        for names in self.locals.values():
            if name in names:
                names.remove(name)
        self.locals.setdefault(kind, []).append(name)

    def block(self, count, depth, loop=False):
        """Statements one level deeper; what they declare may never be, so it is forgotten behind them."""
        outer = {k: list(v) for k, v in self.locals.items()}
        self.indent += 1
        before = len(self.lines)
        for _ in range(count):
            self.statement(depth, loop)
        if len(self.lines) == before:
            self.line("pass")
        self.indent -= 1
        self.locals = outer

    def statement(self, depth, loop=False):
        e = self.expression
        choice = self.random.random()
        if self.is_open and self.chance(0.12):
            self.outside(depth, loop)
        elif depth > 0 and self.chance(0.05):
            self.generator_function()
        elif self.chance(0.03):
            self.library()
        elif choice < 0.4 or depth <= 0:
            kind = self.pick(KINDS)
            name = self.pick(NAMES)
            numbers = [n for n in self.locals.get("int", []) if n in NAMES]
            if self.chance(0.2) and numbers:
                name = self.pick(numbers)
                self.line(f"{name} {self.pick(['+=', '-=', '*=', '//=', '%='])} {e('int', 1)}")
            elif self.chance(0.1):
                self.line(f"{name}, *rest = {e('ints', 2)}")
                self.declare("int", name)
                self.declare("ints", "rest")
            else:
                self.line(f"{name} = {e(kind, depth + 1)}")
                self.declare(kind, name)
        elif choice < 0.52:
            self.line(f"if {e('bool', 2)}:")
            self.block(self.random.randint(1, 2), depth - 1, loop)
            if self.chance(0.3):
                self.line(f"elif {e('bool', 1)}:")
                self.block(1, depth - 1, loop)
            if self.chance(0.5):
                self.line("else:")
                self.block(1, depth - 1, loop)
        elif choice < 0.62:
            total = self.pick([n for n in self.locals.get("int", []) if n in NAMES] or [""])
            name = self.fresh("i")
            if self.chance(0.3):
                other = self.fresh("k")
                self.line(f"for {other}, {name} in {e('table', 1)}.items():")
                kinds = [("str", other), ("int", name)]
            else:
                self.line(f"for {name} in {self.pick([f'range({self.random.randint(0, 5)})', e('ints', 1)])}:")
                kinds = [("int", name)]
            outer = {k: list(v) for k, v in self.locals.items()}
            for kind, variable in kinds:
                self.declare(kind, variable)
            if total:
                self.indent += 1
                self.line(f"{total} += {e('int', 1)}")
                self.indent -= 1
            self.block(self.random.randint(1, 2), depth - 1, True)
            self.locals = outer
            if self.chance(0.15):
                self.line("else:")
                self.block(1, 0)
        elif choice < 0.67:
            name = self.fresh("n")
            self.line(f"{name} = 0")
            self.line(f"while {name} < {self.random.randint(0, 6)}:")
            self.indent += 1
            self.line(f"{name} += 1")
            self.indent -= 1
            self.block(1, depth - 1, True)
        elif choice < 0.75:
            self.attempt(depth, loop)
        elif choice < 0.79 and loop:
            self.line(f"if {e('bool', 1)}: {self.pick(['break', 'continue'])}")
        elif choice < 0.83:
            lists = self.locals.get("ints")
            if lists:
                name = self.pick(lists)
                self.line(self.pick([
                    f"{name}.append({e('int', 1)})", f"{name}.extend({e('ints', 1)})", f"{name}[{self.pick(['0', '-1', '1'])}] = {e('int', 1)}",
                    f"{name}.sort()", f"{name}.insert({self.random.randint(-2, 3)}, {e('int', 1)})", f"{name}.pop()", f"{name} += {e('ints', 1)}",
                    f"{name}.reverse()", f"{name}.remove({e('int', 1)})", f"{name}.clear()", f"del {name}[0]", f"{name}[1:2] = {e('ints', 1)}",
                    f"{name}.sort(key=abs, reverse=True)",
                ]))
        elif choice < 0.87:
            tables = self.locals.get("table")
            if tables:
                name = self.pick(tables)
                self.line(self.pick([
                    f"{name}[{e('str', 1)}] = {e('int', 1)}", f"{name}.update({e('table', 1)})", f"{name}.setdefault({e('str', 1)}, {e('int', 1)})",
                    f"{name}.pop({e('str', 1)}, None)", f"{name}.update(a={e('int', 1)})", f"del {name}[{e('str', 0)}]", f"{name}.pop({e('str', 0)})",
                ]))
        elif choice < 0.89:
            self.line(f"assert {e('bool', 1)}, {e('str', 1)}")
        elif choice < 0.92:
            self.line(f"if {e('bool', 1)}:")
            self.indent += 1
            self.line(f"raise {self.pick(EXCEPTIONS)}({self.pick([e('str', 1), e('str', 1), e('int', 1), ''])})")
            self.indent -= 1
        elif choice < 0.95 and self.classes:
            made = self.pick(self.classes)
            name = self.fresh("o")
            self.line(f"{name} = {made.name}({self.arguments(Function('', made.parameters, '', True), 1)})")
            self.locals.setdefault("objects", []).append((name, made))
        elif choice < 0.97:
            self.line(f"with gin.config_scope({self.pick(['s', 't', 's/t'])!r}):")
            self.block(1, 0)
        elif choice < 0.985:
            self.line(f"match {e(self.pick(['int', 'str', 'pair', 'ints']), 1)}:")
            self.indent += 1
            self.line(f"case {self.pick(['0', '1 | 2', repr('a'), '(0, x)', '[a, b]', '[first, *_]', 'int()', 'str() as text', 'None', 'True'])}:")
            self.block(1, 0)
            self.line("case _:")
            self.block(1, 0)
            self.indent -= 1
        else:
            name = self.fresh("inner")
            kind = self.pick(SCALARS)
            self.line(f"def {name}(x, y={self.literal('int')}):")
            self.indent += 1
            outer = {k: list(v) for k, v in self.locals.items()}
            self.declare("int", "x")
            self.declare("int", "y")
            self.line(f"return {e(kind, 2)}")
            self.indent -= 1
            self.locals = outer
            target = self.pick(NAMES)
            self.line(f"{target} = {name}({e('int', 1)})")
            self.declare(kind, target)

    def generator_function(self):
        """A function with `yield`, and names for what some of it gives."""
        e = self.expression
        name = self.fresh("gives")
        kind = self.pick(["int", "float", "str"])
        self.line(f"def {name}(x, seen):")
        self.indent += 1
        outer = {k: list(v) for k, v in self.locals.items()}
        self.declare("int", "x")
        self.declare("ints", "seen")
        self.yields(kind, 2)
        if self.chance(0.3):
            self.line("while True:")
            self.indent += 1
            self.line("x += 1")
            self.line(f"yield {e(kind, 1)}")
            self.indent -= 1
        self.indent -= 1
        self.locals = outer
        made, noted, target = self.fresh("made"), self.fresh("noted"), self.pick(NAMES)
        self.line(f"{noted} = []")
        self.line(f"{made} = {name}({e('int', 1)}, {noted})")
        self.declare("ints", noted)
        self.line(f"{target} = {self.pick([f'next({made}, {e(kind, 0)})', f'next({made})'])}")
        self.declare(kind, target)
        if kind != "bool":
            several = self.pick(NAMES)
            self.line(f"{several} = list(itertools.islice({made}, {self.random.randint(0, 6)}))")
            self.declare(kind + "s", several)

    def yields(self, kind, depth):
        e = self.expression
        before = len(self.lines)
        for _ in range(self.random.randint(1, 3)):
            choice = self.random.random()
            if choice < 0.3:
                self.line(f"yield {e(kind, 1)}")
            elif choice < 0.4:
                self.line(f"yield from {e(kind + 's', 1)}")
            elif choice < 0.5:
                self.line(f"seen.append({e('int', 1)})")
            elif choice < 0.6:
                self.statement(1)
            elif choice < 0.65:
                self.line(f"if {e('bool', 1)}: return")
            elif depth > 0:
                head = self.pick([f"for {self.pick(NAMES)} in {e('ints', 1)}:", f"if {e('bool', 1)}:"])
                self.line(head)
                self.indent += 1
                if head.startswith("for"):
                    self.declare("int", head.split()[1])
                    if self.chance(0.2):
                        self.line(f"if {e('bool', 1)}: {self.pick(['break', 'continue'])}")
                self.yields(kind, depth - 1)
                self.indent -= 1
                if self.chance(0.3):
                    self.line("else:")
                    self.indent += 1
                    self.yields(kind, 0)
                    self.indent -= 1
        if len(self.lines) == before:
            self.line(f"yield {e(kind, 0)}")

    def library(self):
        """What `collections` has, and names for what is in it."""
        e = self.expression
        name, target = self.fresh("kept"), self.pick(NAMES)
        choice = self.random.random()
        if choice < 0.25:
            self.line(f"{name} = collections.OrderedDict({e('table', 1)})")
            self.line(f"{name}[{e('str', 1)}] = {e('int', 1)}")
            self.line(self.pick([f"{name}.move_to_end({e('str', 0)})", f"del {name}[{e('str', 0)}]", f"{name}.update({e('table', 1)})"]))
            self.line(f"{target} = {self.pick([f'list({name}.values())', f'[len(k) for k in {name}]'])}")
            self.declare("ints", target)
        elif choice < 0.5:
            self.line(f"{name} = collections.defaultdict({self.pick(['int', 'lambda: 7'])}, {e('table', 1)})")
            self.line(f"for {self.fresh('k')} in {e('strs', 1)}: {name}[{e('str', 1)}] += {e('int', 1)}")
            self.line(f"{target} = {self.pick([f'dict({name})', f'dict(sorted({name}.items()))'])}")
            self.declare("table", target)
        elif choice < 0.75:
            self.line(f"{name} = collections.Counter({e(self.pick(['str', 'strs', 'table']), 1)})")
            self.line(f"{name}[{e('str', 1)}] {self.pick(['+=', '=', '-='])} {e('int', 1)}")
            self.line(f"{target} = {self.pick([f'dict({name}.most_common({self.random.randint(1, 3)}))', f'dict({name})'])}")
            self.declare("table", target)
        else:
            self.line(f"{name} = collections.namedtuple({name!r}, {self.pick([repr('x, y'), repr(['x', 'y'])])}, defaults=({e('str', 1)},))")
            pair = self.fresh("pair")
            given = self.pick([e("int", 1), f"x={e('int', 1)}", f"{e('int', 1)}, {e('str', 1)}", f"{e('int', 0)}, y={e('str', 1)}"])
            self.line(f"{pair} = {name}({given})")
            self.declare("pair", pair)
            self.line(f"{target} = {self.pick([f'{pair}.y', f'str({pair})', f'{pair}._replace(y={e(chr(115) + chr(116) + chr(114), 1)}).y'])}")
            self.declare("str", target)

    def outside(self, depth, loop):
        """A use of what is not in the workspace; what it hands over may be changed there."""
        e = self.expression
        things = self.locals.setdefault("thing", [])
        handed = lambda: self.pick([e(self.pick(KINDS), 1), self.leaf(self.pick(["ints", "table", "rows", "intset"])),
                                    self.pick([name for name, _ in self.locals.get("objects", [])] or ["3"])])
        source = self.pick(things) if things and self.chance(0.5) else self.pick(["torch.make", "torch.nn.Linear"])
        name = self.fresh("thing")
        choice = self.random.random()
        if choice < 0.4:
            self.line(f"{name} = {source}({handed()}, k={handed()})")
            things.append(name)
        elif choice < 0.5:
            self.line(f"{source}({handed()})")
        elif choice < 0.6 and things:
            self.line(f"{self.pick(NAMES[:4])} = {self.pick(things)}[0] + {handed()}")
        elif choice < 0.7:
            self.line(f"if {self.pick(things) if things else 'torch.flag'}:")
            self.block(self.random.randint(1, 2), depth - 1, loop)
            if self.chance(0.5):
                self.line("else:")
                self.block(1, 0, loop)
        elif choice < 0.78:
            self.line(f"for {self.pick(NAMES)} in torch.make({handed()}):")
            self.block(1, 0, True)
        elif choice < 0.84:
            self.line("with torch.no_grad():")
            self.block(1, 0, loop)
        elif choice < 0.9:
            self.line("try:")
            self.indent += 1
            self.line(f"torch.make({handed()})")
            self.indent -= 1
            self.block(1, 0, loop)
            self.line("except ValueError:")
            self.block(1, 0, loop)
        else:
            self.line(f"{name} = {self.pick(things) if things else 'torch.flag'}.parts")
            things.append(name)

    def attempt(self, depth, loop):
        self.line("try:")
        self.block(self.random.randint(1, 2), depth - 1, loop)
        for _ in range(self.random.randint(1, 2)):
            exception = self.pick(EXCEPTIONS + ["Exception", "(ValueError, KeyError)", "ArithmeticError", "LookupError"])
            if self.chance(0.5):
                self.line(f"except {exception} as error:")
                self.indent += 1
                target = self.pick(NAMES)
                self.line(f"{target} = {self.pick(['str(error)', 'type(error).__name__', 'repr(error)', 'len(error.args)'])}")
                self.indent -= 1
            else:
                self.line(f"except {exception}:")
                self.block(1, 0, loop)
        if self.chance(0.2):
            self.line("else:")
            self.block(1, 0, loop)
        if self.chance(0.2):
            self.line("finally:")
            self.block(1, 0)

    # Definitions

    def parameters(self, count):
        parameters = []
        for name in self.random.sample(NAMES, count):
            kind = self.pick(SCALARS * 2 + ["ints", "floats", "table", "none", "strs"])
            default = self.literal(kind) if parameters and parameters[-1][2] is not None or self.chance(0.7) else None
            parameters.append((name, kind, default))
        return parameters

    @staticmethod
    def signature(parameters):
        return ", ".join(name if default is None else f"{name}={default}" for name, kind, default in parameters)

    def function(self, number):
        is_configurable = self.chance(0.8)
        parameters = self.parameters(self.random.randint(0, 4))
        result = self.pick(KINDS)
        name = f"{'f' if is_configurable else 'helper'}{number}"
        if is_configurable:
            self.line("@gin.configurable")
        extra = self.pick(["", "", "", "", "", "*more", "**options"])
        signature = ", ".join(part for part in [self.signature(parameters), extra] if part)
        self.line(f"def {name}({signature}):")
        self.locals = {kind: list(names) for kind, names in self.globals.items()}
        for parameter, kind, _ in parameters:
            self.declare(kind, parameter)
        if extra == "**options":
            self.declare("table", "options")
        self.indent += 1
        self.body(result)
        self.indent -= 1
        self.line("")
        self.functions.append(Function(name, parameters, result, is_configurable))

    def body(self, result):
        for _ in range(self.random.randint(0, 4)):
            self.statement(2)
        if self.chance(0.05):
            self.line(f"return gin.query_parameter({self.query()!r})")
        self.line(f"return {self.expression(result, 4)}")

    def query(self):
        found = [f for f in self.functions if f.is_configurable and f.parameters]
        if not found or self.chance(0.1):
            return self.pick(["SIZE", "SIZE/macro.value", "nobody.x", "SIZE/gin.macro.value"])
        function = self.pick(found)
        return f"{self.pick(['', '', '', 's/'])}{function.name}.{self.pick(function.parameters)[0]}"

    def make_class(self, number):
        is_configurable = self.chance(0.6)
        name = f"C{number}"
        parameters = self.parameters(self.random.randint(0, 3))
        base = self.pick(self.classes) if self.classes and self.chance(0.4) else None
        is_dataclass = base is None and self.chance(0.3) and all(k in SCALARS + ["none"] for _, k, _ in parameters)
        if is_configurable:
            self.line("@gin.configurable")
        if is_dataclass:
            self.line("@dataclasses.dataclass")
        is_open = self.is_open and base is None and not is_dataclass and self.chance(0.5)
        self.line(f"class {name}{f'({base.name})' if base else '(torch.nn.Module)' if is_open else ''}:")
        self.indent += 1
        attributes = [(parameter, kind) for parameter, kind, _ in parameters]
        self.locals = {kind: list(names) for kind, names in self.globals.items()}
        if self.chance(0.3):
            self.line(f"LIMIT = {self.literal('int')}")
            attributes.append(("LIMIT", "int"))
        if is_dataclass:
            for parameter, kind, default in parameters:
                self.line(f"{parameter}: {'object' if kind == 'none' else kind}" + (f" = {default}" if default else ""))
            if not parameters:
                self.line("pass")
        elif base and self.chance(0.4):
            parameters, attributes = base.parameters, attributes[len(parameters):] + base.attributes
            self.line("pass")
        else:
            self.line(f"def __init__(self, {self.signature(parameters)}):" if parameters else "def __init__(self):")
            self.indent += 1
            for parameter, kind, _ in parameters:
                self.declare(kind, parameter)
            if base:
                self.line(f"super().__init__({self.arguments(Function('', base.parameters, '', True), 1)})")
                attributes += [a for a in base.attributes if a[0] not in [b[0] for b in attributes]]
            if is_open and self.chance(0.8):
                self.line("super().__init__()")
            for parameter, kind, _ in parameters:
                self.line(f"self.{parameter} = {parameter}")
            if self.is_open and self.chance(0.6):
                part = self.pick(["self"] + [f"self.{p}" for p, _, _ in parameters] * 2 + ["3"] * 3)
                self.line(f"self.net{number} = torch.nn.Linear({part}, {self.expression('int', 1)})")
            if is_open and self.chance(0.2):
                self.line("self.register(2)")
            for extra in range(self.random.randint(0, 2)):
                kind = self.pick(KINDS)
                self.line(f"self.made{number}_{extra} = {self.expression(kind, 2)}")
                attributes.append((f"made{number}_{extra}", kind))
            if not parameters:
                self.line("pass")
            self.indent -= 1
        methods = list(base.methods) if base else []
        for method in range(self.random.randint(0, 2)):
            result = self.pick(KINDS)
            inner = self.parameters(self.random.randint(0, 2))
            self.locals = {kind: [f"self.{a}" for a, k in attributes if k == kind] for kind in KINDS}
            for parameter, kind, _ in inner:
                self.declare(kind, parameter)
            if not inner and self.chance(0.3):
                self.line("@property")
                self.line(f"def p{number}_{method}(self):")
                attributes = attributes + [(f"p{number}_{method}", result)]
            else:
                self.line(f"def m{number}_{method}({', '.join(['self', self.signature(inner)]) if inner else 'self'}):")
                methods.append(Function(f"m{number}_{method}", inner, result, False))
            self.indent += 1
            self.statement(1)
            self.line(f"return {self.expression(result, 2)}")
            self.indent -= 1
        self.indent -= 1
        self.line("")
        self.classes.append(Class(name, parameters, attributes, methods, is_configurable))

    # The whole

    def make(self):
        for text in ["import collections", "import dataclasses", "import functools", "import itertools", "import math", "import numpy as np", "import torch", "import gin", ""]:
            self.line(text)
        self.globals = {}
        for _ in range(self.random.randint(0, 2)):
            kind = self.pick(SCALARS + ["ints", "table"])
            name = self.fresh("G")
            self.line(f"{name} = {self.literal(kind)}")
            self.globals.setdefault(kind, []).append(name)
        self.line("")
        for number in range(self.random.randint(2, 4)):
            if self.chance(0.3):
                self.make_class(number)
            else:
                self.function(number)
        self.line("@gin.configurable")
        self.line("def probe(value=None):")
        self.line("    return value")
        return "\n".join(self.lines) + "\n", self.config()

    def config(self):
        """The gin text, and the scopes in which `probe` is called."""
        lines = ["SIZE = 7", f"RATE = {self.literal('float')}", f"s/WIDTH = {self.literal('int')}"]
        called = [f for f in self.functions if f.is_configurable]
        called += [Function(c.name, c.parameters, c.name, True) for c in self.classes if c.is_configurable]
        called.sort(key=lambda f: int("".join(ch for ch in f.name if ch.isdigit())))
        for place, function in enumerate(called):
            for scope in ["", "s/", "p1/", "s/t/"]:
                for name, kind, default in function.parameters:
                    if self.chance(0.35 if scope == "" else 0.12) or (scope == "" and default is None and self.chance(0.97)):
                        lines.append(f"{scope}{function.name}.{name} = {self.bound(kind, called[:place])}")
        scopes = []
        for function in called:
            for value in [f"@{function.name}()", self.pick([f"@s/{function.name}()", f"[1, @{function.name}()]", f"@s/t/{function.name}()",
                                                            f"{{'k': (@{function.name}(), %RATE)}}", f"@{function.name}"])]:
                scopes.append(f"p{len(scopes)}")
                lines.append(f"{scopes[-1]}/probe.value = {value}")
        self.random.shuffle(lines)
        return "\n".join(lines) + "\n", scopes

    def bound(self, kind, before):
        made = [f for f in before if f.result == kind]
        if made and self.chance(0.5):
            function = self.pick(made)
            return f"@{self.pick(['', '', 's/'])}{function.name}()"
        if kind == "int" and self.chance(0.3):
            return self.pick(["%SIZE", "%s/WIDTH"])
        if kind == "float" and self.chance(0.3):
            return "%RATE"
        if kind == "floats" and self.chance(0.3):
            return f"[%RATE, {self.literal('float')}]"
        return self.literal(kind)
