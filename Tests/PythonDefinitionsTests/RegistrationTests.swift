// Which names does Python code register? Every form that gin-config 0.5.0 has and that published code uses.

import Configurables
import PythonDefinitions
import SourceText
import Testing

@Suite struct RegistrationTests {
  /// The definitions of a workspace, given as paths with texts.
  private func index(_ files: [(path: String, text: String)]) -> DefinitionIndex {
    let paths = files.map { FilePath("/w/" + $0.path) }
    let roots = PythonSourceRoots(root: FilePath("/w"), files: paths)
    let modules = zip(paths, files).map { path, file in
      let module = roots.module(of: path)
      return PythonModule(reading: SourceText(file.text), file: path, name: module.name, isPackage: module.isPackage)
    }
    return DefinitionIndex(PythonLinker(modules).files)
  }

  private func found(_ selector: String, in index: DefinitionIndex) throws -> Configurable {
    guard case .found(let id) = index.configurable(selector) else {
      throw NotFound(selector: selector, known: index.configurables.map(\.selector))
    }
    return index.configurables[id]
  }

  private struct NotFound: Error {
    let selector: String
    let known: [String]
  }

  @Test func readsDecoratorsInAllTheirForms() throws {
    let index = index([
      (
        "train.py",
        """
        import gin
        from gin import configurable as bound
        import gin.config as gc

        @gin.configurable
        def plain(a, b=2, *args, c: int = 3, **rest): pass

        @gin.configurable()
        def called(): pass

        @gin.configurable('renamed', module='other.place')
        def original(x): pass

        @bound(denylist=['y'])
        def denied(x, y): pass

        @gc.register(whitelist=('x',))
        def allowed(x, y): pass

        @gin.configurable('deep.er.name')
        class Dotted:
          def __init__(self, size=1): pass

        def later(z): pass
        gin.configurable('late')(later)
        gin.register(Dotted, 'again')
        """
      )
    ])
    let plain = try found("train.plain", in: index)
    #expect(plain.parameters.map(\.name) == ["a", "b", "args", "c", "rest"])
    #expect(plain.parameters.map(\.kind) == [.ordinary, .ordinary, .variadic, .keywordOnly, .keywords])
    #expect(plain.acceptsAnyParameter)
    #expect(plain.parameters[3].typeText == "int" && plain.parameters[3].defaultText == "3")
    #expect(try found("called", in: index).selector == "train.called")
    #expect(try found("renamed", in: index).selector == "other.place.renamed")
    #expect(index.configurable("original") == .unknown)
    #expect(try found("denied", in: index).parameters.map(\.isConfigurable) == [true, false])
    #expect(try found("allowed", in: index).parameters.map(\.isConfigurable) == [true, false])
    #expect(try found("name", in: index).selector == "deep.er.name")
    #expect(try found("late", in: index).selector == "train.late")
    #expect(try found("late", in: index).parameters.map(\.name) == ["z"])
    #expect(try found("again.Dotted", in: index).parameters.map(\.name) == ["size"])
  }

  @Test func followsImportsToWhatIsRegistered() throws {
    let index = index([
      ("pkg/__init__.py", "from .layers import *\nfrom . import optim as optimizers\n"),
      ("pkg/layers.py", "class Dense:\n  def __init__(self, units, bias=True): pass\n"),
      ("pkg/optim.py", "def sgd(lr): pass\n"),
      (
        "pkg/register.py",
        """
        import gin
        import torch.optim
        import pkg
        from pkg.optim import sgd as descent
        gin.external_configurable(pkg.Dense)
        gin.external_configurable(pkg.optimizers.sgd, 'SGD')
        gin.external_configurable(descent, module='short')
        Adam = gin.external_configurable(torch.optim.Adam)
        gin.external_configurable(torch.optim.AdamW, module='torch.optim')
        """
      ),
    ])
    #expect(try found("Dense", in: index).selector == "pkg.layers.Dense")
    #expect(try found("Dense", in: index).parameters.map(\.name) == ["units", "bias"])
    #expect(try found("SGD", in: index).selector == "pkg.optim.SGD")
    #expect(try found("short.sgd", in: index).parameters.map(\.name) == ["lr"])
    // Where the library defines it is not known, so any module may stand before the name.
    #expect(try found("torch.optim.adam.Adam", in: index).acceptsAnyParameter)
    #expect(try found("torch.optim.AdamW", in: index).selector == "torch.optim.AdamW")
    #expect(index.configurable("torch.optim.adamw.AdamW") == .unknown)
  }

  @Test func seesThroughWrappers() throws {
    let index = index([
      (
        "reg.py",
        """
        import functools
        import gin

        def layer(*args, **kwargs):
          kwargs['module'] = 'my.layers'
          return gin.external_configurable(*args, **kwargs)

        def decorate(name):
          def inner(fn):
            return gin.configurable(name, module='inner.module')(fn)
          return inner

        partial = functools.partial(gin.external_configurable, module='partial.module')
        short = lambda f: gin.external_configurable(f, module='lambda.module')
        """
      ),
      (
        "use.py",
        """
        import reg
        from reg import layer, partial

        @layer
        def relu(x): pass

        @reg.decorate('given')
        def decorated(x): pass

        def one(a): pass
        def two(b): pass
        partial(one)
        reg.short(two)
        for cls in [one, two]:
          layer(cls)
        for name, fn in (('first', one), ('second', two)):
          partial(fn, name)
        """
      ),
    ])
    #expect(try found("my.layers.relu", in: index).parameters.map(\.name) == ["x"])
    #expect(try found("inner.module.given", in: index).parameters.map(\.name) == ["x"])
    #expect(try found("partial.module.one", in: index).parameters.map(\.name) == ["a"])
    #expect(try found("lambda.module.two", in: index).parameters.map(\.name) == ["b"])
    #expect(try found("my.layers.two", in: index).parameters.map(\.name) == ["b"])
    #expect(try found("partial.module.second", in: index).parameters.map(\.name) == ["b"])
  }

  @Test func findsTheParametersOfClasses() throws {
    let index = index([
      (
        "models.py",
        """
        import abc
        import dataclasses
        from typing import ClassVar
        import attr
        import gin
        import torch.nn as nn
        from flax import linen

        @gin.configurable
        class Base(abc.ABC):
          def __init__(self, width, *, depth=2):
            pass

          @gin.configurable
          def forward(self, x, training=False): pass

        @gin.configurable
        class Child(Base):
          pass

        @gin.configurable
        class Foreign(nn.Module):
          pass

        @gin.configurable
        @dataclasses.dataclass(frozen=True)
        class Data:
          steps: int
          rate: float = 0.1
          names: list = dataclasses.field(default_factory=list)
          count: int = dataclasses.field(init=False)
          shared: ClassVar[int] = 3

        @gin.configurable
        @dataclasses.dataclass
        class More(Data):
          extra: str = 'x'

        @gin.configurable
        class Flax(linen.Module):
          features: int

        @gin.configurable
        class New:
          def __new__(cls, a): pass
        """
      )
    ])
    #expect(try found("Child", in: index).parameters.map(\.name) == ["width", "depth"])
    #expect(try !found("Child", in: index).acceptsAnyParameter)
    #expect(try found("Foreign", in: index).acceptsAnyParameter)
    #expect(try found("Data", in: index).parameters.map(\.name) == ["steps", "rate", "names"])
    #expect(try found("Data", in: index).parameters.map(\.defaultText) == [nil, "0.1", "list"])
    #expect(try found("More", in: index).parameters.map(\.name) == ["steps", "rate", "names", "extra"])
    #expect(try found("Flax", in: index).parameters.map(\.name) == ["features"])
    #expect(try found("New", in: index).parameters.map(\.name) == ["a"])
    // What `configurable` wraps keeps its own name; asked of gin-config 0.5.0.
    let method = try found("forward", in: index)
    #expect(method.selector == "models.forward")
    #expect(method.parameters.map(\.name) == ["x", "training"])
  }

  @Test func namesMethodsAsGinDoes() throws {
    let index = index([
      (
        "models.py",
        """
        import gin

        @gin.configurable
        class Changed:
          @gin.configurable
          def forward(self, x=1): pass
          @gin.register
          def back(self, x=1): pass

        @gin.register
        class Unchanged:
          @gin.configurable
          def forward_too(self, x=1): pass
          @gin.register
          def back_too(self, x=1): pass
        """
      )
    ])
    // As gin-config 0.5.0 has them in its registry.
    #expect(
      Set(index.configurables.map(\.selector)) == [
        "models.forward", "models.back", "models.Changed", "models.forward_too", "models.Unchanged.back_too",
        "models.Unchanged",
      ])
  }

  @Test func findsConstantsAndEnums() throws {
    let index = index([
      (
        "modes.py",
        """
        import enum
        import gin

        @gin.constants_from_enum
        class Mode(enum.Enum):
          FAST = 1
          SLOW = 'slow'

        @gin.constants_from_enum(module='short')
        class Other(enum.Enum):
          A = 0

        gin.constant('some.where.PI', 3.14159)
        gin.add_config_file_search_path('configs')
        """
      )
    ])
    #expect(index.constants(named: "Mode.FAST").map(\.constant.selector) == ["modes.Mode.FAST"])
    #expect(index.constants(named: "SLOW").first?.constant.enumeration?.rawValue == .string("slow"))
    #expect(index.constants(named: "short.Other.A").count == 1)
    #expect(index.constants(named: "PI").map(\.constant.selector) == ["some.where.PI"])
    #expect(index.files.values.flatMap(\.searchPaths) == ["configs"])
  }

  @Test func losesOnlyTheFunctionThatDoesNotParse() throws {
    let index = index([
      (
        "broken.py",
        """
        import gin

        @gin.configurable
        def before(a): pass

        @gin.configurable
        def broken(a, b=(1, 2:
          return a

        @gin.configurable
        def after(c):
          print 'a statement of Python 2'

        @gin.configurable
        class Last:
          def __init__(self, d): pass
        """
      )
    ])
    #expect(try found("before", in: index).parameters.map(\.name) == ["a"])
    #expect(try found("after", in: index).parameters.map(\.name) == ["c"])
    #expect(try found("Last", in: index).parameters.map(\.name) == ["d"])
  }
}
