// What does a name mean where it stands in a gin file, and how is a thing written there? In the light of its imports.

package import Configurables
import Evaluation
package import GinSyntax
package import SourceText

extension Analysis {
  /// The configurable that `selector` (without scope) means in a file; by the definitions alone where the file is none
  /// of gin's. Of several those come first that the file works with, the nearest first of all.
  package func configurable(_ selector: String, in file: FilePath) -> DefinitionIndex.Lookup {
    let found = files.definitions.reference(selector, in: files.ginFile(file)?.syntax).target.lookup
    guard case .ambiguous(let ids) = found else { return found }
    return .ambiguous(candidates(ids, named: selector, in: file)?.all ?? ids)
  }

  /// What a constant of the code is, as `repr` writes it; empty where nobody can tell.
  package func valueText(of constant: DefinitionIndex.ConstantInFile) -> String {
    let value = try? files.definitions.evaluator.constant(
      constant, environment: EmptyEnvironment(), run: EvaluationRun())
    return value?.text ?? ""
  }

  /// The same where the name stands.
  package func configurable(_ selector: GinName) -> DefinitionIndex.Lookup {
    files.definitions.reference(selector.text, in: selector.file).target.lookup
  }

  /// What code registers, and behind it what configs register by importing it.
  package var knownConfigurables: [Configurable] {
    let dynamic = files.allGinFiles.filter { files.ginFile($0)?.syntax.importedNames.bound != nil }
    let imported = dynamic.flatMap { nameUses(in: $0) }.compactMap { use -> DefinitionIndex.ID? in
      guard case .configurable(let id) = use.thing, !definitions.registered.contains(id) else { return nil }
      return id
    }
    return (Array(definitions.registered) + Set(imported).sorted()).map { definitions.configurables[$0] }
  }

  /// What a file with dynamic registration can name, as it names it; nil for every other file, which names what code
  /// registers.
  package func importedNames(in file: FilePath) -> [(selector: String, id: DefinitionIndex.ID)]? {
    guard let bound = files.ginFile(file)?.syntax.importedNames.bound else { return nil }
    var found: [(selector: String, id: DefinitionIndex.ID)] = []
    var seen: Set<DefinitionIndex.ID> = []
    // Of two ways to write a thing the shorter one is offered.
    let all = bound.flatMap { name, path in
      definitions.importedNames(below: path).map { (selector: name + "." + $0.name, id: $0.id) }
    }
    for item in all.sorted(by: { ($0.selector.utf8.count, $0.selector) < ($1.selector.utf8.count, $1.selector) })
    where seen.insert(item.id).inserted {
      found.append(item)
    }
    return found.sorted { $0.selector < $1.selector }
  }
}

extension ReferenceMeaning.Target {
  fileprivate var lookup: DefinitionIndex.Lookup {
    switch self {
    case .configurable(let id): .found(id)
    case .ambiguous(let ids): .ambiguous(ids)
    case .macro, .constant, .singleton, .unknown: .unknown
    }
  }
}
