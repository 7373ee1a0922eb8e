// What do the declarations of a file define? Functions, globals, imports and types, each with what registers it.

import Configurables
import SourceText
import SwiftSyntax

/// Whether attributes register what they stand on. Local declarations register nothing.
enum Registering { case everything, nothing }

extension Lowering {
  func read(_ items: CodeBlockItemListSyntax) -> Fragment {
    var fragment = Fragment()
    for item in items { read(item, into: &fragment) }
    return fragment
  }

  /// Statements at the top of a file define nothing.
  func read(_ item: CodeBlockItemSyntax, into fragment: inout Fragment) {
    guard case .decl(let declaration) = item.item else { return }
    read(declaration, into: &fragment)
  }

  private func read(_ node: DeclSyntax, into fragment: inout Fragment) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return }
    switch node.as(DeclSyntaxEnum.self) {
    case .functionDecl(let function):
      guard function.name.presence == .present else { return }
      let lowered = self.function(function, placement: .global)
      fragment.functions.append(lowered)
      guard let registration = registration(function.attributes) else { return }
      fragment.configurables.append(
        configurable(
          lowered, registration, path: [lowered.name], kind: .function,
          target: .function(fragment.functions.count - 1)))
    case .variableDecl(let variable):
      fragment.globals += properties(variable, placement: .global).map(\.property)
    case .importDecl(let node):
      fragment.imports.append(node.path.map { name($0.name) }.joined(separator: "."))
    case .ifConfigDecl(let node):
      branches(of: node) { elements in
        guard case .statements(let items)? = elements else { return }
        let branch = read(items)
        if undecided == nil { fragment.append(branch) } else { fragment.appendAlternative(branch) }
      }
    default: readType(node, into: &fragment, path: [], registering: .everything)
    }
  }

  /// Reads every branch of an `#if` that may be compiled; what stands in one of several cannot be evaluated.
  func branches(of node: IfConfigDeclSyntax, _ read: (IfConfigClauseSyntax.Elements?) -> Void) {
    let active = BuildConditions.active(node)
    let outer = undecided
    undecided = outer ?? active.undecided
    defer { undecided = outer }
    for clause in active.clauses { read(clause.elements) }
  }

  func configurable(
    _ function: Function, _ registration: Registration, path: [String], kind: Configurable.Kind,
    target: Configurable.Target
  ) -> Configurable {
    let place = registration.place(declared: path, module: module)
    return Configurable(
      name: place.name, module: place.module, kind: kind, language: .swift, file: file,
      nameRange: function.nameRange, registration: registration.word,
      parameters: registration.applied(to: function.parameters), result: function.result,
      resultText: function.result == nil ? nil : Self.resultText(function.signature),
      documentation: function.documentation, signature: function.signature, target: target)
  }

  /// What stands behind the last `->` outside brackets.
  private static func resultText(_ signature: String) -> String? {
    let bytes = Array(signature.utf8)
    var nesting = 0
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["): nesting += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): nesting -= 1
      case UInt8(ascii: ">") where nesting == 0 && index > 0 && bytes[index - 1] == UInt8(ascii: "-"):
        let text = String(decoding: bytes[(index + 1)...], as: UTF8.self).drop { $0 == " " }
        return String(text.components(before: " where "))
      default: break
      }
    }
    return nil
  }
}

extension Substring {
  /// The text before `separator`, or all of it.
  fileprivate func components(before separator: String) -> Substring {
    guard let found = firstRange(of: separator) else { return self }
    return self[..<found.lowerBound]
  }
}
