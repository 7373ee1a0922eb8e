// What does pconfigs 0.1 itself make of a project? Its own values, under CPython, for many projects in one run.

import Foundation
import TestSupport

/// A project of several Python files, below a package of its own name.
struct PythonProject {
  /// The name of the package, unique in a run.
  let name: String
  /// Paths below the package, and their texts; `PROJECT` in them is the package.
  var files: [String: String]
  /// Dotted paths below the package: `experiments.second.config`.
  var experiments: [String]

  func text(_ path: String) -> String { (files[path] ?? "").replacing("PROJECT", with: name) }
}

/// What one experiment came to.
struct ExperimentAnswer: Decodable {
  /// By the path of the field, `opt.lr`.
  var fields: [String: String]?
  /// The type of the error and its message.
  var error: String?
  var message: String?
}

enum PconfigsOracle {
  private static let program = #"""
    import dataclasses, importlib, json, sys
    from pconfigs.config import Config
    from pconfigs.sentinel import Sentinel

    def is_computed(value, name):
        return isinstance(getattr(type(value), name, None), property)

    def text(value):
        if isinstance(value, Config):
            stored = [f.name for f in dataclasses.fields(value) if not is_computed(value, f.name)]
            return type(value).__name__ + '(' + ', '.join(n + '=' + text(getattr(value, n)) for n in stored) + ')'
        if isinstance(value, Sentinel): return str(value)
        if type(value) is list: return '[' + ', '.join(map(text, value)) + ']'
        if type(value) is tuple: return '(' + ', '.join(map(text, value)) + (',)' if len(value) == 1 else ')')
        if type(value) is dict: return '{' + ', '.join(text(k) + ': ' + text(v) for k, v in value.items()) + '}'
        if callable(value) and hasattr(value, '__qualname__'): return value.__module__ + '.' + value.__qualname__
        return repr(value)

    def walk(value, path, fields):
        for field in dataclasses.fields(value):
            inner = path + [field.name]
            found = getattr(value, field.name)
            fields['.'.join(inner)] = text(found)
            if isinstance(found, Config): walk(found, inner, fields)

    sys.path.insert(0, sys.argv[1])
    answers = []
    for path in open(sys.argv[2]).read().split():
        module, name = path.rsplit('.', 1)
        try:
            fields = {}
            walk(getattr(importlib.import_module(module), name), [], fields)
            answers.append({'fields': fields})
        except Exception as error:
            answers.append({'error': type(error).__name__, 'message': str(error)})
    json.dump(answers, open(sys.argv[3], 'w'))
    """#

  /// - Returns: the answers to all experiments of all projects, in order; nil where pconfigs is not installed.
  static func answers(to projects: [PythonProject]) throws -> [ExperimentAnswer]? {
    guard let python = try PythonOracle.interpreter(toCheck: "what pconfigs makes") else { return nil }
    let folder = FileManager.default.temporaryDirectory.appending(path: "gimlet-pconfigs-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for project in projects {
      for path in project.files.keys {
        let file = folder.appending(path: project.name).appending(path: path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try project.text(path).write(to: file, atomically: true, encoding: .utf8)
      }
    }
    let (questions, output) = (folder.appending(path: "questions"), folder.appending(path: "answers"))
    try projects.flatMap { project in project.experiments.map { project.name + "." + $0 } }.joined(separator: "\n")
      .write(to: questions, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-W", "ignore", "-c", program, folder.path, questions.path, output.path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      try PythonOracle.missing("what pconfigs makes (it is not installed: run .ci/install-oracles)")
      return nil
    }
    return try JSONDecoder().decode([ExperimentAnswer].self, from: Data(contentsOf: output))
  }
}
