// By which dotted name does Python import a file? By its place below a source root.

package import SourceText

/// The modules of a set of Python files. A folder with an `__init__.py` is a package; the folder above the outermost
/// package of a file is the root that its name is counted from. A file outside packages is counted from the workspace's
/// root, or from a `src` folder below it, because namespace packages need no `__init__.py`.
package struct PythonSourceRoots: Sendable {
  private let packages: Set<FilePath>
  private let root: FilePath

  /// - Parameter files: every Python file of the workspace.
  package init(root: FilePath, files: some Sequence<FilePath>) {
    self.root = root
    packages = Set(files.filter { $0.name == "__init__.py" }.map(\.folder))
  }

  package struct Module: Hashable, Sendable {
    package let name: String
    package let isPackage: Bool

    package init(name: String, isPackage: Bool) {
      self.name = name
      self.isPackage = isPackage
    }
  }

  package func module(of file: FilePath) -> Module {
    let isPackage = file.name == "__init__.py"
    var base = file.folder
    while packages.contains(base), base != base.folder { base = base.folder }
    if base == file.folder, !isPackage { base = namespaceRoot(of: file) }
    var path = file.relative(to: base) ?? file.name
    if path.hasSuffix(".py") { path.removeLast(3) }
    var parts = path.split(separator: "/").map(String.init)
    if isPackage { parts.removeLast() }
    return Module(name: parts.joined(separator: "."), isPackage: isPackage)
  }

  private func namespaceRoot(of file: FilePath) -> FilePath {
    let source = root.appending("src")
    return file.relative(to: source) != nil ? source : root
  }
}
