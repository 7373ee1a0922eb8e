// Where is a module named? In imports, in front of the names that it registers, and in the imports of Python.

import Configurables
import GinSyntax
import Resolution
import SourceText

extension Analysis {
  /// The module that a part of `models.nets.Net` names, where it is the last part of the module's name.
  func module(in file: FilePath, at offset: TextOffset) -> (subject: Subject, range: TextRange)? {
    guard let use = nameUses(in: file).first(where: { $0.range.start > offset }),
      let named = module(named: use, in: file), named.range.touches(offset)
    else { return nil }
    return (.module(named.module), named.range)
  }

  /// In a config: what imports name, and what stands right before the configurables of the module.
  func places(ofModule wanted: String, in file: FilePath) -> [TextRange] {
    guard let gin = files.ginFile(file)?.syntax else { return [] }
    let imported = gin.statements.compactMap { statement -> TextRange? in
      guard case .import(let importing) = statement.content, importing.path == wanted else { return nil }
      return (importing.importedName ?? importing.module).range
    }
    let prefixes = nameUses(in: file).compactMap { use in
      module(named: use, in: file).flatMap { $0.module == wanted ? $0.range : nil }
    }
    return (imported + prefixes).sorted { $0.start < $1.start }
  }

  /// `nets` of `models.nets.Outer.Net`, whose module is `models.nets`.
  private func module(named use: NameUse, in file: FilePath) -> (module: String, range: TextRange)? {
    guard case .configurable(let id) = use.thing, let text = text(of: file), let prefix = text.module(before: use)
    else {
      return nil
    }
    let configurable = definitions.configurables[id]
    guard let module = definitions.files[configurable.file]?.module, !module.isEmpty else { return nil }
    let types = configurable.name.split(separator: ".").dropLast().map(String.init)
    if let part = Self.modulePart(of: text[prefix], from: prefix.start, types, module) {
      let last = text[part].split(separator: ".").last?.utf8.count ?? 0
      return (module, TextRange(part.end.advanced(by: -last), part.end))
    }
    // With dynamic registration an import may call the module otherwise.
    let isAlias = files.ginFile(file)?.syntax.statements.contains { statement in
      guard case .import(let importing) = statement.content else { return false }
      return importing.path == module && importing.alias?.text == text[prefix]
    }
    return isAlias == true ? (module, prefix) : nil
  }

  /// In Python: `nets` of `from models import nets`.
  func codePlaces(ofModule wanted: String, _ search: UseSearch) -> [FileLocation] {
    guard let period = wanted.lastIndex(of: ".") else { return [] }
    let (package, name) = (String(wanted[..<period]), String(wanted[wanted.index(after: period)...]))
    return search.names(name, .python).flatMap { code in
      code.names.filter { $0.role == .imported(from: package) }.map { FileLocation(code.file, $0.range) }
    }
  }
}
