// Which case does a `switch` take? Its cases with their patterns, `where` clauses and `#if`s.

import Configurables
import SourceText
import SwiftSyntax

extension Lowering {
  func choice(_ node: SwitchExprSyntax, label: String?) -> Statement.Kind {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return .unsupported(Self.tooDeep) }
    var cases: [Statement.ChoiceCase] = []
    guard append(node.cases, to: &cases) else { return .unsupported("depends on an `#if` that cannot be decided") }
    return .choice(label: label, subject: expression(node.subject), cases: cases)
  }

  /// - Returns: false when it cannot be known which cases there are.
  private func append(_ list: SwitchCaseListSyntax, to cases: inout [Statement.ChoiceCase]) -> Bool {
    for element in list {
      switch element {
      case .switchCase(let one): cases += choiceCases(one)
      case .ifConfigDecl(let conditional):
        let active = BuildConditions.active(conditional)
        guard active.undecided == nil, depth < Self.deepest else { return false }
        depth += 1
        defer { depth -= 1 }
        for clause in active.clauses {
          guard case .switchCases(let nested)? = clause.elements else { continue }
          guard append(nested, to: &cases) else { return false }
        }
      }
    }
    return true
  }

  /// One case, or several with the same body where only some of its patterns have a `where`.
  private func choiceCases(_ node: SwitchCaseSyntax) -> [Statement.ChoiceCase] {
    let body = statements(node.statements)
    guard case .case(let label) = node.label else {
      return [Statement.ChoiceCase(patterns: [], condition: nil, body: body)]
    }
    let items = label.caseItems.map { item in
      (pattern(item.pattern, .compared), item.whereClause.map { expression($0.condition) })
    }
    if items.count == 1 || items.allSatisfy({ $0.1 == nil }) {
      return [Statement.ChoiceCase(patterns: items.map(\.0), condition: items.first?.1, body: body)]
    }
    // `fallthrough` out of a copy would enter the next copy instead of the next case.
    let leaves = body.last.map { $0.kind == .fallthroughCase } ?? false
    return items.map { pattern, condition in
      Statement.ChoiceCase(
        patterns: [pattern], condition: condition,
        body: leaves ? [Statement(.unsupported("uses `fallthrough` behind several `where`s"), range(node))] : body)
    }
  }
}
