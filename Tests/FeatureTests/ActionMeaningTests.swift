// Do actions that promise to change nothing keep what gin reads? Tried on every file of the published packages, before
// and after read by gin-config itself.

import Configurables
import EditorFeatures
import Foundation
import GinSyntax
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct ActionMeaningTests {
  /// Files of gin alone: what is tried here needs no definitions.
  private static func analysis(_ file: ConfigFile) -> Analysis {
    Analysis(
      ProjectFiles(
        roots: [FilePath("/w")], allGinFiles: [file.path], definitions: ProjectDefinitions(.init()),
        ginFile: { $0 == file.path ? file : nil }))
  }

  /// A file, and what the actions at its places make of it.
  private struct Question: Encodable {
    var name: String
    var before: String
    var titles: [String] = []
    var afters: [String] = []
  }

  /// What gin-config reads differently after some of the actions.
  private struct Answer: Decodable {
    /// Why gin-config refuses the file before any action.
    let refused: String?
    let differences: [String]
  }

  /// Registers what a file names, reads it before and after each action, and compares every value with all that it
  /// calls worked out: a macro or a block in the way makes no difference to that.
  private static let program = """
    import copy, importlib.abc, importlib.machinery, io, json, os, sys, types
    import gin
    from gin import config_parser

    read = []
    def open_nothing(path):
      read.append(path)
      return io.StringIO('')
    gin.config._FILE_READERS[:] = [(open_nothing, lambda path: True)]

    # Modules that are not installed have whatever is asked of them.
    class StandInModule(types.ModuleType):
      __path__ = []
      def __getattr__(self, name):
        if name.startswith('__'): raise AttributeError(name)
        value = stand_in(f'{self.__name__}.{name}')
        value.__name__, value.__module__ = name, self.__name__
        setattr(self, name, value)
        return value

    class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
      def find_spec(self, name, path, target=None): return importlib.machinery.ModuleSpec(name, self, is_package=True)
      def create_module(self, spec): return StandInModule(spec.name)
      def exec_module(self, module): pass
    sys.meta_path.append(Finder())
    # Installed with Python, and not to be imported beside modules that are made up.
    sys.modules['pkg_resources'] = StandInModule('pkg_resources')

    class Collector(config_parser.ParserDelegate):
      def __init__(self): self.selectors = set()
      def configurable_reference(self, name, evaluate): self.selectors.add(name.split('/')[-1])
      def macro(self, name): return name

    def register(text):
      collector = Collector()
      for statement in config_parser.ConfigParser(text, collector):
        if isinstance(statement, config_parser.BindingStatement) and statement.arg_name:
          collector.selectors.add(statement.selector)
      for selector in sorted(collector.selectors, key=len, reverse=True):
        if gin.config._REGISTRY.matching_selectors(selector): continue
        module, _, name = selector.rpartition('.')
        gin.external_configurable(stand_in(selector), name, module=module or None)

    def stand_in(selector):
      def called(**given):
        return f'{selector}({shown(given)})'
      return called

    def shown(value):
      if isinstance(value, dict): return str(sorted((repr(key), shown(item)) for key, item in value.items()))
      if isinstance(value, (list, tuple)): return type(value).__name__ + str(list(map(shown, value)))
      if callable(value): return 'uncalled ' + value()
      return repr(value)

    def meaning(text):
      gin.clear_config()
      read.clear()
      gin.parse_config(text, skip_unknown=True)
      values = {}
      for (scope, selector), parameters in gin.config._CONFIG.items():
        if selector == 'gin.macro': continue
        for name, value in parameters.items():
          try:
            with gin.config_scope(scope or None): value = shown(copy.deepcopy(value))
          except Exception as error: value = type(error).__name__  # A macro that the file does not bind.
          values[f'{scope}/{selector}.{name}'] = value
      values['read'] = str(read)
      values['imported'] = str(sorted(statement.format() for statement in gin.config._IMPORTS))
      return values

    def answer(question):
      try:
        if 'dynamic_registration' not in question['before']: register(question['before'])
        before = meaning(question['before'])
      except Exception as error:
        return {'refused': repr(error), 'differences': []}
      differences = []
      for title, text in zip(question['titles'], question['afters']):
        try: after = meaning(text)
        except Exception as error: after = {'refused': repr(error)}
        changed = {key: after.get(key) for key in before | after if before.get(key) != after.get(key)}
        if changed: differences.append(f'{title} makes {changed}')
      return {'differences': differences}

    with open(sys.argv[2], 'w') as out:
      for line in open(sys.argv[1]):
        out.flush()
        child = os.fork()
        if child == 0:
          out.write(json.dumps(answer(json.loads(line))) + '\\n')
          out.flush()
          os._exit(0)
        os.waitpid(child, 0)
    """

  private static func texts() throws -> [(name: String, text: SourceText)] {
    guard let folder = try PythonOracle.packages(toCheck: "actions on the .gin files of published packages") else {
      return []
    }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".gin") }
    return try paths.sorted().map { ($0, SourceText(utf8: Array(try Data(contentsOf: folder.appending(path: $0))))) }
  }

  @Test func layoutsNamesAndOrderKeepTheMeaning() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "that actions keep what gin-config reads") else { return }
    var tried: [CodeAction.Kind: Int] = [:]
    var titles: [String: Int] = [:]
    var questions: [Question] = []
    for (name, text) in try Self.texts() {
      var question = Question(name: name, before: text.string)
      let file = ConfigFile(path: FilePath("/w/a.gin"), text: text)
      let analysis = Self.analysis(file)
      let statements = Array(file.syntax.statements)
      let step = max(1, statements.count / 8)
      for place in stride(from: 0, to: statements.count, by: step) {
        let range = statements[place].range
        for offset in [range.start, range.end] {
          for action in analysis.codeActions(in: file.path, at: TextRange(offset, offset)) {
            // Deleting what is overridden keeps the meaning; a fix of an error is meant to change it.
            let isMeant =
              action.kind != .quickFix && action.kind != .fixAll && !action.title.contains("()")
              && !action.title.hasPrefix("Bind")
            guard isMeant, let changes = action.changes else { continue }
            question.titles.append(action.title)
            question.afters.append(Self.made(changes, text).string)
            tried[action.kind, default: 0] += 1
            titles[action.title.prefix { $0 != " " }.description, default: 0] += 1
          }
        }
      }
      questions.append(question)
    }
    guard !tried.isEmpty else { return }
    let lines = try questions.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    let answers = try PythonOracle.answers(to: lines, program: Self.program, interpreter: python)
    for (question, line) in zip(questions, answers) {
      let answer = try JSONDecoder().decode(Answer.self, from: Data(line.utf8))
      #expect(answer.refused == nil, "\(question.name)")
      #expect(answer.differences.isEmpty, "\(question.name)")
    }
    print("actions that kept the meaning: \(titles.sorted { $0.key < $1.key })")
    for kind in [CodeAction.Kind.extract, .inline, .rewrite, .sort] {
      #expect(tried[kind, default: 0] > 50, "\(kind) was hardly tried")
    }
  }

  private static func made(_ changes: [TextChange], _ text: SourceText) -> SourceText {
    changes.sorted { $0.location.range.start > $1.location.range.start }.reduce(text) {
      $0.replacing($1.location.range, with: $1.replacement)
    }
  }
}
