// In which files of code does a name stand? All of them, not only those that define something for configs.

import Configurables
import PythonDefinitions
import SourceText
import SwiftDefinitions

/// The files of one moment; their texts are read when they are asked for.
struct CodeFiles: Sendable {
  private let swift: SwiftIndex
  private let python: PythonIndex
  private let open: [FilePath: SourceText]

  init(swift: SwiftIndex, python: PythonIndex, open: [FilePath: SourceText]) {
    self.swift = swift
    self.python = python
    self.open = open
  }

  /// The open text, else the disk's; nil for a file that is no code of the workspace.
  func text(of path: FilePath) -> SourceText? {
    if let text = open[path] { return text }
    guard swift.contains(path) || python.contains(path) else { return nil }
    return try? Disk.text(of: path)
  }

  /// In the order of the paths. A file without the name's bytes is not parsed.
  func names(of name: String) -> [CodeNames] {
    guard !name.isEmpty else { return [] }
    var modules = swift
    let paths = Set(swift.paths + python.paths + open.keys).sorted()
    return paths.compactMap { path in
      guard let text = open[path] ?? (try? Disk.text(of: path)), Self.holds(text, name) else { return nil }
      if Document.kind(of: path) == .swift {
        return CodeNames(of: name, inSwift: text, file: path, module: modules.module(of: path))
      }
      let module = python.module(of: path)
      return CodeNames(of: name, inPython: text, file: path, module: module.name, isPackage: module.isPackage)
    }
  }

  private static func holds(_ text: SourceText, _ name: String) -> Bool {
    text.bytes.withUnsafeBytes { bytes in
      var name = name
      return name.withUTF8 { wanted in
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
          if bytes[start..<(start + wanted.count)].elementsEqual(wanted) { return true }
        }
        return false
      }
    }
  }
}
