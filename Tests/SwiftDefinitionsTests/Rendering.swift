// How does a lowered body look on paper? The program form as text with every pair of brackets written.

import Configurables

extension Expression {
  /// Every operator in brackets, so that precedence shows.
  var rendered: String {
    switch kind {
    case .integer(let text): text
    case .floating(let text): "f" + text
    case .string(let text): "\"" + text + "\""
    case .boolean(let value): String(value)
    case .none: "nil"
    case .interpolation(let parts): "interpolation[" + parts.map(\.rendered).joined(separator: "|") + "]"
    case .name(let name): name
    case .member(let base, let name, _): (base?.rendered ?? "") + "." + name
    case .call(let callee, let arguments): callee.rendered + "(" + rendered(arguments) + ")"
    case .index(let base, let arguments): base.rendered + "[" + rendered(arguments) + "]"
    case .unary(let sign, let operand): "(" + sign.rawValue + operand.rendered + ")"
    case .binary(let sign, let left, let right): "(\(left.rendered) \(sign.rawValue) \(right.rendered))"
    case .conditional(let condition, let then, let otherwise):
      "(\(condition.rendered) ? \(then.rendered) : \(otherwise.rendered))"
    case .statement(let statement): "value{" + statement.rendered + "}"
    case .list(let elements): "[" + elements.map(\.rendered).joined(separator: ", ") + "]"
    case .tuple(let elements): "tuple(" + rendered(elements) + ")"
    case .dictionary(let elements): "dict[" + elements.map { $0.rendered }.joined(separator: ", ") + "]"
    case .closure(let function): function.renderedClosure
    case .cast(let kind, let operand, let type): "(\(operand.rendered) \(kind) \(type.rendered))"
    case .optionalUnwrap(let operand): operand.rendered + "?"
    case .optionalChain(let operand): "chain(" + operand.rendered + ")"
    case .forceUnwrap(let operand): operand.rendered + "!"
    case .attempt(let kind, let operand): "try-\(kind)(\(operand.rendered))"
    case .type(let type): "<" + type.rendered + ">"
    case .keyPath(let names): "\\" + names.joined(separator: ".")
    case .unsupported(let reason): "¡" + reason + "!"
    default: "?"
    }
  }

  private func rendered(_ arguments: [Argument]) -> String {
    arguments.map { ($0.label.map { $0 + ": " } ?? "") + $0.value.rendered }.joined(separator: ", ")
  }
}

extension Expression.InterpolationPart {
  var rendered: String {
    switch content {
    case .text(let text): "\"" + text + "\""
    case .value(let value, _, _): value.rendered
    }
  }
}

extension Expression.DictionaryElement {
  var rendered: String {
    switch self {
    case .pair(let key, let value): key.rendered + ": " + value.rendered
    case .unpacked(let other): "**" + other.rendered
    }
  }
}

extension TypeExpression {
  var rendered: String {
    switch self {
    case .named(let path, let arguments):
      path.joined(separator: ".")
        + (arguments.isEmpty ? "" : "<" + arguments.map(\.rendered).joined(separator: ", ") + ">")
    case .optional(let type): type.rendered + "?"
    case .array(let type): "[" + type.rendered + "]"
    case .set(let type): "Set<" + type.rendered + ">"
    case .dictionary(let key, let value): "[" + key.rendered + ": " + value.rendered + "]"
    case .tuple(let elements):
      "(" + elements.map { ($0.label.map { $0 + ": " } ?? "") + $0.type.rendered }.joined(separator: ", ") + ")"
    case .function(let parameters, let result):
      "(" + parameters.map(\.rendered).joined(separator: ", ") + ") -> " + result.rendered
    case .opaque(let text): "opaque(" + text + ")"
    case .union, .literal: "?"
    }
  }
}

extension Pattern {
  var rendered: String {
    switch self {
    case .wildcard: "_"
    case .name(let name, _): name
    case .tuple(let parts): "(" + parts.map(\.rendered).joined(separator: ", ") + ")"
    case .rest(let inner): "*" + inner.rendered
    case .optional(let inner): inner.rendered + "?"
    case .expression(let value): "=" + value.rendered
    case .enumerationCase(let type, let name, let payload):
      (type?.rendered ?? "") + "." + name
        + (payload.isEmpty ? "" : "(" + payload.map(\.rendered).joined(separator: ", ") + ")")
    case .typeCheck(let type, let inner): (inner.map { $0.rendered + " " } ?? "") + "is " + type.rendered
    case .target(let target): "@" + target.rendered
    case .typed(let inner, let type): inner.rendered + ": " + type.rendered
    case .unsupported(let reason, _): "¡" + reason + "!"
    }
  }
}

extension Condition {
  var rendered: String {
    switch self {
    case .expression(let test): test.rendered
    case .pattern(let pattern, let value): "\(pattern.rendered) := \(value.rendered)"
    }
  }
}

extension [Statement] {
  var rendered: String { map(\.rendered).joined(separator: "; ") }
}

extension [Condition] {
  var rendered: String { map(\.rendered).joined(separator: ", ") }
}

extension Statement {
  var rendered: String {
    switch kind {
    case .declaration(let pattern, let type, let value, let mutability):
      (mutability == .constant ? "let " : "var ") + pattern.rendered + (type.map { ": " + $0.rendered } ?? "")
        + (value.map { " = " + $0.rendered } ?? "")
    case .assignment(let targets, let value):
      targets.map(\.rendered).joined(separator: " = ") + " = " + value.rendered
    case .update(let target, let sign, let value): "\(target.rendered) \(sign.rawValue)= \(value.rendered)"
    case .expression(let value): value.rendered
    case .conditional(let conditions, let then, let otherwise):
      "if \(conditions.rendered) {\(then.rendered)}" + (otherwise.isEmpty ? "" : " else {\(otherwise.rendered)}")
    case .require(let conditions, let otherwise): "guard \(conditions.rendered) else {\(otherwise.rendered)}"
    case .whileLoop(let label, let conditions, let body, _):
      prefix(label) + "while \(conditions.rendered) {\(body.rendered)}"
    case .repeatLoop(let label, let body, let condition):
      prefix(label) + "repeat {\(body.rendered)} while \(condition.rendered)"
    case .forLoop(let label, let pattern, let sequence, let filter, let body, _):
      prefix(label) + "for \(pattern.rendered) in \(sequence.rendered)"
        + (filter.map { " where " + $0.rendered } ?? "") + " {\(body.rendered)}"
    case .choice(let label, let subject, let cases):
      prefix(label) + "switch \(subject.rendered) {" + cases.map(\.rendered).joined(separator: " | ") + "}"
    case .returned(let value): "return" + (value.map { " " + $0.rendered } ?? "")
    case .breakLoop(let label): "break" + (label.map { " " + $0 } ?? "")
    case .continueLoop(let label): "continue" + (label.map { " " + $0 } ?? "")
    case .thrown(let value): "throw " + (value?.rendered ?? "")
    case .function(let function): "func \(function.name){\(function.body.rendered)}"
    case .type(let type): "\(type.kind.rawValue) \(type.name)"
    case .attempt(let body, let handlers, _, _):
      "do {\(body.rendered)}" + handlers.map { " catch \($0.pattern?.rendered ?? "*") {\($0.body.rendered)}" }.joined()
    case .scope(let body): "do {\(body.rendered)}"
    case .deferred(let body): "defer {\(body.rendered)}"
    case .fallthroughCase: "fallthrough"
    case .unsupported(let reason): "¡" + reason + "!"
    default: "?"
    }
  }

  private func prefix(_ label: String?) -> String { label.map { $0 + ": " } ?? "" }
}

extension Statement.ChoiceCase {
  var rendered: String {
    (patterns.isEmpty ? "default" : patterns.map(\.rendered).joined(separator: ", "))
      + (condition.map { " where " + $0.rendered } ?? "") + ": " + body.rendered
  }
}

extension Function {
  var renderedClosure: String {
    "{\(parameters.map(\.name).joined(separator: ", ")) in \(body.rendered)}" + (obstacle.map { "¡\($0)!" } ?? "")
  }
}
