// Which macros does the compiler find here?

import SwiftCompilerPlugin
import SwiftSyntaxMacros

@main
struct GinMacroPlugin: CompilerPlugin {
  let providingMacros: [any Macro.Type] = [ConfigurableMacro.self, ConfigMacro.self]
}
