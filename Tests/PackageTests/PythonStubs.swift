// How are published modules imported where the libraries that they use are absent? By stand-ins for every missing module.

enum PythonStubs {
  /// Python that makes every import of a missing module give stand-ins: each attribute is a class that can be called,
  /// inherited from, used as a decorator and as a context, and that has every operator.
  static let program = """
    import abc, importlib.abc, importlib.machinery, importlib.util, signal, sys, types

    class StubType(abc.ABCMeta):
      def __new__(cls, *arguments, **keywords):
        # `type(x)(y)` of a stand-in.
        if len(arguments) != 3:
          return make('value', 'stub')
        return super().__new__(cls, *arguments, **keywords)

      def __getattr__(cls, name):
        if name == 'VERSION' or name.endswith('version__'):
          return '2.15.0'
        if name.startswith('__') and name.endswith('__'):
          raise AttributeError(name)
        stub = make(name, cls.__module__)
        setattr(cls, name, stub)
        return stub

      def __call__(cls, *arguments, **keywords):
        if '_is_stub' not in cls.__dict__:
          return super().__call__(*arguments, **keywords)
        # As a decorator it leaves what it decorates; a metaclass is an argument.
        if len(arguments) == 1 and isinstance(arguments[0], type) and issubclass(arguments[0], type):
          return cls
        if len(arguments) == 1 and not keywords and isinstance(arguments[0], (types.FunctionType, type)):
          return arguments[0]
        return cls

      def __iter__(cls): return iter(())
      def __len__(cls): return 0
      def __bool__(cls): return True
      def __getitem__(cls, key): return cls
      def __setitem__(cls, key, value): pass
      def __contains__(cls, key): return False
      def __enter__(cls): return cls
      def __exit__(cls, *rest): return False
      def __index__(cls): return 1
      def __int__(cls): return 1
      def __float__(cls): return 1.0
      def __hash__(cls): return id(cls)
      def __eq__(cls, other): return cls is other
      def __instancecheck__(cls, other): return False
      def __subclasscheck__(cls, other): return type.__subclasscheck__(cls, other)

    def operator(cls, *others):
      return cls

    for name in '''add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow matmul and rand or ror
        xor rxor lshift rshift neg pos invert abs lt le gt ge'''.split():
      setattr(StubType, f'__{name}__', operator)

    def make(name, module):
      return StubType(name, (), {'__module__': module, '_is_stub': True})

    class StubModule(types.ModuleType):
      def __getattr__(self, name):
        if name == 'VERSION' or name.endswith('version__'):
          return '2.15.0'
        if name.startswith('__') and name.endswith('__'):
          raise AttributeError(name)
        stub = make(name, self.__name__)
        setattr(self, name, stub)
        return stub

    class StubFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
      # Asked last: for what is not installed, and for modules that a release leaves out.
      def find_spec(self, name, path, target=None):
        top = name.split('.')[0]
        # What another system's Python has is missing for good.
        if top in sys.stdlib_module_names or top.startswith('_'):
          return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

      def create_module(self, spec):
        return StubModule(spec.name)

      def exec_module(self, module):
        module.__path__ = []

    def too_long(*rest):
      raise TimeoutError('importing takes too long')

    def install():
      sys.meta_path.append(StubFinder())
      signal.signal(signal.SIGALRM, too_long)
      # A thread of libdispatch, which may have started this, has the alarm blocked.
      signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
      import gin
      for name in ('configurable', 'register', 'external_configurable'):
        setattr(gin, name, renamed(getattr(gin, name)))

    def renamed(function):
      # gin-config 0.5.0 has the new spelling of the lists only.
      def call(*arguments, **keywords):
        for old, new in (('whitelist', 'allowlist'), ('blacklist', 'denylist')):
          if old in keywords:
            keywords[new] = keywords.pop(old)
        return function(*arguments, **keywords)
      return call

    def load(name):
      # Why a module cannot be imported, or None.
      import importlib
      signal.alarm(20)
      try:
        importlib.import_module(name)
        return None
      except BaseException as error:
        return f'{type(error).__name__}: {error}'[:200]
      finally:
        signal.alarm(0)
    """
}
