// Do unusual ways to register come to what gin-config has in its registry? Modules imported by CPython, and read by us.

import Configurables
import Foundation
import PythonDefinitions
import SourceText
import TestSupport
import Testing

@Suite struct RegistryOracleTests {
  /// Every line registers something, or defines what must not be.
  private static let files: [String: String] = [
    "reg_app/__init__.py": "",
    "reg_app/functions.py": """
    import functools, sys
    from typing import TYPE_CHECKING, overload
    import gin
    from gin import configurable as C
    import gin.config as gc

    @gin.configurable
    async def fetch(url, retries=3): pass

    @gin.configurable
    def steps(n=1):
        yield n

    def wraps_it(fn):
        @functools.wraps(fn)
        def inner(*args, **kwargs):
            return fn(*args, **kwargs)
        return inner

    @gin.configurable
    @wraps_it
    def wrapped(x, *, y=1): pass

    @wraps_it
    @gin.configurable
    def wrapped_outside(x, y=1): pass

    @overload
    def over(x: int) -> int: ...
    @overload
    def over(x: str) -> str: ...
    @gin.configurable
    def over(x, flag=False): return x

    if TYPE_CHECKING:
        @gin.configurable
        def only_checked(a): pass

    if False:
        @gin.configurable
        def never(a): pass

    try:
        import reg_not_there
    except ImportError:
        @gin.configurable
        def without_library(a, b=1): pass

    if sys.version_info >= (3, 8):
        @gin.configurable
        def by_version(a): pass
    else:
        @gin.configurable
        def by_version(a): return a

    class Holder:
        @gin.configurable
        class Inner:
            def __init__(self, t=1): pass

        @staticmethod
        @gin.configurable
        def fixed(r=1): pass

    layer = gin.configurable(module='short.place')

    @layer
    def through_variable(a): pass

    alias = gin.configurable
    @alias
    def through_alias(a): pass

    @C(denylist=['b'])
    def through_import(a, b): pass

    @gc.configurable
    def through_module(a): pass

    @gin.configurable('named')
    def renamed(u=1): pass

    @gin.configurable('dotted.path.thing')
    def dotted(u=1): pass

    def register_it(fn, **options):
        return gin.external_configurable(fn, module='wrapped', **options)

    def target(a, *, b=2): pass
    register_it(target)
    register_it(target, name='target2')

    for name, function in (('one', target), ('two', renamed)):
        gin.external_configurable(function, name, module='looped')
    """,
    "reg_app/classes.py": """
    import abc, dataclasses, enum, typing
    from dataclasses import dataclass, field
    import gin

    @gin.configurable
    @dataclass
    class D:
        a: int
        b: str = 'x'
        c: list = field(default_factory=list)
        d: typing.ClassVar[int] = 3
        e: int = field(init=False, default=2)

    @gin.configurable
    @dataclass(kw_only=True)
    class KeywordOnly:
        a: int
        b: int = 2

    @dataclass
    class Base:
        x: int
        y: int = 1

    @gin.configurable
    @dataclass
    class Derived(Base):
        y: float = 2.0
        z: dataclasses.InitVar[int] = 3

    @gin.configurable
    class Pair(typing.NamedTuple):
        p: int
        q: int = 2

    @gin.configurable
    class New:
        def __new__(cls, a, b=1):
            return super().__new__(cls)

    @gin.configurable
    class Both:
        def __new__(cls, *args, **kwargs):
            return super().__new__(cls)
        def __init__(self, c, d=1): pass

    class Meta(type):
        def __call__(cls, *args, **kwargs):
            return super().__call__(*args, **kwargs)

    @gin.configurable
    class WithMeta(metaclass=Meta):
        def __init__(self, e=1): pass

    class Abstract(abc.ABC):
        def __init__(self, f, g=2): pass

    @gin.register
    class Concrete(Abstract):
        @gin.register
        def step(self, h=1): pass

    @gin.constants_from_enum
    class Color(enum.Enum):
        RED = 1
        GREEN = 'g'
        ALIAS = 1
        BOTH = (1, 'x')
        def paint(self): pass

    @gin.constants_from_enum(module='colors')
    class Shade(enum.Enum):
        DARK = enum.auto()
        LIGHT = enum.auto()

    gin.constant('app.SIZE', 4)
    """,
    "reg_app/namespace/module.py": """
    import gin

    @gin.configurable
    def in_namespace(a=1): pass
    """,
    "reg_app/star/__init__.py": """
    from .implementation import *
    from .implementation import _private as shown
    import gin

    gin.external_configurable(shown)
    gin.external_configurable(starred)
    gin.external_configurable(starred, 'other_name')
    """,
    "reg_app/star/implementation.py": """
    __all__ = ['starred']
    def starred(a, b=1): pass
    def _private(c=1): pass
    """,
    "reg_app/fields.py": """
    from typing import ClassVar
    import attr, attrs, gin
    from attr import attrib as an_attribute

    @gin.configurable
    @attr.s
    class Old(object):
      scale = attr.ib(type=float)
      name = attr.ib(default='a', type=str)
      _hidden = attr.ib(default=1)
      made = attr.ib(factory=list)
      later = an_attribute()
      kept = attr.ib(default=2, init=False)
      plain = 3

      @later.default
      def _later(self):
        return self.scale

    @gin.configurable
    @attr.s
    class OldChild(Old):
      scale = attr.ib(default=2.0)
      extra = attr.ib(default=())

    @gin.configurable
    @attrs.define
    class New:
      size: int
      _rate: float = 0.5
      shared: ClassVar[int] = 1
      items: list = attrs.field(factory=list)

    @gin.configurable
    @attrs.frozen
    class Unannotated:
      size = attrs.field()
      depth = attrs.field(default=1)
    """,
    // A package that registers what its own modules define, by every way to name them.
    "reg_app/own/__init__.py": """
    import gin
    import reg_app.own.layers as flat
    from reg_app.own import layers
    from . import blocks as inner
    from .blocks import tower as high

    Dense = gin.external_configurable(layers.Dense, module='reg_app.own')
    Flat = gin.external_configurable(flat.Flat)
    wide = gin.external_configurable(inner.wide, module='reg_app.own')
    gin.external_configurable(high, module='reg_app.own')
    """,
    "reg_app/own/layers.py": """
    class Dense:
      def __init__(self, units, bias=True): pass
    class Flat:
      def __init__(self, order='C'): pass
    """,
    "reg_app/own/blocks.py": """
    def wide(blocks, width=4): pass
    def tower(height=2): pass
    """,
  ]

  private static let program = """
    import importlib, inspect, json, sys
    sys.path.insert(0, sys.argv[1])
    import gin
    for name in ['functions', 'classes', 'namespace.module', 'star', 'own', 'fields']:
        importlib.import_module('reg_app.' + name)
    registry = {}
    for selector, configurable in gin.config._REGISTRY.items():
        if selector.startswith('gin.'): continue
        function = configurable.wrapped
        is_class = inspect.isclass(function)
        if is_class: function = gin.config._find_class_construction_fn(function)
        spec = inspect.getfullargspec(inspect.unwrap(function))
        names = spec.args + spec.kwonlyargs
        registry[selector] = names[1:] if is_class or configurable.is_method else names
    constants = {name: repr(value) for name, value in gin.config._CONSTANTS.items() if name != 'gin.REQUIRED'}
    print(json.dumps({'registry': registry, 'constants': constants}))
    """

  private struct Answer: Decodable {
    let registry: [String: [String]]
    let constants: [String: String]
  }

  @Test func theRegistryIsWhatWeRead() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "unusual registrations") else { return }
    let folder = try TemporaryFolder()
    for (path, text) in Self.files {
      let file = URL(filePath: folder.path.string).appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let answer = try ask(python, folder.path)
    let paths = Self.files.keys.sorted().map { FilePath("/w/" + $0) }
    let roots = PythonSourceRoots(root: FilePath("/w"), files: paths)
    let modules = paths.map { path in
      let module = roots.module(of: path)
      let text = Self.files[path.relative(to: FilePath("/w")) ?? ""] ?? ""
      return PythonModule(reading: SourceText(text), file: path, name: module.name, isPackage: module.isPackage)
    }
    let files = PythonLinker(modules).files
    var ours: [String: [String]] = [:]
    for configurable in files.flatMap(\.configurables) {
      #expect(ours[configurable.selector] == nil, "\(configurable.selector) twice")
      ours[configurable.selector] = configurable.parameters.map(\.name)
    }
    for selector in Set(ours.keys).union(answer.registry.keys).sorted() {
      #expect(ours[selector] == answer.registry[selector], "\(selector)")
    }
    let constants = files.flatMap(\.constants)
    #expect(Set(constants.map(\.selector)) == Set(answer.constants.keys))
    for constant in constants {
      guard let enumeration = constant.enumeration else { continue }
      #expect(Value.enumeration(enumeration).text == answer.constants[constant.selector], "\(constant.selector)")
    }
    print("unusual registrations: \(ours.count) configurables and \(constants.count) constants compared with CPython")
    #expect(answer.registry.count >= 30)
  }

  private func ask(_ python: String, _ folder: FilePath) throws -> Answer {
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-B", "-W", "ignore", "-c", Self.program, folder.string]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "Python ended with \(process.terminationStatus)")
    return try JSONDecoder().decode(Answer.self, from: data)
  }
}
