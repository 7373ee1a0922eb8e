// What must stop a program before it starts? Everything that can be known to be wrong when a config is loaded.

import Configurables
import GinSyntax
import Resolution
import SourceText

extension LoadedConfig {
  /// In the order of the files: what the parser and the resolver found, names without meaning, literals of wrong types.
  func problems() -> [ConfigError] {
    let texts = Dictionary(
      resolved.files.map { ($0.file.path, $0.file.text) }, uniquingKeysWith: { first, _ in first })
    let places = Dictionary(
      resolved.files.enumerated().map { ($0.element.file.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let inOrder = resolved.parseProblems.sorted { left, right in
      let (first, second) = (places[left.location.file] ?? 0, places[right.location.file] ?? 0)
      return first == second ? left.location.range.start < right.location.range.start : first < second
    }
    let found = inOrder.compactMap { problem -> ConfigError? in
      guard problem.severity == .error, let text = texts[problem.location.file] else { return nil }
      return ConfigError(problem, in: text)
    }
    return found.isEmpty ? unboundNames() + wrongLiterals() : found
  }

  /// Macros that nothing binds, and `%gin.REQUIRED` left in place, as gin's `finalize` refuses them.
  private func unboundNames() -> [ConfigError] {
    var errors: [ConfigError] = []
    for (binding, expression) in resolved.effectiveValuesWithNames {
      expression.visitNames { part in
        guard case .macro(let macro) = part.kind, macro.constants.isEmpty else { return }
        let location = location(binding, part.range)
        if macro.isRequiredMark {
          errors.append(
            ConfigError(.requiredNotBound, Words.requiredLeft(resolved.name(of: binding)), at: location))
        } else if resolved.macro(macro) == nil {
          errors.append(ConfigError(.unknownMacro, Words.unknownMacro(macro.name), at: location))
        }
      }
    }
    return errors
  }

  /// Literals that the declared types cannot hold. A value with a name in it is looked at when it is used.
  private func wrongLiterals() -> [ConfigError] {
    var errors: [ConfigError] = []
    let bindings = resolved.bindings
    for binding in bindings {
      guard case .parameter(let id, let place?) = binding.target, resolved.standing(of: binding.index) == .effective
      else { continue }
      let expression = expression(of: binding)
      guard let constant = expression.constant else { continue }
      let reading = ReadingPlace(
        config: self, chain: CallChain(), bound: BoundPlace(binding: binding, range: expression.range),
        name: .parameter(id, binding.parameter))
      do {
        _ = try definitions.registrations[id].parameters[place].read(ResolvedPart(.literal(constant)), reading)
      } catch let error as ConfigError {
        errors.append(error)
      } catch {
        errors.append(ConfigError(.typeMismatch, "\(error)", at: reading.location, underlying: error))
      }
    }
    return errors
  }
}
