// Who is evaluated by whom? The references of configs as calls: a binding's configurable calls what its value names.
//
// A macro stands between: what uses it calls it, and it calls what its value names.

import Configurables
import GinSyntax
package import Resolution
package import SourceText

package struct HierarchyCall: Sendable, Hashable {
  package let item: HierarchyItem
  /// Where the calls stand, in the caller's file.
  package let ranges: [TextRange]

  package init(item: HierarchyItem, ranges: [TextRange]) {
    self.item = item
    self.ranges = ranges
  }
}

extension Analysis {
  /// The configurable or macro at a place of a config or of code.
  package func callHierarchyItem(in file: FilePath, at offset: TextOffset) -> HierarchyItem? {
    guard case .named(let thing)? = subject(in: file, at: offset)?.subject else { return nil }
    let config = definitions.files[file] == nil ? file : nil
    if let statement = files.ginFile(file)?.syntax.statement(at: offset), caller(of: statement) == callable(thing),
      let item = item(of: callable(thing), at: statement, in: file, config: file)
    {
      return item
    }
    return item(of: callable(thing), scope: "", in: config)
  }

  /// A parameter is asked about for the call that it belongs to.
  private func callable(_ thing: NamedThing) -> NamedThing {
    if case .parameter(let id, _) = thing { return .configurable(id) }
    return thing
  }

  /// What the values of its bindings name, in the config that the item belongs to.
  package func outgoingCalls(of item: HierarchyItem) -> [HierarchyCall] {
    guard let thing = thing(of: item) else { return [] }
    let files = item.config.map { includes(of: $0).union([$0]).sorted() } ?? files.allGinFiles
    var order: [NamedThing] = []
    var found: [NamedThing: (scope: String, ranges: [TextRange])] = [:]
    for file in files {
      forEachCall(in: file) { caller, callee, use, scope, _ in
        guard caller == thing else { return }
        if found[callee] == nil { order.append(callee) }
        found[callee, default: (scope, [])].ranges += file == item.file ? [use.range] : []
      }
    }
    return order.compactMap { callee in
      guard let (scope, ranges) = found[callee] else { return nil }
      return self.item(of: callee, scope: scope, in: item.config).map { HierarchyCall(item: $0, ranges: ranges) }
    }
  }

  /// The configurables and macros whose bindings name it, one for each file that says so.
  package func incomingCalls(of item: HierarchyItem) -> [HierarchyCall] {
    guard let thing = thing(of: item) else { return [] }
    let files: [FilePath]
    if case .macro = thing {
      files = filesReadTogether(with: item.config ?? item.file)
    } else {
      // A file outside the workspace is in no list.
      files = Set(self.files.allGinFiles + [item.config].compactMap { $0 }).sorted()
    }
    return files.flatMap { file -> [HierarchyCall] in
      var order: [NamedThing] = []
      var found: [NamedThing: (statement: GinStatement, ranges: [TextRange])] = [:]
      forEachCall(in: file) { caller, callee, use, _, statement in
        guard callee == thing else { return }
        if found[caller] == nil { order.append(caller) }
        found[caller, default: (statement, [])].ranges.append(use.range)
      }
      return order.compactMap { caller in
        guard let (statement, ranges) = found[caller] else { return nil }
        return self.item(of: caller, at: statement, in: file, config: file).map {
          HierarchyCall(item: $0, ranges: ranges)
        }
      }
    }
  }

  // MARK: Edges

  private func forEachCall(
    in file: FilePath,
    _ visit: (_ caller: NamedThing, _ callee: NamedThing, NameUse, _ scope: String, GinStatement) -> Void
  ) {
    guard let gin = files.ginFile(file)?.syntax else { return }
    var scope = ""
    for use in nameUses(in: file) where use.role == .reads {
      switch use.thing {
      case .configurable, .macro: break
      // The scopes of a reference stand before its name.
      case .scope(let name):
        scope = name
        continue
      case .parameter, .constant, .singleton, .unknown, .unknownParameter: continue
      }
      let own = scope
      scope = ""
      guard let statement = gin.statement(at: use.range.start), let caller = caller(of: statement) else { continue }
      visit(caller, use.thing, use, own, statement)
    }
  }

  private func caller(of statement: GinStatement) -> NamedThing? {
    switch statement.content {
    case .macro(let macro): return .macro(macro.name.text)
    case .binding(let binding):
      guard case .found(let id) = configurable(binding.selector) else { return nil }
      return .configurable(id)
    case .block, .import, .include, .incomplete: return nil
    }
  }

  // MARK: Items

  private func thing(of item: HierarchyItem) -> NamedThing? {
    // At its end is the name; at its start a module may stand.
    guard case .named(let thing)? = subject(in: item.file, at: item.selectionRange.end)?.subject else { return nil }
    return thing
  }

  /// Where its inputs are bound in a config, for that is where its own calls stand; else where it is declared.
  private func item(of thing: NamedThing, scope: String, in config: FilePath?) -> HierarchyItem? {
    let configs = config.map { [resolved(entry(for: $0))] + experiments(including: $0).map { resolved($0) } } ?? []
    switch thing {
    case .configurable(let id):
      let bound = configs.first?.bindings(of: id) ?? []
      if let binding = bound.first(where: { $0.scope == scope }) ?? bound.first(where: \.scope.isEmpty) {
        return item(of: thing, at: binding.statement, in: binding.file.path, config: config)
      }
      let configurable = definitions.configurables[id]
      return HierarchyItem(
        name: configurable.name, kind: configurable.hierarchyKind, detail: configurable.module,
        file: configurable.file, range: configurable.nameRange, selectionRange: configurable.nameRange, config: config)
    case .macro(let name):
      guard let bound = configs.lazy.compactMap({ $0.macro(name) }).first else { return nil }
      return item(of: thing, at: bound.statement, in: bound.file.path, config: config)
    case .parameter, .constant, .scope, .singleton, .unknown, .unknownParameter: return nil
    }
  }

  /// The statement of a config in which something is bound.
  private func item(of thing: NamedThing, at statement: GinStatement, in file: FilePath, config: FilePath?)
    -> HierarchyItem?
  {
    switch (thing, statement.content) {
    case (.macro(let name), .macro(let macro)):
      return HierarchyItem(
        name: name, kind: .macro, detail: displayPath(of: file), file: file, range: statement.range,
        selectionRange: macro.name.range, config: config)
    case (.configurable(let id), .binding(let binding)):
      let configurable = definitions.configurables[id]
      let block = statement.block?.statement
      return HierarchyItem(
        name: binding.scope.asPrefix + configurable.name, kind: configurable.hierarchyKind,
        detail: displayPath(of: file), file: file, range: (block ?? statement).range,
        selectionRange: binding.selector.range, config: config)
    default: return nil
    }
  }
}

extension Configurable {
  fileprivate var hierarchyKind: HierarchyItem.Kind {
    switch kind {
    case .function, .method: .function
    case .enumeration: .enumeration
    case .structure, .classType, .actor: .type
    }
  }
}
