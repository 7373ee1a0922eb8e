// Which Python is compared with CPython? Functions as configs call them, without parameters, one behaviour each.

enum PythonCorpus {
  static let source = #"""
    import collections
    import dataclasses
    import functools
    import itertools
    import math
    from math import pi, cos

    WIDTH = 3
    SIZES = [8 * 2 ** i for i in range(4)]

    def helper(n, scale=2):
        return n * scale

    def f_cosine():
        base, ratio, steps = 1e-3, 0.1, 6
        low = base * ratio
        return [low + (base - low) * 0.5 * (1 + math.cos(math.pi * s / max(1, steps - 1))) for s in range(steps)]

    def f_imported(): return cos(pi / 3)
    def f_globals(): return [WIDTH, SIZES, helper(WIDTH), helper(2, scale=5)]
    def f_floor(): return [7 // 2, -7 // 2, 7 // -2, -7 % 3, 7 % -3, 7.5 // 2, -7.5 // 2, -7.5 % 2, 7.5 % -2, 1e300 // 1e-300 if False else 0]
    def f_true_division(): return [7 / 2, 6 / 3, -1 / 3, 1 / 3 * 3, 0 / -1, 0 / -4611686018427387904, 0 / 4611686018427387904, 2**200 / -3**100]
    def f_power(): return [2 ** 10, 2 ** -2, 2.0 ** 0.5, (-2) ** 3, 0 ** 0, 10 ** 18, (-1) ** 1001]
    def f_imports_inside():
        import copy
        import math as m
        from itertools import count
        from math import floor, pi
        a = [1]
        b = copy.copy(a)
        b.append(m.ceil(pi) + floor(2.5) + next(count(4)))
        return [a, b]
    def f_removed_entries():
        table = {i: str(i) for i in range(40)}
        for i in range(30): del table[i]
        table[5] = 'new'
        numbers = set(range(40))
        for i in range(35): numbers.remove(i)
        numbers.discard(36)
        return [table, table.popitem(), list(table)[:2], list(table.items())[-1], sorted(numbers), next(iter(table))]
    def f_positions():
        text = 'häß häß_haß'
        return [text.find('ß'), text.rfind('ß'), text.find('aß'), text.rfind('hä'), text.count('h'), text[4], text[-3:], text[2:5], text[::3], len(text),
                text.split('hä'), text.rsplit('h', 1), text.replace('ä', 'ae'), 'aaaa'.count('aa'), 'aaab'.find('aab'), 'abcabd'.rfind('ab'), ''.find(''), 'abc'.rfind(''), 'x' in '']
    def f_round(): return [round(0.5), round(1.5), round(-2.5), round(2.675, 2), round(1e-7, 6), round(3), round(0.15, 1)]
    def f_int(): return [int(3.9), int(-3.9), int(True), float(3), bool(0), bool([]), bool('a'), bool(0.0)]
    def f_chain():
        x = 5
        return [1 < x < 10, 1 < x > 7, x == 5.0 == 5, not x > 3]
    def f_bool_values(): return [0 or 'a', 1 and 2, None or 0, [] and 1, 1 and 0 or 7]
    def f_slices():
        a = [0, 1, 2, 3, 4, 5]
        return [a[1:3], a[:-1], a[::-1], a[4:1:-2], a[-3:], a[10:], a[-100:2], 'hello'[1:4], (1, 2, 3)[:2], a[::2]]
    def f_negative_index(): return [[1, 2, 3][-1], 'abc'[-2], (1, 2)[0], list(range(10))[-3]]
    def f_alias():
        a = [1]
        b = a
        b.append(2)
        c = a[:]
        c.append(3)
        a += [9]
        return [a, b, c]
    def f_default_is_made_once():
        def add(x, seen=[]):
            seen.append(x)
            return list(seen)
        return [add(1), add(2)]
    def f_closure():
        n = 3
        def times(x): return x * n
        n = 4
        return [times(2), (lambda y: y + n)(1)]
    def f_loop():
        total, i = 0, 0
        while True:
            i += 1
            if i % 2: continue
            if i > 10: break
            total += i
        else:
            total = -1
        for j in range(3): pass
        else:
            total += 100
        return [total, i, j]
    def f_unpack():
        a, (b, c) = 1, (2, 3)
        x, y = y0, x0 = 4, 5
        return [a, b, c, x, y, y0, x0]
    def f_comprehensions():
        return [[x * y for x in range(3) for y in range(x)], {k: v for k, v in zip('ab', (1, 2))}, sum(x for x in range(5)), [x for x in range(10) if x % 3 == 0 if x]]
    def f_scope_of_comprehension():
        x = 'outer'
        y = [x for x in range(3)]
        return [x, y]
    def f_walrus(): return [y := 3, y + 1]
    def f_conditional(): return ['a' if WIDTH > 2 else 'b', 'c' if not WIDTH else 'd']
    def f_strings(): return ['a' + 'b' * 3, ','.join(['x', 'y']), 'abc'.upper(), 'Hello'.lower(), 'lr' in 'schedule_lr', 'model'.startswith('mo'), 'x'.endswith('y'), len('héllo')]
    def f_fstring():
        lr = 1e-5
        return [f'lr={lr} w={WIDTH!r} s={"x"!r} {[1, 2.0]}', f'{3 * 2}{{}}']
    def f_repr(): return [str(1e16), str(123456789012345680.0), repr(1e-5), str(0.1 + 0.2), str([1.0, 'a', None, (1,)]), str({'a': True}), repr("it's")]
    def f_minmax(): return [min(3, 1.0, 2), max([1, 5, 3]), max('b', 'a'), min((2, 1), (1, 9)) if False else 0, max(1, True)]
    def f_sorted(): return [sorted([3, 1, 2]), sorted('bca'), sorted([1, 3, 2], reverse=True), sorted([1, 1.0, True])]
    def f_enumerate(): return [list(enumerate('ab')), list(enumerate([5], 3)), list(zip([1, 2, 3], 'ab')), list(map(helper, [1, 2])), list(filter(None is None and (lambda v: v > 1), [1, 2, 3])), list(reversed([1, 2]))]
    def f_any(): return [any([0, '', 3]), all([1, 0]), any([]), all([]), divmod(-7, 3), divmod(7.5, 2), abs(-3), abs(-2.5), pow(2, 5)]
    def f_dict():
        d = {'a': 1, 1: 'x'}
        d['b'] = 2
        d[1.0] = 'y'
        return [d, d['a'], d.get('z'), d.get('z', 0), list(d.keys()), list(d.items()), 'a' in d, len(d)]
    def f_math(): return [math.floor(-2.5), math.ceil(2.1), math.sqrt(2), math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.exp(1), math.pow(2, 0.5), math.fabs(-1), math.tanh(0.5), math.e, math.inf, -math.inf, math.sin(1), math.tan(1)]
    def f_in(): return [2 in [1, 2], 2.0 in (1, 2), 'b' not in 'abc', 3 in range(5), None is None, [] is not None]
    def f_bits(): return [5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 10, -9 >> 1, True + True]
    def f_compare(): return [1 == True, 1.0 == 1, 'a' < 'b', 'Z' < 'a', [1, 2] == [1, 2], (1,) == [1], 'a' == 1, 2 ** 53 == 2.0 ** 53]
    def f_insert():
        a = [1, 2]
        a.insert(0, 0)
        a.insert(-1, 9)
        a.insert(100, 7)
        b = a.pop()
        a.extend((3, 4))
        a.reverse()
        a[0] = 'z'
        a[-1] += 5
        return [a, b, a.copy()]
    def f_none():
        def nothing(): pass
        return [nothing(), None]
    def f_recursion():
        def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
        return fib(12)
    def f_warmup():
        def rate(step, warmup=4, peak=1e-2):
            if step < warmup:
                return peak * (step + 1) / warmup
            return peak * warmup ** 0.5 / (step + 1) ** 0.5
        return [rate(s) for s in range(8)]
    def f_staircase(): return [0.1 * 0.5 ** (s // 3) for s in range(9)]
    def f_sum(): return [sum([1, 2, 3]), sum([0.5, 0.25]), sum([], 5), sum([True, 2])]

    def e_value():
        if WIDTH < 5:
            raise ValueError(f'width {WIDTH} is too small')
    def e_bare(): raise RuntimeError
    def e_assert():
        assert WIDTH == 4, 'four'
    def e_zero(): return 1 / (WIDTH - 3)
    def e_zero_int(): return 1 // (WIDTH - 3)
    def e_modulo(): return 1 % (WIDTH - 3)
    def e_float(): return 1.5 / (WIDTH - 3)
    def e_index(): return [1, 2][WIDTH]
    def e_index_of_tuple(): return (1, 2)[WIDTH]
    def e_index_of_string(): return 'ab'[WIDTH]
    def e_key(): return {'a': 1}['b']
    def e_domain(): return math.sqrt(-WIDTH)
    def e_log(): return math.log(0)
    def e_range_error(): return math.exp(1000)
    def e_overflow(): return 10.0 ** 1000
    def e_empty(): return max([])
    def e_step(): return list(range(0, 5, 0))
    def e_nan(): return int(float(math.nan))
    def e_infinity(): return round(math.inf)
    def e_pop(): return [].pop()
    def e_unhashable(): return {[1]: 2}
    def e_iterate():
        for x in 3: pass
    def e_call(): return WIDTH(1)
    def e_power(): return 0 ** -1
    def e_slice(): return [1][::0]
    def e_join(): return ','.join(['a', 1])
    def e_not_implemented(): raise NotImplementedError('later')

    def f_big(): return [2 ** 64, 9223372036854775807 + 1, -(2 ** 63) // -1, 10 ** 30 % 7, -7 ** 41 // 10 ** 9, 2 ** 200 / 3 ** 100, float(2 ** 70 + 1), int(1e25), hash(5), round(12345678901234567890, -3), (1 << 80) >> 75, ~(1 << 64), -(1 << 70) & 255, 10 ** 25 == 1e25, 3 ** 50 > 1e24]
    def f_try():
        found = []
        def run(f):
            try:
                found.append(f())
            except ZeroDivisionError as error:
                found.append(str(error))
            except (KeyError, IndexError) as error:
                found.append((type(error).__name__, error.args))
            else:
                found.append('else')
            finally:
                found.append('finally')
        run(lambda: 1 / 0)
        run(lambda: {}['a'])
        run(lambda: [][1])
        run(lambda: 5)
        return found
    def f_raise_again():
        try:
            try:
                raise ValueError('a', 1)
            except ValueError:
                raise
        except Exception as error:
            return [repr(error), str(error), error.args]
    def f_format(): return [f'{1.5:.3f}', f'{1234567.891:,.1f}', f'{42:08b}', f'{"a":>5}|{"b":*^5}', '{:>6}|{x!r}'.format('ab', x='y'), '%5.1f|%-4d|%s' % (2.25, 7, None), f'{3.0}', f'{1e10:.3}', f'{0.00001234:.3}', f'{12:.3}', f'{True:>3}', f'{-5:+}', f'{255:#x}', f'{0.5:%}']
    def f_sets(): return [sorted({3, 1, 2} | {5}), len({1, 1.0, True}), {1} <= {1, 2}, 3 in {3}, sorted({1, 2, 3} - {2}), {7}]
    def f_arguments():
        def f(a, *rest, k=1, **options): return [a, rest, k, options]
        return [f(1, 2, 3, k=4, z=5), f(*[1, 2], **{'q': 9}), f(a=3)]
    def f_nonlocal():
        count = 0
        def tick():
            nonlocal count
            count += 1
            return count
        return [tick(), tick(), count]
    def f_iterators():
        it = iter([1, 2, 3])
        return [next(it), list(it), next(it, 'end'), list(map(str.upper, ['a', 'b'])), [x for x in zip(range(2), 'ab')], sum(x * x for x in range(4)), max(['aa', 'b'], key=len), sorted({'b': 1, 'a': 2}.items(), key=lambda p: p[1]), dict.fromkeys('ab', 0)]
    class Shape:
        SIDES = 0
        def __init__(self, width, height=2):
            self.width, self.height = width, height
            self.area = width * height
        @property
        def double(self): return self.area * 2
        @staticmethod
        def make(n): return Square(n)
        @classmethod
        def kind(cls): return cls.__name__
        def __repr__(self): return f'Shape({self.width})'
        def __eq__(self, other): return self.area == other.area
        def __len__(self): return self.SIDES
    class Square(Shape):
        SIDES = 4
        def __init__(self, side): super().__init__(side, side)
    def f_classes():
        s = Square(3)
        return [str([s]), s.area, s.double, len(s), s.kind(), Shape.make(5).width, s == Shape(9, 1), isinstance(s, Shape), getattr(s, 'nothing', None), hasattr(s, 'double'), type(s).__name__]
    def e_attribute(): return Square(1).nothing
    def e_missing(): return Square()
    def e_too_many(): return Square(1, 2)
    def e_unexpected(): return helper(1, wrong=2)
    def e_unpack():
        a, b = [1, 2, 3]
    def e_operands(): return 1 + 'a'
    def e_concatenate(): return 'a' + 1
    def e_order(): return [1] < 2
    def e_subscript(): return 5[0]
    def e_format(): return f'{"a":d}'
    def e_next(): return next(iter([]))
    def e_key_after_values(): return {[]: 1, 'b': 1 // 0}
    def e_pop_of_nothing(): return {}.pop([])
    def e_reduce(): return functools.reduce(max, 5)
    @dataclasses.dataclass(order=True)
    class Version:
        major: int = 0
        minor: int = 0

    @dataclasses.dataclass
    class Point:
        x: int = 0

    def f_ordered_dataclasses():
        ordered = sorted([Version(2, 1), Version(1, 5), Version(2, 0)])
        return [[(v.major, v.minor) for v in ordered], Version(1, 2) < Version(1, 3), Version(1) >= Version(1, 1), max(ordered).minor]
    def f_nested_format():
        width, digits = 9, 3
        return [f'{3.14159:{width}.{digits}f}|', f'{"a":>{width}}', f"{'b':{'<'}{width - 4}}|", f'{2:{"0"}{digits}d}']
    def e_unordered_dataclass(): return Point(1) < Point(2)
    def e_custom():
        class Mine(ValueError): pass
        raise Mine('mine')

    def u_float_sum(): return sum([0.1] * 10)
    def u_set_order(): return list({1, 2, 3})
    def u_identity(): return 'a' * 1000 is 'a' * 1000
    def u_open(): return open('x')
    def u_yield_in_try():
        def numbers():
            try: yield 1
            finally: pass
        return list(numbers())
    def u_sent():
        def numbers():
            [(yield 1)]
        return list(numbers())
    def u_unknown(): return unknown_name
    def warm_up(peak, steps):
        for step in range(steps): yield peak * (step + 1) / steps
        while True:
            yield peak
            peak *= 0.5
    def f_generator():
        return [list(itertools.islice(warm_up(1e-3, 3), 6)), [next(warm_up(1.0, 2)) for _ in range(2)]]
    def f_generator_order():
        seen = []
        def numbers(n):
            seen.append('begins')
            for i in range(n):
                if i == 1: continue
                seen.append(i)
                got = yield i * 10
                seen.append(got)
                if i == 3: return
            else: yield 'else'
            seen.append('ends')
        made = numbers(3)
        seen.append('made')
        for number in made: seen.append(number)
        return [seen, list(numbers(9)), sum(numbers(0), 5) if False else 0, list(made)]
    def f_generator_from():
        def inner():
            yield 1
            yield from [2, 3]
            return 4
        def outer():
            yield from inner()
            yield from (x * 2 for x in inner())
            n = 0
            while n < 2:
                n += 1
                if n == 2: break
                yield n, 'n'
            else: yield 'not here'
            yield
        return list(outer())
    def f_generator_method():
        class Schedule:
            def __init__(self, rates): self.rates = rates
            def __iter__(self):
                for rate in self.rates: yield rate / 2
        return [list(Schedule([1, 2])), max(Schedule([3, 8])), dict(enumerate(Schedule([5])))]
    def f_generator_errors():
        def fails():
            yield 1
            raise ValueError('over')
        made, seen = fails(), []
        try:
            for item in made: seen.append(item)
        except ValueError as error: seen.append(str(error))
        def stops():
            yield 1
            raise StopIteration('early')
        try: list(stops())
        except RuntimeError as error: seen.append(str(error))
        try: list(next(iter([])) for _ in range(2))
        except RuntimeError as error: seen.append(str(error))
        return [seen, next(made, 'nothing')]
    def f_lazy_expressions():
        seen = []
        def note(x):
            seen.append(x)
            return x
        made = (1 / note(x) for row in [[1, 2], [0]] for x in row if note(x) < 5)
        return [next(made), next(made), list(seen), next((a, b) for a in range(3) for b in itertools.count() if a + b > 3)]
    def e_generator_error():
        def divided(n):
            while True:
                yield 1 / n
                n -= 1
        return list(divided(2))
    def f_ordered():
        table = collections.OrderedDict([('b', 1), ('a', 2)], c=3)
        table['b'] = 5
        table.move_to_end('a')
        return [list(table.items()), list(table), dict(table), len(table), table == {'a': 2, 'b': 5, 'c': 3},
                table == collections.OrderedDict(a=2, b=5, c=3), isinstance(table, dict), isinstance(table, collections.OrderedDict),
                isinstance({}, collections.OrderedDict), {**table}, table.get('z', 1), 'a' in table]
    def f_defaults():
        groups, counts = collections.defaultdict(list), collections.defaultdict(lambda: 10, {'x': 1})
        for number in range(5): groups[number % 2].append(number)
        counts['x'] += 1
        counts['y'] += 1
        return [dict(groups), dict(counts), groups.get(7), 7 in groups, collections.defaultdict(int)['a'], sorted(counts)]
    def e_defaults(): return collections.defaultdict(None, a=1)['b']
    def e_factory(): return collections.defaultdict(3)
    def e_ordered(): return collections.OrderedDict(a=1)['b']
    def f_counter():
        counts = collections.Counter('abracadabra')
        counts['z'] += 2
        del counts['nothing']
        return [counts.most_common(2), counts.most_common(), counts['none'], dict(counts), sum(counts.values()), max(counts, key=counts.get),
                collections.Counter({'a': 2})['a'], list(collections.Counter([3, 1, 3]).items())]
    def f_named():
        Point = collections.namedtuple('Point', ['x', 'y', 'z'], defaults=[0.5])
        Pair = collections.namedtuple('Pair', 'left, right')
        point = Point(1, y=2)
        x, *rest = point
        return [point.x, point[1], point.z, x, rest, len(point), list(point), point == (1, 2, 0.5), point + (3,), str(point),
                f'{Pair(point, None)}', dict(point._asdict()), point._replace(y=7)[1], point._fields, isinstance(point, tuple),
                isinstance(point, Point), isinstance((1, 2), Pair), sorted([Pair(2, 'a'), Pair(1, 'b')])[0].right, {point: 1}[(1, 2, 0.5)],
                max(Pair(1, 2), Pair(1, 3)).right, tuple(point), point[1:], hasattr(point, 'w'), point.index(2)]
    def e_named(): return collections.namedtuple('Point', 'x y')(1)
    def e_named_more(): return collections.namedtuple('Point', 'x y')(1, 2, 3)
    def e_named_other(): return collections.namedtuple('Point', 'x y')(1, 2, z=3)
    def e_named_attribute(): return collections.namedtuple('Point', 'x y')(1, 2).z
    def u_ordered_text(): return str(collections.OrderedDict(a=1))
    def u_counters(): return collections.Counter('a') + collections.Counter('b')
    def u_missing_attribute():
        import os
        try: os.nobody
        except AttributeError: return False
        return True
    def u_missing_module():
        try: import nobody
        except Exception: return False
        return True
    def u_missing_member():
        try:
            from os import nobody
            return True
        except (ValueError, ImportError): return False
    def u_has_attribute():
        import os
        return hasattr(os, 'nobody')
    def f_attribute_outside_of_handlers():
        import os
        try:
            separator = os.sep
            return 3
        except ValueError: return 4
    def u_with():
        with open('x'): return 1
    """#

  static let names = source.split(separator: "\n").compactMap { line -> String? in
    guard line.hasPrefix("def "), let end = line.firstIndex(of: "(") else { return nil }
    let name = String(line[line.index(line.startIndex, offsetBy: 4)..<end])
    return ["f_", "e_", "u_"].contains(where: name.hasPrefix) ? name : nil
  }
}
