// How are values inside values let go? One after the other: by recursion, what nests deeply would not fit the stack.

import Foundation

enum PythonRelease {
  /// What waits on a thread, behind the value that it is letting go now.
  private final class Waiting {
    var objects: [PythonObject]
    init(_ objects: [PythonObject]) { self.objects = objects }
  }

  private static let key: pthread_key_t? = {
    var key = pthread_key_t()
    return pthread_key_create(&key, nil) == 0 ? key : nil
  }()

  /// Takes what a container held that is being let go itself.
  static func letGo(_ objects: inout [PythonObject]) {
    guard let key else { return }
    if let known = pthread_getspecific(key) {
      Unmanaged<Waiting>.fromOpaque(known).takeUnretainedValue().objects += objects
      objects = []
      return
    }
    let waiting = Waiting(objects)
    objects = []
    pthread_setspecific(key, Unmanaged.passUnretained(waiting).toOpaque())
    defer { pthread_setspecific(key, nil) }
    withExtendedLifetime(waiting) {
      // The list is not in use while what came from it is let go, which adds to it.
      while let object = waiting.objects.popLast() { withExtendedLifetime(object) {} }
    }
  }
}
