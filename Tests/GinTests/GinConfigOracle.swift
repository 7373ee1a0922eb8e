// What does gin-config make of a config? The same configurables as in `RandomPrograms.swift`, in Python.

import Foundation
import TestSupport

/// What one run of a program gave, in a form that both languages write alike.
struct ProgramOutcome: Codable, Equatable {
  /// The result of each call, or `error`.
  var results: [String]
  var configText: String
  /// Nil after a call that fails: Python has met other values of it before the one that stopped it.
  var operativeText: String?
}

enum GinConfigOracle {
  /// - Returns: nil where gin-config refuses to load a program's config.
  static func outcomes(of programs: [RandomProgram], interpreter: String) throws -> [ProgramOutcome?] {
    let encoder = JSONEncoder()
    let lines = try programs.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    let answers = try PythonOracle.answers(to: lines, program: program, interpreter: interpreter)
    return try answers.map { try JSONDecoder().decode(ProgramOutcome?.self, from: Data($0.utf8)) }
  }

  private static let program = #"""
    import enum, json, struct, sys
    import gin

    class Made:
      def __init__(self, name, *parts):
        self.name, self.parts = name, parts
      def __deepcopy__(self, memo):
        return self

    @gin.configurable(module='lib.net')
    def leaf(x=None, y=2.5, name='leaf', limit=float('inf')):
      return Made('leaf', x, float(y), name, float(limit))

    @gin.configurable(module='lib.tree')
    def pair(left=None, right=(1, 'two'), note={'b': [1.5], 'a': []}):
      return Made('pair', left, right, {k: [float(v) for v in vs] for k, vs in note.items()})

    @gin.configurable(module='lib.tree')
    def Box(content, size=3):
      return Made('Box', content, size)

    @gin.configurable(module='lib.tree', denylist=['hidden'])
    def repeated(make, times=2, hidden=7):
      return Made('repeated', *[make() for _ in range(times)])

    @gin.configurable(module='other')
    def leaf(child=None, depth=0):
      return Made('other', depth, child)

    @gin.configurable
    def asking():
      name = gin.query_parameter('net.leaf.name')
      if not isinstance(name, str): raise TypeError('a reference, not a name')
      return Made('asking', name)

    @gin.constants_from_enum(module='lib')
    class Color(enum.Enum):
      red = 'r'
      green = 'g'

    gin.constant('lib.consts.BIG', 1024)
    gin.constant('lib.consts.NAMES', ['a', 'b'])
    functions = {'net.leaf': 'lib.net.leaf', 'pair': 'pair', 'Box': 'Box', 'repeated': 'repeated',
                 'other.leaf': 'other.leaf', 'asking': 'asking'}

    def canonical(value, seen):
      if value is None: return 'nil'
      if isinstance(value, bool): return 'true' if value else 'false'
      if isinstance(value, int): return str(value)
      if isinstance(value, float): return 'd%d' % struct.unpack('<Q', struct.pack('<d', value))[0]
      if isinstance(value, str): return 's' + value.encode().hex()
      if isinstance(value, Color): return '.' + value.name
      if isinstance(value, (list, tuple)): return '[' + ', '.join(canonical(v, seen) for v in value) + ']'
      if isinstance(value, dict):
        return '{' + ', '.join(sorted(json.dumps(k) + ': ' + canonical(v, seen) for k, v in sorted(value.items(), reverse=True))) + '}'
      if id(value) in seen: return '#%d' % seen[id(value)][0]
      seen[id(value)] = (len(seen), value)
      return '%s#%d(%s)' % (value.name, seen[id(value)][0], ', '.join(canonical(v, seen) for v in value.parts))

    def outcome(program):
      gin.clear_config()
      try:
        gin.parse_config(program['bindings'])
        gin.finalize()
      except Exception:
        return None
      config = gin.config_str()
      results, seen = [], {}
      for call in program['calls']:
        try:
          with gin.config_scope(call['scope'] or None):
            value = gin.get_configurable(functions[call['function']])(*call['arguments'].values())
            results.append(canonical(value, seen))
        except Exception as error:
          results.append('error')
      return {'results': results, 'configText': config,
              'operativeText': None if 'error' in results else gin.operative_config_str()}

    with open(sys.argv[1]) as questions, open(sys.argv[2], 'w') as answers:
      for line in questions:
        answers.write(json.dumps(outcome(json.loads(line))) + '\n')
    """#
}
