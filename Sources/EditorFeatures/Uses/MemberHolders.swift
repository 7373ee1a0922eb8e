// Of what is `x.name` a member? What stands before the period, as far as declarations say what it holds.

import Configurables
import Resolution
import SourceText

struct MemberHolders {
  enum Holder: Hashable {
    case config(ExperimentIndex.TypeID)
    /// Something that is no config.
    case other
    case unknown
  }

  let analysis: Analysis
  private var index: DefinitionIndex { analysis.definitions }

  /// - Parameters:
  ///   - base: the text before the period.
  ///   - name: the member's name.
  func holder(_ base: String, of name: CodeName, in code: CodeNames) -> Holder {
    let parts = base.split(separator: ".").map { String($0.filter { $0 != "?" && $0 != "!" }) }
    guard let first = parts.first, parts.allSatisfy(CodeIdentifier.isIdentifier), let file = definitionFile(code)
    else { return .unknown }
    if first == "self" || first == "cls" {
      guard let own = type(named: name.container, in: file) else { return member(parts.dropFirst(), of: name, file) }
      return follow(parts.dropFirst(), from: own)
    }
    let start = name.range.start.advanced(by: -1 - base.utf8.count)
    guard start.utf8 >= 0, file.text[TextRange(start, name.range.start)] == base + "." else { return .unknown }
    let names = analysis.names(first, in: code)
    guard let use = names.first(where: { $0.range.start == start }), use.role == .reference else { return .unknown }
    // An experiment of this file or of an imported one, behind its modules where it is named by them.
    if let (id, fields) = index.experiments.experiment(named: parts, in: file, index.files),
      use.declaration.map({ isGlobal($0, names, file, index.experiments.experiments[id]) }) ?? true
    {
      return follow(fields[...], from: index.experiments.experiments[id].type)
    }
    return holder(first, use, names, file).map { follow(parts.dropFirst(), from: $0) } ?? .unknown
  }

  /// The config type that the first name of a chain holds.
  private func holder(
    _ first: String, _ use: CodeName, _ names: [CodeName], _ file: DefinitionFile
  ) -> Holder? {
    if let declaration = use.declaration, isVariable(declaration, names),
      let type = writtenType(behind: declaration, in: file.text)
    {
      return holder(type, in: file)
    }
    guard file.language == .swift, let own = type(named: use.container, in: file),
      index.experiments.types[own].type.field(named: first) != nil,
      use.declaration.map({ index.experiments.types[own].place(ofField: first)?.range == $0 }) ?? true
    else { return nil }
    return step(first, from: own)
  }

  /// The experiment itself, or an import of it, and no variable of a function.
  private func isGlobal(
    _ declaration: TextRange, _ names: [CodeName], _ file: DefinitionFile, _ experiment: ExperimentIndex.Experiment
  ) -> Bool {
    if experiment.file == file.file { return declaration == experiment.nameRange }
    guard let name = names.first(where: { $0.range == declaration }) else { return true }
    switch name.role {
    case .imported: return true
    case .declaration(.local):
      let line = file.text[file.text.range(ofLine: file.text.line(of: declaration.start))]
      return line.hasPrefix("from ") || line.hasPrefix("import ")
    case .declaration, .reference, .member, .label, .text, .scope: return false
    }
  }

  private func isVariable(_ declaration: TextRange, _ names: [CodeName]) -> Bool {
    names.contains {
      $0.range == declaration
        && [.declaration(.parameter), .declaration(.local), .declaration(.global)].contains($0.role)
    }
  }

  /// `Net.Opt` of `name: Net.Opt`, where nothing but an optional is made of it.
  private func writtenType(behind declaration: TextRange, in text: SourceText) -> TypeExpression? {
    let line = text.range(ofLine: text.line(of: declaration.end))
    let rest = text[TextRange(declaration.end, max(line.end, declaration.end))]
    guard let found = rest.prefixMatch(of: /\s*:\s*([A-Za-z_][A-Za-z0-9_.]*)\??\s*(?:[,)={]|$)/) else { return nil }
    return .named(found.output.1.split(separator: ".").map(String.init), arguments: [])
  }

  /// A file that defines nothing has names and types all the same.
  private func definitionFile(_ code: CodeNames) -> DefinitionFile? {
    if let known = index.files[code.file] { return known }
    guard let text = analysis.text(of: code.file) ?? analysis.files.codeText(code.file) else { return nil }
    var file = DefinitionFile.Contents(file: code.file, language: code.language, module: code.module, text: text)
    file.names = code.paths
    return DefinitionFile(file)
  }

  /// `self.config` of a class that is no config itself.
  private func member(_ path: ArraySlice<String>, of name: CodeName, _ file: DefinitionFile) -> Holder {
    guard let first = path.first else { return .unknown }
    let last = name.container.split(separator: ".").last.map(String.init) ?? name.container
    let property = file.types.lazy.filter { $0.name == name.container || $0.name == last }.flatMap(\.properties)
      .first { $0.name == first }
    guard let type = property?.type else { return .unknown }
    guard case .config(let id)? = holder(type, in: file) else { return .unknown }
    return follow(path.dropFirst(), from: .config(id))
  }

  private func holder(_ type: TypeExpression, in file: DefinitionFile) -> Holder? {
    guard case .named(let path, _) = type.unwrapped else { return .other }
    if let id = index.experiments.type(named: path, in: file, index.files) { return .config(id) }
    let isKnown = index.files.values.contains { $0.types.contains { $0.name == path.joined(separator: ".") } }
    return isKnown || Self.plainTypes.contains(path.last ?? "") ? .other : nil
  }

  private static let plainTypes: Set<String> = [
    "Int", "Double", "Float", "String", "Bool", "Array", "Dictionary", "Set", "int", "float", "str", "bool", "list",
    "dict", "set", "tuple", "Path",
  ]

  func type(named container: String, in file: DefinitionFile) -> ExperimentIndex.TypeID? {
    guard !container.isEmpty else { return nil }
    return index.experiments.type(
      named: container.split(separator: ".").map(String.init), in: file, index.files)
  }

  private func follow(_ path: ArraySlice<String>, from holder: Holder) -> Holder {
    path.reduce(holder) { found, name in
      guard case .config(let id) = found else { return found == .other ? .unknown : found }
      return step(name, from: id) ?? .unknown
    }
  }

  private func follow(_ path: ArraySlice<String>, from id: ExperimentIndex.TypeID) -> Holder {
    follow(path, from: .config(id))
  }

  private func step(_ name: String, from id: ExperimentIndex.TypeID) -> Holder? {
    let home = index.experiments.types[id]
    guard let field = home.type.field(named: name), let type = field.parameter.type,
      let file = index.files[field.parameter.file ?? home.file]
    else { return nil }
    return holder(type, in: file)
  }
}

extension ExperimentIndex.TypeInFile {
  fileprivate func place(ofField name: String) -> FileLocation? { type.field(named: name).map { place(of: $0) } }
}

extension Analysis {
  /// Where a name stands in one file.
  func names(_ name: String, in code: CodeNames) -> [CodeName] {
    files.codeNames(CodeNameQuery(name, code.language, in: .file(code.file))).flatMap(\.names)
  }
}
