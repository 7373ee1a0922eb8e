// How many of the calls that published configs write come to a value? `GIMLET_REASONS=1` lists why the others do not.

import Configurables
import EditorFeatures
import Foundation
import GinSyntax
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct PublishedValuesTests {
  fileprivate struct Count {
    /// Bindings whose value holds `@f()`, by file.
    var calls = 0
    var values = 0
    var errors = 0
    var objects = 0
    var fields = 0
    var unknownFields = 0
    var reasons: [String: Int] = [:]
  }

  @Test func callsInPublishedConfigsComeToValues() throws {
    print("| package | calls | values | errors | objects | fields computed | fields not evaluated |")
    var all = Count()
    for name in PublishedPackage.names {
      guard let package = try PublishedPackage(name, toCheck: "the values of published configs") else { return }
      var count = Count()
      for file in package.ginFiles {
        let config = package.analysis.resolved(Entry(file))
        for binding in config.bindings where binding.file.path == file {
          guard let range = binding.value?.range, let text = package.analysis.text(of: file).map({ $0[range] }),
            text.contains("@"), text.contains("()")
          else { continue }
          count.add(config.value(of: binding))
        }
      }
      print("| \(name) | \(count.row) |")
      all.add(count)
    }
    print("| all | \(all.row) |")
    if ProcessInfo.processInfo.environment["GIMLET_REASONS"] != nil {
      for (reason, times) in all.reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        print("    \(times) \(reason)")
      }
    }
    #expect(all.values >= 56)
    #expect(all.errors <= 4)
  }
}

extension PublishedValuesTests.Count {
  fileprivate var row: String {
    "\(calls) | \(values) | \(errors) | \(objects) | \(fields) | \(unknownFields)"
  }

  fileprivate mutating func add(_ resolved: ResolvedValue) {
    calls += 1
    switch resolved.status {
    case .value, .reference, .defaultValue:
      values += 1
      if let value = resolved.value { add(value) }
    case .error: errors += 1
    case .notEvaluated(let reason): reasons[reason, default: 0] += 1
    }
  }

  private mutating func add(_ value: Value) {
    guard case .object(let object) = value else { return }
    objects += 1
    for field in object.fields where field.origin == .computed {
      if case .opaque(let opaque) = field.value {
        unknownFields += 1
        reasons["(field) " + opaque.description, default: 0] += 1
      } else {
        fields += 1
      }
    }
  }

  fileprivate mutating func add(_ other: Self) {
    calls += other.calls
    values += other.values
    errors += other.errors
    objects += other.objects
    fields += other.fields
    unknownFields += other.unknownFields
    reasons.merge(other.reasons) { $0 + $1 }
  }
}
