// What does one entry mean? Every binding of its files in order, which of them win, and the values that they come to.

package import Configurables
package import SourceText

/// One use of a file by an entry; a file that is included twice is used twice.
package struct ConfigFileUse: Sendable {
  package let file: ConfigFile
  /// The use that includes it, by its place in `ResolvedConfig.files`; nil for a file of the entry itself.
  package let includedBy: Int?
  /// The `include` statement.
  package let include: FileLocation?

  package init(file: ConfigFile, includedBy: Int?, include: FileLocation?) {
    self.file = file
    self.includedBy = includedBy
    self.include = include
  }
}

package final class ResolvedConfig: Sendable {
  package let entry: Entry
  /// In the order in which parsing reaches them.
  package let files: [ConfigFileUse]
  /// In the order in which gin binds them; the last one of a key wins.
  package let bindings: [ConfigBinding]

  init(entry: Entry, files: [ConfigFileUse], bindings: [ConfigBinding]) {
    self.entry = entry
    self.files = files
    self.bindings = bindings
  }

  /// Whether the binding at this place of `bindings` wins, or which one does.
  package func standing(of index: Int) -> ConfigBinding.Standing { .effective }

  /// The bindings whose place it takes, the nearest first.
  package func overridden(by index: Int) -> [Int] { [] }

  /// The bindings that stand in `file`, in order.
  package func bindings(in file: FilePath) -> [ConfigBinding] { bindings.filter { $0.file.path == file } }

  /// The binding whose statement touches `offset`.
  package func binding(in file: FilePath, at offset: TextOffset) -> ConfigBinding? { nil }

  /// Every binding of a configurable's parameters in any scope, effective or not, in order.
  package func bindings(of configurable: DefinitionIndex.ID) -> [ConfigBinding] { [] }

  /// The configurables that bindings name, each with the scopes that it is bound in.
  package var boundConfigurables: [DefinitionIndex.ID: [String]] { [:] }

  /// The binding that a call of the configurable in `scope` sees: inner scopes win over outer ones.
  package func effectiveBinding(
    of parameter: String, configurable: DefinitionIndex.ID, scope: String
  ) -> ConfigBinding? { nil }

  /// The binding of a macro, by its name with its scopes: `NAME`, `scope/NAME`.
  package func macro(_ name: String) -> ConfigBinding? { nil }

  /// The names of all macros that are bound.
  package var macroNames: [String] { [] }

  /// What the value of a binding comes to when a call in `scope` consumes it.
  /// - Parameter scope: nil for the scope that the binding itself names.
  package func value(of binding: ConfigBinding, scope: String? = nil) -> ResolvedValue {
    ResolvedValue(status: .notEvaluated("resolution is not complete"))
  }

  /// What a part of a binding's value comes to: one reference, macro or element, by its range in the file.
  package func value(at range: TextRange, of binding: ConfigBinding, scope: String? = nil) -> ResolvedValue {
    ResolvedValue(status: .notEvaluated("resolution is not complete"))
  }

  /// What a call of the configurable in `scope` gets for a parameter: bound or default.
  package func value(
    of parameter: String, configurable: DefinitionIndex.ID, scope: String
  ) -> ResolvedValue {
    ResolvedValue(status: .notEvaluated("resolution is not complete"))
  }

  /// What `@scope/configurable()` gives.
  package func result(of configurable: DefinitionIndex.ID, scope: String) -> ResolvedValue {
    ResolvedValue(status: .notEvaluated("resolution is not complete"))
  }

  /// The problems of the whole entry, by file.
  package var problems: [FilePath: [Problem]] { [:] }

  /// What `print` and `explain` show, in the order of `print`: effective parameters by file and line.
  /// - Parameter defaults: whether the defaults of every configurable that is bound or reachable come too.
  package func parameters(_ defaults: ParameterSelection = .bound) -> [ResolvedParameter] { [] }

  /// The effective macros, in the order of their bindings.
  package var macros: [ResolvedMacro] { [] }

  /// What `gin.config_str()` prints for this entry.
  package func configText(_ annotations: ConfigTextAnnotations = .plain) -> String { "" }
}

package enum ParameterSelection: Sendable { case bound, withDefaults }

/// Whether the config text says the computed values in comments.
package enum ConfigTextAnnotations: Sendable { case plain, computedValues }
