// Which attributes mark code that configs may set? `@Configurable` on functions, `@Config` on types.
//
// Two names, because one Swift macro cannot be both a peer of functions and an extension of types.

/// Marks a function or a method that configs may call and whose parameters they may set.
///
/// ```swift
/// @Configurable
/// func makeLRSchedule(baseLR: Double, totalSteps: Int = 6) -> [Double] { … }
/// ```
///
/// A config writes `make_lr_schedule.base_lr = 1e-3` and `@make_lr_schedule()`; the exact Swift spelling works too. The
/// macro declares `$makeLRSchedule` beside the function, which goes into a ``Registry`` and to ``Config/call(_:)``. The
/// function itself stays as it is: calling it directly uses no config.
///
/// A parameter is named by its label, or by its own name where the label is `_`. One without a default must be bound.
/// On an `init` the attribute chooses, of several initializers, the one whose parameters configs set.
///
/// - Parameters:
///   - name: the name that configs write, instead of the declared one. With dots, the part before the last one is the
///     module.
///   - module: the module before the name, instead of the Swift module.
///   - allow: the only parameters that configs may set.
///   - deny: parameters that configs may not set.
@attached(peer, names: prefixed(`$`))
public macro Configurable(
  _ name: String? = nil, module: String? = nil, allow: [String]? = nil, deny: [String] = []
) = #externalMacro(module: "GinMacros", type: "ConfigurableMacro")

/// Marks a struct, class, actor or enum that configs may make.
///
/// ```swift
/// @Config
/// struct TrainerConfig {
///   var steps: Int
///   var baseLR: Double = 3e-4
///   var lastStep: Int { steps - 1 }
/// }
/// ```
///
/// Stored properties are parameters: initial values are the defaults, and a property without one must be bound. A
/// computed property is shown and never set. A type with an initializer of its own takes that one's parameters.
///
/// The macro adds the conformance to ``Configured``, and two initializers that derive one value from another:
/// `TrainerConfig(first, steps: 5)` takes what is not given from `first` and computes all else anew;
/// `TrainerConfig(first) { $0.opt.lr = 1 }` changes a copy. A class or actor without an initializer also gets the
/// memberwise one that a struct has. An enum's cases are bound by raw value or by name, and are constants:
/// `%Precision.float32`.
///
/// - Parameters:
///   - name: the name that configs write, instead of the declared one. With dots, the part before the last one is the
///     module.
///   - module: the module before the name, instead of the Swift module.
///   - allow: the only parameters that configs may set.
///   - deny: parameters that configs may not set.
@attached(member, names: named(init))
@attached(
  extension, conformances: Configured, ConfiguredCases, names: named(init), named(registration), named(configParts),
  named(configCases))
public macro Config(
  _ name: String? = nil, module: String? = nil, allow: [String]? = nil, deny: [String] = []
) = #externalMacro(module: "GinMacros", type: "ConfigMacro")
