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

  /// In the order of the paths. A file without the name's bytes is not parsed, and one that has not changed not read.
  func names(_ query: CodeNameQuery) -> [CodeNames] {
    guard !query.name.isEmpty else { return [] }
    var modules = swift
    var found: [CodeNames] = []
    var unread: [CodeNameCache.Question] = []
    for path in paths(query) {
      guard let state = open[path].map(CodeState.init) ?? Disk.stamp(of: path).map(CodeState.disk),
        holds(query, path, state)
      else { continue }
      let language = Self.language(of: path)
      let module =
        language == .swift
        ? PythonSourceRoots.Module(name: modules.module(of: path), isPackage: false) : python.module(of: path)
      let question = CodeNameCache.Question(
        name: query.name, file: path, state: state, language: language, module: module)
      if let known = cache.known(question) { found.append(known) } else { unread.append(question) }
    }
    let (open, cache) = (open, cache)
    found += concurrentMap(unread) { question in
      guard let bytes = open[question.file]?.bytes ?? (try? Disk.bytes(of: question.file)),
        Self.holds(bytes, question.name)
      else { return CodeNames?.none }
      return cache.names(question, in: open[question.file] ?? SourceText(utf8: bytes))
    }.compactMap { $0 }
    return found.sorted { $0.file < $1.file }
  }

  private func paths(_ query: CodeNameQuery) -> Set<FilePath> {
    func isMeant(_ path: FilePath) -> Bool { query.language == nil || Self.language(of: path) == query.language }
    if case .file(let file) = query.extent {
      let isCode = open[file] != nil || swift.contains(file) || python.contains(file)
      return isCode && isMeant(file) ? [file] : []
    }
    var paths: Set<FilePath> = []
    if query.language != .python { paths.formUnion(swift.paths) }
    if query.language != .swift { paths.formUnion(python.paths) }
    paths.formUnion(open.keys.filter(isMeant))
    return paths
  }

  private static func language(of path: FilePath) -> Language { Document.kind(of: path) == .swift ? .swift : .python }

  /// Whether a file may hold what the query asks for.
  private func holds(_ query: CodeNameQuery, _ path: FilePath, _ state: CodeState) -> Bool {
    guard let words = cache.words(of: path, state, { open[path]?.bytes ?? (try? Disk.bytes(of: path)) }),
      words.mayHold(query.name)
    else { return false }
    guard case .home(let home, othersWith: let other) = query.extent, path != home else { return true }
    return words.mayHold(other)
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
