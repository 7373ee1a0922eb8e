// What do configs take over from what they call, and from several bases? `calls=`, `mocks=`, `constructs=`, `Pin`.

enum CalledProjects {
  static let all: [HandwrittenProjects.Project] = [calls, mocks, mockConstructs, declared, pins, bases]

  private static let calls: HandwrittenProjects.Project = (
    [
      "types.py": """
      from typing import List, Optional, Union
      from pconfigs import pconfig, pdefaults, Pinned, pproperty

      SCALE = 2

      def line(x, slope: float = 1.5, offset=0.25, /, *, power: int = 2, names: List[str] = ["a", "b"],
               label: Optional[str] = None, both: Union[int, List[int]] = 3, **rest):
          return [x * power, label]

      def plain(x: float, slope: float = 1.5, offset: float = 0.25, on=True, *more):
          return x * slope + offset

      @pconfig(calls=line)
      class Line:
          pass

      @pconfig(calls=plain)
      class Plain:
          pass

      pdefaults += Plain(slope=4.0)

      @pconfig
      class Plot:
          plain: Plain
          points: int
          values: Pinned[list]

          @pproperty
          def values(self):
              return [self.plain(i) for i in range(self.points)]

      pdefaults += Plot(plain=pdefaults(Plain), points=3, values=Pinned)
      """,
      "runs.py": """
      from PROJECT.types import Line, Plain, Plot

      line = Line()
      other = Line(line, power=5, names=[])
      wrong = None
      plain = Plain(offset=1)
      copy = Plain(plain, on=False)
      plot = Plot()
      more = Plot(plot, plain=Plain(plot.plain, slope=2.0), points=2)
      """,
      "wrong.py": """
      from PROJECT.types import Plain

      config = Plain(x=1)
      """,
      "twice.py": """
      from PROJECT.types import Plot, Plain
      from pconfigs import pconfig, pdefaults, Pinned, pproperty

      @pconfig
      class Twice:
          plain: Plain
          value: Pinned[float]

          @pproperty
          def value(self):
              return self.plain(x=1, slope=2)

      config = Twice(plain=Plain(), value=Pinned)
      """,
    ],
    [
      "runs.line", "runs.other", "runs.plain", "runs.copy", "runs.plot", "runs.more", "wrong.config", "twice.config",
    ]
  )

  private static let mocks: HandwrittenProjects.Project = (
    [
      "library.py": """
      DEPTH = 3

      class Base:
          def __init__(self, x: float, width: int = 8, names: tuple = ("a", 1), rate=1e-3):
              self.x = x

      class Derived(Base):
          pass
      """,
      "types.py": """
      from __future__ import annotations
      from pconfigs import pconfig, pdefaults, Pinned, pproperty
      from PROJECT.library import Base, Derived
      from PROJECT import library

      @pconfig(mocks=Base)
      class BaseConfig:
          pass

      @pconfig(mocks=Derived)
      class DerivedConfig:
          width: Pinned[int]
          extra: str

          @pproperty
          def width(self):
              return len(self.extra)

      @pconfig(mocks=library.Base)
      class Again:
          x: float
      """,
      "runs.py": """
      from PROJECT.types import BaseConfig, DerivedConfig, Again
      from pconfigs import Pinned

      base = BaseConfig(width=2)
      again = Again()
      set = Again(x=2.5)
      derived = DerivedConfig(extra="four")
      """,
    ], ["runs.base", "runs.again", "runs.set", "runs.derived"]
  )

  private static let mockConstructs: HandwrittenProjects.Project = (
    [
      "types.py": """
      from __future__ import annotations
      from pconfigs import pconfig, pconfiged, pdefaults

      class Library:
          def __init__(self, x: float, a: float = 1.0, b: float = 2.0):
              self.x = x

      @pconfiged(mock=True)
      class Thing(Library):
          config: ThingConfig

      @pconfig(constructs=Thing)
      class ThingConfig:
          y: int

      @pconfiged(mock=True)
      class Own(Library):
          config: OwnConfig

          def __init__(self, c: int = 3, d: str = "d"):
              super().__init__(c)

      @pconfig(constructs=Own)
      class OwnConfig:
          pass

      pdefaults += OwnConfig(c=4)
      """,
      "runs.py": """
      from PROJECT.types import OwnConfig, ThingConfig

      thing = ThingConfig(y=10)
      other = ThingConfig(thing, a=0.5)
      own = OwnConfig()
      """,
    ], ["runs.thing", "runs.other", "runs.own"]
  )

  /// What the class itself declares stands where the signature has it, and its default is the signature's.
  private static let declared: HandwrittenProjects.Project = (
    [
      "code.py": """
      LIMIT = 7

      def f(a, b=LIMIT * 2, c: "int" = 3, d={"k": 1}):
          return a
      """,
      "types.py": """
      from __future__ import annotations
      from pconfigs import pconfig, pdefaults, pinputs, pproperty, Pinned
      from PROJECT.code import f

      @pconfig(calls=f)
      class F:
          own: int
          b: float
          d: dict
          a: int
          twice: Pinned[int]

          @pproperty
          def twice(self):
              return pinputs(self).twice + self.c * 2
      """,
      "runs.py": """
      from PROJECT.types import F

      first = F()
      second = F(first, a=1, own=2)
      third = F(second, twice=5)
      """,
    ], ["runs.first", "runs.second", "runs.third"]
  )

  private static let pins: HandwrittenProjects.Project = (
    [
      "types.py": """
      from pconfigs import pconfig, pdefaults, Pin, Pinned, pinputs, pproperty

      @pconfig
      class T:
          a: int
          b: Pinned[int]
          c: Pinned[int]
          d: int

          @pproperty
          def c(self):
              return pinputs(self).c + self.a

          @pproperty
          def d(self):
              return pinputs(self).d * 2

      pdefaults += T(a=1, b=Pin(5), c=Pin(7), d=Pin(3))
      """,
      "runs.py": """
      from PROJECT.types import T
      from pconfigs import Pin

      first = T()
      second = T(first, a=Pin(10))
      third = T(second, b=Pin(second.b + 1), d=4)
      """,
      "wrong.py": """
      from PROJECT.types import T

      config = T(b=3)
      """,
    ], ["runs.first", "runs.second", "runs.third", "wrong.config"]
  )

  private static let bases: HandwrittenProjects.Project = (
    [
      "types.py": """
      from pconfigs import pconfig, pdefaults, Pinned, pproperty

      @pconfig
      class A:
          a: int
          shared: int

      pdefaults += A(a=1, shared=10)

      @pconfig
      class B(A):
          b: int

      pdefaults += B(b=2, shared=20)

      @pconfig
      class C(A):
          c: int
          shared: float

      pdefaults += C(c=3, shared=30.5)

      @pconfig
      class D(B, C):
          d: int

      @pconfig
      class E(C, B):
          e: Pinned[int]

          @pproperty
          def e(self):
              return self.a + self.b + self.c

      @pconfig
      class X:
          x: int

      pdefaults += X(x=7)

      @pconfig
      class Y(X, A):
          pass
      """,
      "runs.py": """
      from PROJECT.types import A, B, C, D, E, X, Y
      from pconfigs import Pinned

      d = D(d=4)
      fromc = D(C(c=9), d=1)
      fromb = D(B(b=9), C(c=8), d=1)
      e = E(e=Pinned)
      y = Y()
      z = Y(X(x=1), A(a=5))
      """,
    ], ["runs.d", "runs.fromc", "runs.fromb", "runs.e", "runs.y", "runs.z"]
  )
}
