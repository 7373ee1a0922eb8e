// Which elements belong to a key? Looked for when it is asked once, kept in a table when it is asked again.

/// What a key of the keyboard makes stale is asked for once or never, and a look at everything then costs less than a
/// table of it.
struct AskedTable<Key: Hashable & Sendable, Element: Sendable>: Sendable {
  private enum State: Sendable {
    case unasked, asked
    case made([Key: [Element]])
  }

  private var state = State.unasked

  /// - Parameters:
  ///   - look: the elements of this key alone.
  ///   - make: those of all keys.
  mutating func elements(of key: Key, look: () -> [Element], make: () -> [Key: [Element]]) -> [Element] {
    switch state {
    case .unasked:
      state = .asked
      return look()
    case .asked:
      let made = make()
      state = .made(made)
      return made[key] ?? []
    case .made(let made): return made[key] ?? []
    }
  }
}
