// How does the extension of a configured type read?

import SwiftSyntax

struct ExtensionWriter {
  let type: TypeSyntax
  let path: [String]
  /// A case of `Registration.Kind`.
  let kind: String
  let members: TypeMembers
  /// Of the type.
  let access: Int

  private var modifier: String { accessModifier(access) }
  private var stored: [Input] { members.inputs.filter { !$0.isComputed } }

  /// - Parameter place: `fileID:` and `line:`.
  func registration(_ attribute: AttributeArguments, _ place: String) -> String {
    let signature = members.initializer?.signature
    let throwsErrors = signature?.effectSpecifiers?.throwsClause != nil
    let mayFail = members.initializer?.optionalMark != nil
    let mayThrow = throwsErrors || !stored.isEmpty ? "try " : ""
    var made = "\(type.trimmedDescription)(\(Input.passed(members.inputs)))"
    if mayFail { made = "arguments.unwrapped(\(throwsErrors ? "try " : "")\(made))" }
    return """
        \(modifier)static var registration: Gin.Registration {
          Gin.Configurable<\(type.trimmedDescription)>(
            \(pathLiteral(path)), \(attribute.naming)\(place),
            kind: .\(kind), failure: .\(throwsErrors || mayFail ? "possible" : "never"),
            parameters: [\(members.inputs.map(\.description).joined(separator: ", "))]\(attribute.lists)
          ) { \(stored.isEmpty && !mayFail ? "_" : "arguments") in
            \(mayFail ? "try " : mayThrow)\(made)
          }.registration
        }
      """
  }

  /// The inputs that the value still holds, and what it computes.
  var parts: String {
    let parts = members.inputs.filter { members.readable.contains($0.internalName.plain) }.map { input in
      "Gin.ConfigPart.\(input.isComputed ? "computed" : "input")(\"\(input.name)\", self.\(input.internalName))"
    }
    return """
        \(modifier)var configParts: [Gin.ConfigPart] {
          [\(parts.joined(separator: ", "))]
        }
      """
  }

  /// From a parent with labels, and from a parent with a closure; none where the inputs cannot be read back.
  var derivingInitializers: [String] {
    guard stored.allSatisfy({ $0.label != nil && members.readable.contains($0.internalName.plain) }),
      members.initializer?.optionalMark == nil
    else { return [] }
    let names = Set(stored.map(\.internalName))
    let parent = names.contains("parent") ? "parentValue" : "parent"
    return [labelled(parent), closure(parent)]
  }

  private func labelled(_ parent: String) -> String {
    let type = type.trimmedDescription
    let signature = members.initializer?.signature
    let throwsErrors = signature?.effectSpecifiers?.throwsClause != nil
    let parameters = stored.map { input in
      let value = input.type.map { Input.stored($0) } ?? "Never"
      let label = input.label.map {
        $0 == input.internalName.plain ? input.internalName : $0.escaped + " " + input.internalName
      }
      return ",\n    \(label ?? "_"): @autoclosure () throws(Gin.Inherited) -> (\(value)) = try Gin.inherited()"
    }
    let body: String
    if members.hasOwnInitializer || kind == "classType" {
      let arguments = stored.map { input in
        "\(input.label?.escaped ?? "_"): Gin.given(\(input.internalName), or: \(parent).\(input.internalName))"
      }
      body = "\(throwsErrors ? "try " : "")self.init(\(arguments.joined(separator: ", ")))"
    } else {
      body = stored.map { input in
        "self.\(input.internalName) = Gin.given(\(input.internalName), or: \(parent).\(input.internalName))"
      }.joined(separator: "\n    ")
    }
    return """
        /// All values of another one, with these instead; what is computed is computed anew.
        \(accessModifier(members.access))\(kind == "classType" ? "convenience " : "")init(
          _ \(parent): \(type)\(parameters.joined())
        ) \(throwsErrors ? "throws " : ""){
          \(body)
        }
      """
  }

  private func closure(_ parent: String) -> String {
    let type = type.trimmedDescription
    let throwsErrors = members.initializer?.signature.effectSpecifiers?.throwsClause != nil
    let initial = "\(throwsErrors ? "try " : "")"
    let isClass = kind == "classType"
    let body =
      isClass
      ? "\(initial)self.init(\(parent))\n    try change(self)"
      : "var copy = \(parent)\n    try change(&copy)\n    \(initial)self.init(copy)"
    return """
        /// A copy of another one, changed.
        \(accessModifier(members.access))\(isClass ? "convenience " : "")init(
          _ \(parent): \(type), _ change: (\(isClass ? "" : "inout ")\(type)) throws -> Void
        ) \(throwsErrors ? "throws" : "rethrows") {
          \(body)
        }
      """
  }
}

extension String {
  /// Without backticks.
  var plain: String { replacing("`", with: "") }
}
