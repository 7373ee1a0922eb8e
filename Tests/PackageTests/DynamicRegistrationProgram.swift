// What does gin-config make of a config with dynamic registration? A small package of Python, and the program that asks.

enum DynamicRegistrationProgram {
  /// The modules that the configs import, by their paths.
  static let modules: [String: String] = [
    "pkg/__init__.py": """
    from pkg.layers import *
    from pkg.model import Model as Net
    import pkg.sub
    """,
    "pkg/layers.py": """
    import gin

    def dense(units=1, bias=True):
      return units * 2

    class Encoder:
      def __init__(self, size, depth=2):
        self.size = size

      def forward(self, rate=1):
        return rate

    @gin.configurable
    def decorated(rate=0.1):
      return rate * 2

    @gin.configurable(denylist=['fixed'])
    def closed(free=1, fixed=2):
      return free
    """,
    "pkg/model.py": """
    import pkg.layers as layers

    again = layers.dense

    class Base:
      def __init__(self, encoder=None, units=3):
        self.encoder = encoder

    class Model(Base):
      pass
    """,
    "pkg/sub/__init__.py": "",
    "pkg/sub/deep.py": """
    def scaled(x=1, y=2):
      return x * 10 + y

    def anything(**kwargs):
      return kwargs
    """,
    "single.py": """
    def make(n=1):
      return n + 1

    def pair(a=1, b=2):
      return (a, b)
    """,
    "main.py": program,
    "aliases/one.gin": """
    from __gin__ import dynamic_registration
    import json
    json.dumps.indent = 1
    """,
    "aliases/two.gin": """
    from __gin__ import dynamic_registration
    import json as other
    include 'aliases/one.gin'
    other.dumps.indent = 2
    """,
  ]

  /// Parses each config in a process of its own, with the binding behind its path and a tab if there is one, and prints a
  /// line for each: where it fails, or what it binds.
  private static let program = """
    import copy, json, os, re, sys

    def train(steps=1, model=None):
      return steps

    def answer(path):
      import gin
      path, _, binding = path.partition('\t')
      try:
        gin.parse_config_file(path)
        try:
          gin.parse_config([binding] if binding else [])
        except ValueError as error:
          return {'error': str(error), 'places': [['<bindings>', '1']]}
      except BaseException as error:
        places = re.findall(r'In file "([^"]+)", line (\\d+)', str(error))
        if isinstance(error, SyntaxError) and error.filename:
          places = [(error.filename, str(error.lineno))]
        return {'error': type(error).__name__, 'places': places}
      bound = []
      for (scope, selector), parameters in gin.config._CONFIG.items():
        for name, value in parameters.items():
          try:
            with gin.config_scope(scope or None):
              value = copy.deepcopy(value)
          except BaseException as error:
            text = '!' + type(error).__name__
          else:
            text = '@' if callable(value) else repr(value)
          if ' at 0x' in text:
            text = '?'
          bound.append([scope, selector.split('.')[-1], name, text])
      return {'bound': sorted(bound), 'texts': texts(gin.config)}

    def texts(config):
      imports = list(config._IMPORTS)
      found = []
      for config._IMPORTS in (imports, imports[::-1]):
        found.append(config.config_str())
      return found

    if __name__ == '__main__':
      import gin
      for path in sys.argv[1:]:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
          os.close(reader)
          with os.fdopen(writer, 'w') as stream:
            stream.write(json.dumps(answer(path)))
          os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as stream:
          print(stream.read(), flush=True)
        os.waitpid(child, 0)
    """
}
