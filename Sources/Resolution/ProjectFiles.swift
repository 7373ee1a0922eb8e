// What does resolution see of the workspace? One moment of it, immutable: gin files, definitions and search paths.

package import Configurables
package import Evaluation
package import SourceText

package struct ProjectFiles: Sendable {
  /// The folders of the workspace, in the editor's order.
  package var roots: [FilePath]
  /// `workspace.include_paths` and the client's settings, absolute, in order.
  package var configuredPaths: [FilePath]
  /// The literal arguments of `add_config_file_search_path`, absolute, in order.
  package var literalPaths: [FilePath]
  /// The gin files known so far; it grows while the workspace is being indexed. Sorted.
  package var allGinFiles: [FilePath]
  /// The experiments that `gimlet.gin` names, and those that launch scripts start.
  package var namedEntries: [Entry]
  /// The experiment that a person has chosen to see the files in.
  package var entryInView: Entry?
  package var definitions: ProjectDefinitions
  /// The scripts of shells, makefiles and editors, and the Python files that start experiments, sorted.
  package var launchScripts: [FilePath] = []
  /// What the evaluation of one value may cost.
  package var limits: EvaluationLimits
  /// Ends what is being worked out when nobody wants it any more.
  package var cancellation: CancellationFlag?
  /// A gin file by its absolute path: the open text, else the disk's; nil where there is none. A file that has not
  /// changed must come back as the same object, for what is known of it is kept with it.
  package let ginFile: @Sendable (FilePath) -> ConfigFile?
  /// The files of code in which a name stands, whether they define anything for configs or not. Reads the disk.
  package var codeNames: @Sendable (CodeNameQuery) -> [CodeNames] = { _ in [] }
  /// Why a file that is there has no text, in a clause; nil where there is none, or where it has.
  package var readFailure: @Sendable (FilePath) -> String? = { _ in nil }
  /// The text of any file of code: the open text, else the disk's.
  package var codeText: @Sendable (FilePath) -> SourceText? = { _ in nil }

  /// The file of a module of Python, whether it defines anything or not.
  package var moduleFile: @Sendable (String) -> FilePath? = { _ in nil }

  package init(
    roots: [FilePath], configuredPaths: [FilePath] = [], literalPaths: [FilePath] = [], allGinFiles: [FilePath] = [],
    namedEntries: [Entry] = [], entryInView: Entry? = nil, definitions: ProjectDefinitions,
    limits: EvaluationLimits = .standard, cancellation: CancellationFlag? = nil,
    ginFile: @escaping @Sendable (FilePath) -> ConfigFile?
  ) {
    self.roots = roots
    self.configuredPaths = configuredPaths
    self.literalPaths = literalPaths
    self.allGinFiles = allGinFiles
    self.namedEntries = namedEntries
    self.entryInView = entryInView
    self.definitions = definitions
    self.limits = limits
    self.cancellation = cancellation
    self.ginFile = ginFile
  }
}
