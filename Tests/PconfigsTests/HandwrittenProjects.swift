// Which projects are compared with pconfigs? Each shows one thing that pconfigs does, as its users write it.

enum HandwrittenProjects {
  static let all: [PythonProject] = projects.enumerated().map { number, project in
    PythonProject(name: "hand\(number)", files: project.files, experiments: project.experiments)
  }

  typealias Project = (files: [String: String], experiments: [String])

  private static let projects: [Project] =
    [
      trainer, nested, inheritance, corrected, enums, parents, defaultsOfAncestors, aliases, openInputs, helpers,
    ] + FailingProjects.all + [replacedWhole, order, functionsAsValues, values] + CalledProjects.all

  static let trainerModule = """
    from __future__ import annotations
    import math
    from pconfigs import pconfig, pconfiged, pdefaults
    from pconfigs.pinnable import Pinned, pproperty

    @pconfiged(runnable=True)
    class Trainer:
        config: TrainerConfig

        def main(self, *args, **kwargs):
            print(self.config.steps)

    @pconfig(constructs=Trainer)
    class TrainerConfig:
        steps: int
        base_lr: float
        total_steps: int
        min_lr_ratio: float
        grad_accum_steps: int
        num_devices: int
        effective_batch_size: Pinned[int]
        lr_schedule: Pinned[list[float]]

        @pproperty
        def effective_batch_size(self) -> int:
            return self.grad_accum_steps * self.num_devices

        @pproperty
        def lr_schedule(self) -> list[float]:
            if self.total_steps <= 0 or not 0.0 <= self.min_lr_ratio <= 1.0:
                raise ValueError("total_steps and min_lr_ratio do not fit")
            low = self.base_lr * self.min_lr_ratio
            last = max(1, self.total_steps - 1)
            return [
                low + (self.base_lr - low) * 0.5 * (1.0 + math.cos(math.pi * step / last))
                for step in range(self.total_steps)
            ]

    pdefaults += TrainerConfig(
        steps=3, base_lr=3e-4, total_steps=6, min_lr_ratio=0.1, grad_accum_steps=4, num_devices=2,
        effective_batch_size=Pinned, lr_schedule=Pinned,
    )
    """

  private static let trainer: Project = (
    [
      "trainer.py": trainerModule,
      "first.py": """
      from PROJECT.trainer import TrainerConfig

      config = TrainerConfig(steps=4, base_lr=5e-4)
      """,
      "second.py": """
      from PROJECT.first import config as first_expr
      from PROJECT.trainer import TrainerConfig

      config = TrainerConfig(first_expr, base_lr=1e-3, steps=len(first_expr.lr_schedule) - 1)
      third = TrainerConfig(config, total_steps=3, num_devices=config.effective_batch_size // 3)
      """,
    ], ["first.config", "second.config", "second.third"]
  )

  private static let nested: Project = (
    [
      "types.py": """
      from pconfigs import pconfig, pdefaults, Pinned, pproperty

      @pconfig
      class Optimizer:
          lr: float
          betas: tuple
          warmup: int

      pdefaults += Optimizer(lr=0.1, betas=(0.9, 0.999), warmup=10)

      @pconfig
      class Model:
          width: int
          depth: int
          parameters: Pinned[int]

          @pproperty
          def parameters(self) -> int:
              return self.width * self.width * self.depth

      pdefaults += Model(width=16, depth=2, parameters=Pinned)

      @pconfig
      class Run:
          name: str
          optimizer: Optimizer
          model: Model
          lr_per_width: Pinned[float]

          @pproperty
          def lr_per_width(self) -> float:
              return self.optimizer.lr / self.model.width

      pdefaults += Run(
          name="base", optimizer=pdefaults(Optimizer), model=Model(depth=3), lr_per_width=Pinned)
      """,
      "runs.py": """
      from PROJECT.types import Model, Optimizer, Run

      base = Run()
      wide = Run(base, name="wide", model=Model(base.model, width=base.model.width * 4))
      slow = Run(wide, optimizer=Optimizer(wide.optimizer, lr=wide.optimizer.lr / 10))
      deep = Run(slow, name=f"{slow.name}-deep", model=Model(slow.model, depth=slow.model.depth + 1))
      """,
    ], ["runs.base", "runs.wide", "runs.slow", "runs.deep"]
  )

  private static let inheritance: Project = (
    [
      "types.py": """
      from pconfigs import pconfig, pdefaults, Pinned, pproperty

      @pconfig
      class Base:
          a: int
          b: int
          total: Pinned[int]

          @pproperty
          def total(self) -> int:
              return self.a + self.b

          def scaled(self, factor: int = 2) -> int:
              return self.total * factor

      pdefaults += Base(a=1, b=2, total=Pinned)

      @pconfig
      class Derived(Base):
          c: float
          product: Pinned[float]

          @pproperty
          def product(self) -> float:
              return self.scaled() * self.c

      pdefaults += Derived(c=0.5, product=Pinned)

      @pconfig
      class Other(Derived):
          @pproperty
          def total(self) -> int:
              return self.a * 100 + self.b

      pdefaults += Other(a=7)
      """,
      "runs.py": """
      from PROJECT.types import Base, Derived, Other

      base = Base(b=5)
      derived = Derived(base, c=1.5)
      other = Other(derived, b=9)
      other_plain = Other()
      """,
    ], ["runs.base", "runs.derived", "runs.other", "runs.other_plain"]
  )

  private static let corrected: Project = (
    [
      "types.py": """
      from pconfigs import pconfig, pdefaults, pinputs, pproperty

      @pconfig
      class Line:
          m: float
          b: float

          @pproperty
          def m(self) -> float:
              return 2 * self.b

      @pconfig
      class Vehicle:
          make: str
          speed: float

          @pproperty
          def speed(self) -> float:
              return max(0, pinputs(self).speed)

      pdefaults += Vehicle(make="BMW", speed=80)
      """,
      "runs.py": """
      from PROJECT.types import Line, Vehicle

      line = Line(m=1.0, b=1.0)
      negative = Vehicle(speed=-1)
      inherited = Vehicle(negative, make="VW")
      plain = Vehicle()
      """,
    ], ["runs.line", "runs.negative", "runs.inherited", "runs.plain"]
  )

  private static let enums: Project = (
    [
      "runs.py": """
      from enum import Enum
      from pconfigs import pconfig, pdefaults, penum, Pinned, pproperty

      @penum
      class Color:
          red = "red"
          blue = "blue"

      class Size(Enum):
          SMALL = 1
          LARGE = 2

      @pconfig
      class Paint:
          color: Color
          size: Size
          coats: int
          label: Pinned[str]

          @pproperty
          def label(self) -> str:
              return "warm" if self.color == Color.red else "cold"

      pdefaults += Paint(color=Color.red, size=Size.SMALL, coats=2, label=Pinned)

      first = Paint()
      second = Paint(first, color=Color.blue, size=Size.LARGE)
      """
    ], ["runs.first", "runs.second"]
  )

  private static let parents: Project = (
    [
      "runs.py": """
      from pconfigs import pconfig, pdefaults

      @pconfig
      class C:
          x: int
          y: int
          z: int

      pdefaults += C(x=0, y=0, z=0)

      a = C(x=1)
      b = C(x=2, y=2)
      both = C(a, b)
      other = C(b, a, z=3)
      """
    ], ["runs.both", "runs.other"]
  )

  private static let defaultsOfAncestors: Project = (
    [
      "runs.py": """
      from pconfigs import pconfig, pdefaults

      @pconfig
      class Root:
          a: int
          b: int

      pdefaults += Root(a=1, b=2)

      @pconfig
      class Middle(Root):
          c: int

      @pconfig
      class Leaf(Middle):
          d: int

      leaf = Leaf(c=3, d=4)
      lowered = Leaf(leaf, a=9)
      """
    ], ["runs.leaf", "runs.lowered"]
  )

  private static let aliases: Project = (
    [
      "trainer.py": trainerModule, "__init__.py": "", "lib/__init__.py": "from PROJECT.trainer import TrainerConfig\n",
      "runs.py": """
      import PROJECT.trainer as t
      from .lib import TrainerConfig as TC
      from . import trainer

      a = t.TrainerConfig(steps=7)
      b = TC(a, base_lr=a.base_lr * 2)
      c = trainer.TrainerConfig(b, steps=b.steps + 1)
      """,
    ], ["runs.a", "runs.b", "runs.c"]
  )

  private static let openInputs: Project = (
    [
      "runs.py": """
      from pconfigs import pconfig, pdefaults, Pinned, pproperty, Required

      @pconfig
      class C:
          a: int
          b: int
          total: Pinned[int]

          @pproperty
          def total(self) -> int:
              return self.a + self.b

      pdefaults += C(a=Required, b=2, total=Pinned)

      open = C()
      closed = C(a=1)
      """
    ], ["runs.open", "runs.closed"]
  )

  private static let helpers: Project = (
    [
      "maths.py": """
      import math

      SCALE = 3

      def schedule(base, steps, *, power=1.0):
          return [base * (1 - step / steps) ** power for step in range(steps)]

      def warm(values, count):
          result = []
          for index, value in enumerate(values):
              if index < count:
                  result.append(value * (index + 1) / count)
              else:
                  result.append(value)
          return result
      """,
      "runs.py": """
      from pconfigs import pconfig, pdefaults, Pinned, pproperty
      from PROJECT import maths
      from PROJECT.maths import SCALE, schedule, warm

      @pconfig
      class C:
          base: float
          steps: int
          values: Pinned[list]
          area: Pinned[float]

          @property
          def half(self):
              return self.base / 2

          @staticmethod
          def double(value):
              return value * 2

          @pproperty
          def values(self):
              return warm(schedule(self.base, self.steps, power=2.0), self.steps // 2)

          @pproperty
          def area(self):
              return sum([int(value * 100) for value in self.values]) * SCALE + self.double(self.half)

      pdefaults += C(base=0.5, steps=4, values=Pinned, area=Pinned)

      first = C()
      second = C(first, steps=first.steps * maths.SCALE, base=min(first.values[:2]) + 1)
      """,
    ], ["runs.first", "runs.second"]
  )

  private static let replacedWhole: Project = (
    [
      "runs.py": """
      from pconfigs import pconfig, pdefaults

      @pconfig
      class Opt:
          lr: float
          decay: float

      pdefaults += Opt(lr=0.1, decay=0.0)

      @pconfig
      class C:
          opt: Opt
          seed: int

      pdefaults += C(opt=Opt(), seed=1)

      first = C(opt=Opt(decay=0.5))
      second = C(first, opt=Opt(lr=1.0))
      """
    ], ["runs.first", "runs.second"]
  )

  private static let order: Project = (
    [
      "runs.py": """
      from pconfigs import pconfig, pdefaults

      @pconfig
      class C:
          a: int
          b: int

      early = C(a=5, b=6)

      pdefaults += C(a=1, b=2)

      late = C(a=5)
      from_early = C(early, b=7)
      """
    ], ["runs.early", "runs.late", "runs.from_early"]
  )

  private static let functionsAsValues: Project = (
    [
      "runs.py": """
      import math
      from pconfigs import pconfig, pdefaults, Pinned, pproperty

      def relu(x):
          return x if x > 0 else 0

      @pconfig
      class C:
          activation: object
          x: float
          y: Pinned[float]

          @pproperty
          def y(self):
              return self.activation(self.x)

      pdefaults += C(activation=relu, x=-1.5, y=Pinned)

      first = C()
      second = C(first, x=2.5)
      """
    ], ["runs.first", "runs.second"]
  )

  private static let values: Project = (
    [
      "runs.py": """
      from pconfigs import pconfig, pdefaults

      @pconfig
      class C:
          text: str
          table: dict
          items: list
          nothing: object
          flag: bool
          pair: tuple
          number: float

      pdefaults += C(
          text='it\\'s "so"', table={'a': 1, 'b': [1.0, None]}, items=[], nothing=None, flag=False, pair=(1,),
          number=1e22)

      first = C()
      second = C(
          first, text=f"{first.text}!", table={key: value for key, value in first.table.items() if key == 'a'},
          items=[x ** 2 for x in range(5)], flag=not first.flag, pair=first.pair + (2, 3), number=-0.0)
      """
    ], ["runs.first", "runs.second"]
  )
}
