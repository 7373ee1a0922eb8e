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
  private let cache: CodeNameCache

  init(swift: SwiftIndex, python: PythonIndex, open: [FilePath: SourceText], cache: CodeNameCache) {
    self.cache = cache
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
  func names(_ query: CodeNameQuery) -> [CodeNames] {
    guard !query.name.isEmpty else { return [] }
    var paths: Set<FilePath> = []
    if query.language != .python { paths.formUnion(swift.paths) }
    if query.language != .swift { paths.formUnion(python.paths) }
    paths.formUnion(open.keys.filter { query.language == nil || Self.language(of: $0) == query.language })
    let found = paths.sorted().compactMap { path in text(of: path, for: query).map { (path, $0) } }
    var modules = swift
    let named = found.map { path, text in
      (path, text, Self.language(of: path) == .swift ? modules.module(of: path) : "")
    }
    let (python, cache) = (python, cache)
    return concurrentMap(named) { path, text, module in
      if Self.language(of: path) == .swift {
        return cache.names(query.name, inSwift: path, text, module: module)
      }
      let module = python.module(of: path)
      return cache.names(query.name, in: path, text, module: module.name) {
        CodeNames(of: query.name, inPython: text, file: path, module: module.name, isPackage: module.isPackage)
      }
    }
  }

  private static func language(of path: FilePath) -> Language { Document.kind(of: path) == .swift ? .swift : .python }

  /// Nil for a file that does not hold what the query asks for.
  private func text(of path: FilePath, for query: CodeNameQuery) -> SourceText? {
    let known = open[path]
    guard let bytes = known?.bytes ?? (try? Disk.bytes(of: path)), Self.holds(bytes, query.name) else { return nil }
    if let company = query.company, path != company.home, !Self.holds(bytes, company.name) { return nil }
    return known ?? SourceText(utf8: bytes)
  }

  private static func holds(_ bytes: [UInt8], _ name: String) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var name = name
      return name.withUTF8 { wanted in
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        let last = bytes.count - wanted.count
        var start = 0
        while start <= last {
          if bytes[start] == first, bytes[start..<(start + wanted.count)].elementsEqual(wanted) { return true }
          start += 1
        }
        return false
      }
    }
  }
}
