// What does a function's body do, said without its language? The form that both readers lower bodies to.
//
// It keeps what the code says, with names not yet looked up and literals not yet typed: operator precedence is already
// resolved, everything else (types, overloads, numbers) is the evaluator's, which knows all files. What a reader cannot
// express becomes `unsupported` at its place, so that only an evaluation that reaches it gives up.

package import SourceText

package struct Expression: Sendable, Hashable {
  package var kind: Kind
  /// In the file of the definition that holds it.
  package var range: TextRange

  package init(_ kind: Kind, _ range: TextRange) {
    self.kind = kind
    self.range = range
  }

  package indirect enum Kind: Sendable, Hashable {
    /// The literal's text without `_`, radix prefix included.
    case integer(String)
    /// The literal's text without `_`; Swift's hexadecimal floats included.
    case floating(String)
    /// Python's `2j`, the text without `j`.
    case imaginary(String)
    case string(String)
    case bytes([UInt8])
    case boolean(Bool)
    /// `nil`, `None`.
    case none
    case interpolation([InterpolationPart])
    case name(String)
    /// `base.name`; without a base, Swift's implicit member (`.pi`).
    case member(base: Expression?, name: String, nameRange: TextRange)
    /// A trailing closure is an argument like any other, with the label that it stands for when the code writes one.
    case call(callee: Expression, arguments: [Argument])
    case index(base: Expression, arguments: [Argument])
    /// Python's `start:stop:step` inside an index.
    case slice(start: Expression?, stop: Expression?, step: Expression?)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// Python's `a < b <= c`: each operand evaluated once.
    case comparisons(first: Expression, rest: [Comparison])
    /// `a ? b : c`, `b if a else c`.
    case conditional(condition: Expression, then: Expression, otherwise: Expression)
    /// Swift's `if` and `switch` as expressions: the last expression of the branch that is taken is the value.
    case statement(Statement)
    case list([Expression])
    case tuple([Argument])
    case dictionary([DictionaryElement])
    case set([Expression])
    case closure(Function)
    case comprehension(ComprehensionKind, element: Expression, value: Expression?, clauses: [ComprehensionClause])
    /// Swift's `as`, `as?`, `is`; `as!` is `cast(.forced)`.
    case cast(CastKind, Expression, TypeExpression)
    /// `a?.b`: a `nil` base ends the whole chain, which is `optionalChain`.
    case optionalUnwrap(Expression)
    case optionalChain(Expression)
    case forceUnwrap(Expression)
    /// Swift's `try`, `try?`, `try!`.
    case attempt(AttemptKind, Expression)
    /// A type where a value is expected: `[Double]()`, `Array<Int>.init`, `Double.self` (the `.self` is dropped).
    case type(TypeExpression)
    /// Swift's key path `\.name.other`.
    case keyPath([String])
    /// Python's `name := value`.
    case namedValue(String, Expression)
    /// Python's `*a` inside a list, tuple or set.
    case unpacked(Expression)
    /// Python's `yield value`, which makes a generator of the function around it.
    case yielded(Expression?)
    /// Python's `yield from value`.
    case yieldedAll(Expression)
    /// What the reader does not model, in words that complete "not evaluated: ": "uses `await`".
    case unsupported(String)
  }

  package struct InterpolationPart: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
      case text(String)
      /// `conversion` is Python's `r`, `s` or `a`; `format` is what stands behind its `:`.
      case value(Expression, conversion: String?, format: Expression?)
    }
    package var content: Content
    package init(_ content: Content) { self.content = content }
  }

  package struct Argument: Sendable, Hashable {
    package enum Spread: Sendable, Hashable {
      case single
      /// Python's `*values`.
      case positional
      /// Python's `**values`.
      case keywords
    }
    package var label: String?
    package var labelRange: TextRange?
    package var value: Expression
    package var spread: Spread

    package init(label: String? = nil, labelRange: TextRange? = nil, value: Expression, spread: Spread = .single) {
      self.label = label
      self.labelRange = labelRange
      self.value = value
      self.spread = spread
    }
  }

  package enum DictionaryElement: Sendable, Hashable {
    case pair(key: Expression, value: Expression)
    /// Python's `**other`.
    case unpacked(Expression)
  }

  package struct Comparison: Sendable, Hashable {
    package var comparison: BinaryOperator
    package var right: Expression
    package init(_ comparison: BinaryOperator, _ right: Expression) {
      self.comparison = comparison
      self.right = right
    }
  }

  package enum ComprehensionKind: Sendable, Hashable { case list, set, dictionary, generator }

  package enum ComprehensionClause: Sendable, Hashable {
    case loop(Pattern, in: Expression)
    case condition(Expression)
  }

  package enum CastKind: Sendable, Hashable { case coercion, conditional, forced, check }
  package enum AttemptKind: Sendable, Hashable { case plain, optional, forced }
}

package enum UnaryOperator: String, Sendable, Hashable {
  case plus = "+"
  case minus = "-"
  case not = "!"
  case bitNot = "~"
}

/// By Swift's spelling where the two languages have the operator in common; its meaning is the function's language's.
package enum BinaryOperator: String, Sendable, Hashable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  /// Swift's remainder, Python's modulo.
  case remainder = "%"
  case power = "**"
  case matrixMultiply = "@"
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case wrappingAdd = "&+"
  case wrappingSubtract = "&-"
  case wrappingMultiply = "&*"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  /// Swift's `===`, Python's `is`.
  case identical = "==="
  case notIdentical = "!=="
  case contains = "in"
  case containsNot = "not in"
  case and = "&&"
  case or = "||"
  case nilCoalescing = "??"
  case halfOpenRange = "..<"
  case closedRange = "..."
}

package indirect enum Pattern: Sendable, Hashable {
  case wildcard
  case name(String, TextRange)
  case tuple([Pattern])
  /// Python's `*rest`.
  case rest(Pattern)
  /// Swift's `let x?` and `if let x`.
  case optional(Pattern)
  /// A value to be equal to, or a range or type to lie in (`case 1...3`).
  case expression(Expression)
  /// `case .adam(let lr)`.
  case enumerationCase(type: TypeExpression?, name: String, payload: [Pattern])
  case typeCheck(TypeExpression, Pattern?)
  /// The target of an assignment that is not a name: `a[i]`, `a.b`.
  case target(Expression)
  /// `x: Int`.
  case typed(Pattern, TypeExpression)
  case unsupported(String, TextRange)
}

package struct Statement: Sendable, Hashable {
  package var kind: Kind
  package var range: TextRange

  package init(_ kind: Kind, _ range: TextRange) {
    self.kind = kind
    self.range = range
  }

  package indirect enum Kind: Sendable, Hashable {
    /// Swift's `let` and `var`: a new name. Without a value it must be assigned before it is read.
    case declaration(Pattern, type: TypeExpression?, value: Expression?, Mutability)
    /// `a = b`; Python's `a = b = c` has several targets and its assignment makes the name.
    case assignment(targets: [Pattern], value: Expression)
    /// `a += b`.
    case update(Expression, BinaryOperator, Expression)
    case expression(Expression)
    case conditional(conditions: [Condition], then: [Statement], otherwise: [Statement])
    /// Swift's `guard`: `otherwise` leaves the block; the names that the conditions bind stay.
    case require(conditions: [Condition], otherwise: [Statement])
    case whileLoop(label: String?, conditions: [Condition], body: [Statement], otherwise: [Statement])
    case repeatLoop(label: String?, body: [Statement], condition: Expression)
    case forLoop(
      label: String?, Pattern, in: Expression, where: Expression?, body: [Statement], otherwise: [Statement])
    /// Swift's `switch`, Python's `match`.
    case choice(label: String?, subject: Expression, cases: [ChoiceCase])
    case returned(Expression?)
    case breakLoop(String?)
    case continueLoop(String?)
    /// `throw`, `raise`; without a value Python's bare `raise`.
    case thrown(Expression?)
    case function(Function)
    case type(TypeDefinition)
    /// Swift's `do`/`catch`, Python's `try`.
    case attempt(body: [Statement], handlers: [Handler], otherwise: [Statement], finally: [Statement])
    case scope([Statement])
    case deferred([Statement])
    /// Python's `assert`.
    case assertion(Expression, message: Expression?)
    case fallthroughCase
    /// Python's `global`, `nonlocal`.
    case outerNames([String])
    /// Python's `del`.
    case deletion([Expression])
    /// Python's `with`.
    case within([Context], body: [Statement])
    case nothing
    case unsupported(String)
  }

  package enum Mutability: Sendable, Hashable { case constant, variable }

  /// `value as target` of a `with`.
  package struct Context: Sendable, Hashable {
    package var value: Expression
    package var target: Pattern?

    package init(value: Expression, target: Pattern?) {
      self.value = value
      self.target = target
    }
  }

  package struct ChoiceCase: Sendable, Hashable {
    /// Any of the patterns; empty for `default`.
    package var patterns: [Pattern]
    package var condition: Expression?
    package var body: [Statement]

    package init(patterns: [Pattern], condition: Expression?, body: [Statement]) {
      self.patterns = patterns
      self.condition = condition
      self.body = body
    }
  }

  package struct Handler: Sendable, Hashable {
    /// Nil catches everything.
    package var pattern: Pattern?
    /// Python's `as name`; in Swift `error` unless the pattern binds.
    package var name: String?
    package var body: [Statement]

    package init(pattern: Pattern?, name: String?, body: [Statement]) {
      self.pattern = pattern
      self.name = name
      self.body = body
    }
  }
}

package enum Condition: Sendable, Hashable {
  case expression(Expression)
  /// `if let x = y`, `if case .a(let b) = c`.
  case pattern(Pattern, Expression)
}

/// A function, method, initializer, accessor or closure.
package struct Function: Sendable, Hashable {
  /// Empty for a closure, `init` for an initializer.
  package var name: String
  package var nameRange: TextRange
  package var range: TextRange
  package var parameters: [Parameter]
  package var result: TypeExpression?
  package var body: [Statement]
  package var placement: Placement
  /// Python's, the outermost first.
  package var decorators: [Expression] = []
  /// Why it cannot be evaluated at all, in words that complete "not evaluated: ": "is generic", "is async".
  package var obstacle: String?
  package var documentation: String
  /// The declaration without its body, on one line, as the code writes it.
  package var signature: String

  package enum Placement: Sendable, Hashable { case global, instance, mutating, type, closure }

  package init(
    name: String, nameRange: TextRange, range: TextRange, parameters: [Parameter], result: TypeExpression?,
    body: [Statement], placement: Placement, obstacle: String? = nil, documentation: String = "",
    signature: String = ""
  ) {
    self.name = name
    self.nameRange = nameRange
    self.range = range
    self.parameters = parameters
    self.result = result
    self.body = body
    self.placement = placement
    self.obstacle = obstacle
    self.documentation = documentation
    self.signature = signature
  }
}
