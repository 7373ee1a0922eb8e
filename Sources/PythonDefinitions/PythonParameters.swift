// Which parameters does a Python function take?

import Configurables
import PythonText
import SourceText

extension PythonParser {
  enum Annotations { case present, absent }

  /// Parameters up to `end`, which is left for the caller: `a, /, b: int = 1, *args, c, **kwargs`.
  mutating func parameters(
    until end: String, annotations: Annotations
  ) throws(PythonSyntaxError) -> [Parameter] {
    var parameters: [Parameter] = []
    var kind = Parameter.Kind.ordinary
    while !at(end) {
      if take("/") {
        for index in parameters.indices { parameters[index].kind = .positionalOnly }
      } else if take("**") {
        parameters.append(try parameter(.keywords, annotations))
      } else if take("*") {
        if !at(",") { parameters.append(try parameter(.variadic, annotations)) }
        kind = .keywordOnly
      } else {
        parameters.append(try parameter(kind, annotations))
      }
      guard take(",") else { break }
    }
    return parameters
  }

  private mutating func parameter(
    _ kind: Parameter.Kind, _ annotations: Annotations
  ) throws(PythonSyntaxError) -> Parameter {
    let name = try expectName()
    var parameter = Parameter(name: name.text, nameRange: TextRange(name.start, name.end), kind: kind)
    if annotations == .present, take(":") {
      let annotation = try starredExpression()
      parameter.type = TypeExpression(annotation: annotation)
      parameter.typeText = text(annotation.range)
    }
    if take("=") {
      let value = try expression()
      parameter.defaultValue = value
      parameter.defaultText = text(value.range)
    }
    return parameter
  }

  /// As the code writes it.
  func text(_ range: TextRange) -> String {
    String(decoding: bytes[range.start.utf8..<min(max(range.end.utf8, range.start.utf8), bytes.count)], as: UTF8.self)
  }
}

extension TypeExpression {
  /// What a Python annotation says.
  init(annotation: Expression) {
    switch annotation.kind {
    case .none: self = .named("None")
    case .name(let name): self = .named(name)
    case .member: self = Self.path(annotation).map { .named($0, arguments: []) } ?? .opaque("an expression")
    case .string(let text): self = Self.quoted(text)
    case .binary(.bitOr, let left, let right):
      self = Self.flattened([TypeExpression(annotation: left), TypeExpression(annotation: right)])
    case .index(let base, let arguments): self = Self.generic(base, arguments)
    default: self = .opaque("an expression")
    }
  }

  private static func path(_ expression: Expression) -> [String]? {
    switch expression.kind {
    case .name(let name): return [name]
    case .member(let base?, let name, _): return path(base).map { $0 + [name] }
    default: return nil
    }
  }

  /// An annotation in quotes is an expression all the same.
  private static func quoted(_ text: String) -> TypeExpression {
    let bytes = Array(text.utf8)
    let parsed = bytes.withUnsafeBufferPointer { buffer -> Expression? in
      try? PythonParser.expression(in: buffer, from: 0, to: buffer.count)
    }
    guard let parsed else { return .opaque(text) }
    if case .string = parsed.kind { return .opaque(text) }
    return TypeExpression(annotation: parsed)
  }

  /// `A | B | None`, flat, with `None` as an optional around the rest.
  private static func flattened(_ parts: [TypeExpression]) -> TypeExpression {
    var isOptional = false
    var members: [TypeExpression] = []
    for part in parts {
      switch part {
      case .named(let path, _) where path == ["None"]: isOptional = true
      case .union(let inner): members += inner
      case .optional(.union(let inner)):
        isOptional = true
        members += inner
      case .optional(let inner):
        isOptional = true
        members.append(inner)
      default: members.append(part)
      }
    }
    let type: TypeExpression = members.count == 1 ? members[0] : .union(members)
    return isOptional ? .optional(type) : type
  }

  private static func generic(_ base: Expression, _ arguments: [Expression.Argument]) -> TypeExpression {
    guard let path = path(base), let last = path.last else { return .opaque("an expression") }
    var values = arguments.map(\.value)
    if values.count == 1, case .tuple(let elements) = values[0].kind { values = elements.map(\.value) }
    if last == "Literal" { return literals(values) }
    let types = values.map { TypeExpression(annotation: $0) }
    switch (last, types.count) {
    case ("Optional", 1): return flattened([types[0], .named("None")])
    case ("Union", _): return flattened(types)
    case ("Annotated", 1...), ("Final", 1), ("ClassVar", 1), ("Required", 1): return types[0]
    case ("list", 1), ("List", 1): return .array(types[0])
    case ("set", 1), ("Set", 1), ("FrozenSet", 1), ("frozenset", 1): return .set(types[0])
    case ("dict", 2), ("Dict", 2): return .dictionary(key: types[0], value: types[1])
    case ("tuple", _), ("Tuple", _):
      // `tuple[int, ...]` has any length, which a list of types cannot say.
      if case .name("Ellipsis")? = values.last?.kind { return .named(path, arguments: types) }
      return .tuple(types.map { .init(label: nil, type: $0) })
    case ("Callable", 2):
      guard case .list(let parameters) = values[0].kind else {
        return .function(parameters: [.opaque("...")], result: types[1])
      }
      return .function(parameters: parameters.map { TypeExpression(annotation: $0) }, result: types[1])
    default: return .named(path, arguments: types)
    }
  }

  private static func literals(_ values: [Expression]) -> TypeExpression {
    var literals: [Value] = []
    for value in values {
      switch value.kind {
      case .string(let text): literals.append(.string(text))
      case .boolean(let flag): literals.append(.boolean(flag))
      case .none: literals.append(.none)
      case .integer(let digits): if let number = Int(digits) { literals.append(.integer(number)) }
      default: return .opaque("Literal")
      }
    }
    return literals.count == values.count ? .literal(literals) : .opaque("Literal")
  }
}
