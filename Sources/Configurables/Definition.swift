// What does one file of code define? What a reader hands over: configurables, and all that their bodies may call.

package import SourceText

/// An input of a configurable or a function.
package struct Parameter: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case ordinary
    case positionalOnly, keywordOnly
    /// Python's `*args`, Swift's `Int...`.
    case variadic
    /// Python's `**kwargs`.
    case keywords
    /// Swift's `inout`.
    case mutated
  }

  /// The name that a config writes: Swift's argument label, or the parameter's name where the label is `_`.
  package var name: String
  /// The name inside the body.
  package var internalName: String
  /// The label that a Swift caller writes; nil for `_`.
  package var label: String?
  package var nameRange: TextRange
  /// Where the name stands, when it is not the configurable's own file: Python inherits constructors.
  package var file: FilePath?
  package var kind: Kind
  package var type: TypeExpression?
  /// As the code writes it.
  package var typeText: String?
  package var defaultValue: Expression?
  /// As the code writes it.
  package var defaultText: String?
  package var documentation: String
  /// Whether a binding may set it: false outside an allowlist and inside a denylist.
  package var isConfigurable: Bool
  /// Set for a computed property: it is shown, and a binding of it is an error.
  package var isComputed: Bool

  package init(
    name: String, internalName: String? = nil, label: String? = nil, nameRange: TextRange, kind: Kind = .ordinary,
    type: TypeExpression? = nil, typeText: String? = nil, defaultValue: Expression? = nil, defaultText: String? = nil,
    documentation: String = "", isConfigurable: Bool = true, isComputed: Bool = false
  ) {
    self.name = name
    self.internalName = internalName ?? name
    self.label = label
    self.nameRange = nameRange
    self.kind = kind
    self.type = type
    self.typeText = typeText
    self.defaultValue = defaultValue
    self.defaultText = defaultText
    self.documentation = documentation
    self.isConfigurable = isConfigurable
    self.isComputed = isComputed
  }
}

/// A function or type that configs can set.
package struct Configurable: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case function, method
    case structure = "struct"
    case classType = "class"
    case actor
    case enumeration = "enum"
  }

  /// What stands behind the name, in the `DefinitionFile` that holds it.
  package enum Target: Sendable, Hashable {
    case function(Int)
    /// A method: the type's index and the method's index in it.
    case method(type: Int, Int)
    case type(Int)
    /// Registered here, defined outside the workspace.
    case external
  }

  /// Without the module; with the enclosing types: `Outer.Adam`, `Trainer.step`.
  package var name: String
  /// The SwiftPM target or the Python module, or what the registration says instead.
  package var module: String
  package var kind: Kind
  package var language: Language
  package var file: FilePath
  /// The declared name itself.
  package var nameRange: TextRange
  /// How it was registered, in the code's word: `Configurable`, `Config`, `register`, `external_configurable`.
  package var registration: String
  /// Computed properties included, with `isComputed`.
  package var parameters: [Parameter]
  package var result: TypeExpression?
  package var resultText: String?
  package var documentation: String
  /// The declaration without its body, on one line, as the code writes it.
  package var signature: String
  package var target: Target
  /// Whether it may take parameters that are not in `parameters`: its signature is not, or not wholly, known.
  package var isOpen = false
  /// Whether `module` is the one that the program sees. False for what is defined outside the workspace and registered
  /// without saying its module: then any module may stand before the name.
  package var isModuleCertain = true

  package init(
    name: String, module: String, kind: Kind, language: Language, file: FilePath, nameRange: TextRange,
    registration: String, parameters: [Parameter], result: TypeExpression? = nil, resultText: String? = nil,
    documentation: String = "", signature: String = "", target: Target
  ) {
    self.name = name
    self.module = module
    self.kind = kind
    self.language = language
    self.file = file
    self.nameRange = nameRange
    self.registration = registration
    self.parameters = parameters
    self.result = result
    self.resultText = resultText
    self.documentation = documentation
    self.signature = signature
    self.target = target
  }

  /// Where a parameter of it is declared.
  package func place(of parameter: Parameter) -> FileLocation {
    FileLocation(parameter.file ?? file, parameter.nameRange)
  }

  /// `module.name`, by which gin knows it.
  package var selector: String { module.isEmpty ? name : module + "." + name }

  /// Whether any parameter name is accepted: Python's `**kwargs`, or a signature that is not known.
  package var acceptsAnyParameter: Bool { isOpen || parameters.contains { $0.kind == .keywords } }
}

/// A property of a type, or a global.
package struct Property: Sendable, Hashable {
  package var name: String
  package var nameRange: TextRange
  package var range: TextRange
  package var type: TypeExpression?
  package var typeText: String?
  package var initialValue: Expression?
  package var initialText: String?
  package var mutability: Statement.Mutability
  package var placement: Placement
  /// Set for a computed property.
  package var getter: Function?
  package var documentation: String
  /// Why its value cannot be evaluated: a property wrapper, observers that change it.
  package var obstacle: String?

  package enum Placement: Sendable, Hashable { case instance, lazy, type, global }

  package init(
    name: String, nameRange: TextRange, range: TextRange, type: TypeExpression? = nil, typeText: String? = nil,
    initialValue: Expression? = nil, initialText: String? = nil, mutability: Statement.Mutability,
    placement: Placement, getter: Function? = nil, documentation: String = "", obstacle: String? = nil
  ) {
    self.name = name
    self.nameRange = nameRange
    self.range = range
    self.type = type
    self.typeText = typeText
    self.initialValue = initialValue
    self.initialText = initialText
    self.mutability = mutability
    self.placement = placement
    self.getter = getter
    self.documentation = documentation
    self.obstacle = obstacle
  }
}

package struct EnumerationCase: Sendable, Hashable {
  package var name: String
  package var nameRange: TextRange
  /// As it is written; nil means the language's own rule (the name, or one more than the case before).
  package var rawValue: Expression?
  package var payload: [Parameter]
  package var documentation: String

  package init(
    name: String, nameRange: TextRange, rawValue: Expression? = nil, payload: [Parameter] = [],
    documentation: String = ""
  ) {
    self.name = name
    self.nameRange = nameRange
    self.rawValue = rawValue
    self.payload = payload
    self.documentation = documentation
  }
}

/// A type, or an extension of one, as it stands at one place of one file.
package struct TypeDefinition: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case structure = "struct"
    case classType = "class"
    case actor
    case enumeration = "enum"
    case protocolType = "protocol"
    case extensionOfType = "extension"
    case alias = "typealias"
  }

  /// With the enclosing types, `Outer.Inner`; for an extension the extended type's name as written.
  package var name: String
  package var kind: Kind
  package var nameRange: TextRange
  package var range: TextRange
  package var inherited: [TypeExpression]
  package var properties: [Property]
  package var methods: [Function]
  package var initializers: [Function]
  package var cases: [EnumerationCase]
  /// How the text of a case is written.
  package var caseForm = EnumerationValue.Form.ordinary
  /// The meaning of a `typealias`.
  package var aliased: TypeExpression?
  /// Python's bases and keywords, as the `class` statement passes them.
  package var arguments: [Expression.Argument] = []
  /// Python's, the outermost first.
  package var decorators: [Expression] = []
  /// Python's class body, which is code that runs; the methods stand in it again.
  package var body: [Statement] = []
  /// Why no instance can be evaluated: it is generic, an initializer that delegates to C code, and the like.
  package var obstacle: String?
  package var documentation: String

  package init(
    name: String, kind: Kind, nameRange: TextRange, range: TextRange, inherited: [TypeExpression] = [],
    properties: [Property] = [], methods: [Function] = [], initializers: [Function] = [],
    cases: [EnumerationCase] = [], aliased: TypeExpression? = nil, obstacle: String? = nil,
    documentation: String = ""
  ) {
    self.name = name
    self.kind = kind
    self.nameRange = nameRange
    self.range = range
    self.inherited = inherited
    self.properties = properties
    self.methods = methods
    self.initializers = initializers
    self.cases = cases
    self.aliased = aliased
    self.obstacle = obstacle
    self.documentation = documentation
  }
}

/// A name that `%` reaches: `gin.constant`, or a case of a configurable enum.
package struct ConstantDefinition: Sendable, Hashable {
  /// `module.Class.MEMBER`.
  package var selector: String
  package var nameRange: TextRange
  package var value: Expression?
  /// The enum and case it stands for, where it does.
  package var enumeration: EnumerationValue?

  package init(selector: String, nameRange: TextRange, value: Expression?, enumeration: EnumerationValue? = nil) {
    self.selector = selector
    self.nameRange = nameRange
    self.value = value
    self.enumeration = enumeration
  }
}
