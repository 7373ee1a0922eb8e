// What do the gin files of the disk say? Each is read when it is first asked for, and kept until it changes.

import Resolution
import SourceText
import Synchronization

/// The disk's gin files, shared by all analyses of one moment. Reading is hidden from whoever asks: a file that is not
/// there is remembered too, so that a search along ten folders asks the disk once.
final class GinFileTable: Sendable {
  private struct Entry: Sendable {
    /// Nil where no text can be read.
    let file: ConfigFile?
    let stamp: FileStamp?
    /// Why a file that is there has no text.
    var failure: ReadFailure?
  }

  /// So many places without a file are remembered; each half-typed include path makes a few.
  private static let mostMissing = 4096

  private struct State {
    var entries: [FilePath: Entry] = [:]
    var missing = 0
  }

  private let state: Mutex<State>

  init() { state = Mutex(State()) }

  private init(_ entries: [FilePath: Entry]) {
    state = Mutex(State(entries: entries, missing: entries.values.count { $0.file == nil }))
  }

  /// The file at `path`; the same object as long as it does not change.
  func file(at path: FilePath) -> ConfigFile? {
    if let known = state.withLock({ $0.entries[path] }) { return known.file }
    // Two threads may read one file at once; the first to finish decides which object stands for it.
    let entry = Self.read(path)
    return state.withLock { state in
      if let known = state.entries[path] { return known.file }
      if entry.file == nil {
        state.missing += 1
        if state.missing > Self.mostMissing {
          state.entries = state.entries.filter { $0.value.file != nil }
          state.missing = 1
        }
      }
      state.entries[path] = entry
      return entry.file
    }
  }

  /// This table without what is known of `paths`, for a next moment.
  func forgetting(_ paths: some Sequence<FilePath>) -> GinFileTable {
    var entries = state.withLock { $0.entries }
    for path in paths { entries[path] = nil }
    return GinFileTable(entries)
  }

  /// The paths that the disk now answers otherwise for than when they were read.
  func changedPaths() -> [FilePath] {
    let entries = state.withLock { $0.entries }
    return entries.compactMap { path, entry in
      let stamp = Disk.stamp(of: path)
      return stamp == entry.stamp ? nil : path
    }
  }

  /// Why the file at `path` has no text, where somebody has asked for it; nil where there is none.
  func failure(at path: FilePath) -> ReadFailure? { state.withLock { $0.entries[path]?.failure } }

  private static func read(_ path: FilePath) -> Entry {
    guard let stamp = Disk.stamp(of: path) else { return Entry(file: nil, stamp: nil) }
    // What is no file is passed over by whoever looks for one.
    guard stamp.kind == .file else { return Entry(file: nil, stamp: stamp) }
    do {
      return Entry(file: ConfigFile(path: path, text: SourceText(utf8: try Disk.bytes(of: path))), stamp: stamp)
    } catch {
      return Entry(file: nil, stamp: stamp, failure: error)
    }
  }
}
