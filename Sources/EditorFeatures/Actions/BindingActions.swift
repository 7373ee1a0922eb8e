// Which bindings are missing, and which say nothing?

import Configurables
import GinSyntax
import Resolution
import SourceText

extension Refactoring {
  /// A binding for every parameter that needs one: `%gin.REQUIRED`, which gin refuses until somebody fills it in.
  func requiredBindings(for statement: GinStatement) -> ActionOffer? {
    guard let key = key(of: statement), let id = configurable(key.selector.text), isSound(top(of: statement)) else {
      return nil
    }
    let missing = config.missingParameters(of: id, scope: key.scope.text).filter(\.canBeBound)
    guard !missing.isEmpty else { return nil }
    let language = definitions.configurables[id].language
    let names = missing.map { language.ginSpelling($0.name) }
    return ActionOffer(title: FeatureWords.bindRequired(names), kind: .rewrite) {
      let isInBlock = statement.kind == .block || statement.block != nil
      let prefix = isInBlock ? blockStep(of: top(of: statement)) : key.scope.asPrefix + key.selector.text + "."
      let last = isInBlock ? top(of: statement) : neighbours(of: statement).last?.statement ?? statement
      return [lines(names.map { prefix + $0 + " = %gin.REQUIRED" }, behind: last.range.end)]
    }
  }

  /// The white space before the members of a block.
  private func blockStep(of statement: GinStatement) -> String {
    guard case .block(let block) = statement.content, let member = block.members.first else { return step }
    return text[TextRange(lineStart(member.range.start), member.range.start)]
  }

  /// All bindings of the file that could be deleted and nothing would change.
  func removal(ofRedundant problems: [Problem]) -> ActionOffer? {
    let redundant = problems.filter { $0.code.isUnnecessary && $0.location.file == file }
    guard redundant.count > 1 else { return nil }
    let starts = Set(redundant.map(\.location.range.start))
    return ActionOffer(title: FeatureWords.removeRedundant(starts.count), kind: .removeRedundant) {
      let gone = gin.statements.filter { starts.contains($0.range.start) && $0.kind != .block }
      let emptied = Set(gone.compactMap { $0.block?.statement.index }).filter { place in
        guard case .block(let block) = gin.statements[place].content else { return false }
        return block.members.allSatisfy { member in gone.contains { $0.index == member.index } }
      }
      let headers = emptied.map { place in
        let start = gin.statements[place].range.start
        return TextRange(lineStart(start), nextLine(start))
      }
      return Analysis.withoutOverlaps((gone.map { lines(of: $0.range) } + headers).map { change($0, to: "") })
    }
  }
}
