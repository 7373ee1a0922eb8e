// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

// Targets stand lowest first. An import may only point up this page; CI builds with
// `--explicit-target-dependency-import-check error`, so an arrow that is not written here does not compile.

/// The upcoming features that make types and imports explicit.
let upcomingFeatures: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Where continuous integration builds, a warning in a target of ours is an error. (A compiler flag on the command
/// line would reach swift-syntax too, and build it a second time.)
let warnings: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// Every target of ours.
let settings = upcomingFeatures + warnings

let package = Package(
  name: "gimlet",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "gimlet", targets: ["gimlet"]),
    .library(name: "Gin", targets: ["Gin"]),
    .library(name: "GinArguments", targets: ["GinArguments"]),
  ],
  dependencies: [
    .package(url: "https://github.com/swiftlang/swift-syntax", exact: "603.0.1"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1"),
  ],
  targets: [
    .target(name: "SourceText", swiftSettings: settings),
    .target(name: "PythonText", dependencies: ["SourceText"], swiftSettings: settings),
    .target(name: "GinSyntax", dependencies: ["SourceText", "PythonText"], swiftSettings: settings),
    .target(name: "Configurables", dependencies: ["SourceText", "PythonText"], swiftSettings: settings),
    .target(
      name: "Evaluation",
      dependencies: [
        "SourceText", "PythonText", "Configurables", .product(name: "BigInt", package: "BigInt"),
      ], swiftSettings: settings),
    .target(
      name: "SwiftDefinitions",
      dependencies: [
        "SourceText", "Configurables",
        .product(name: "SwiftSyntax", package: "swift-syntax"),
        .product(name: "SwiftParser", package: "swift-syntax"),
        .product(name: "SwiftOperators", package: "swift-syntax"),
      ], swiftSettings: settings),
    .target(
      name: "PythonDefinitions", dependencies: ["SourceText", "PythonText", "Configurables"], swiftSettings: settings),
    .target(
      name: "Resolution",
      dependencies: ["SourceText", "PythonText", "GinSyntax", "Configurables", "Evaluation"], swiftSettings: settings),
    .macro(
      name: "GinMacros",
      dependencies: [
        .product(name: "SwiftSyntax", package: "swift-syntax"),
        .product(name: "SwiftSyntaxBuilder", package: "swift-syntax"),
        .product(name: "SwiftParser", package: "swift-syntax"),
        .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
        .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
        .product(name: "SwiftDiagnostics", package: "swift-syntax"),
      ], swiftSettings: settings),
    .target(
      name: "Gin",
      dependencies: ["SourceText", "PythonText", "GinSyntax", "Configurables", "Resolution", "GinMacros"],
      swiftSettings: settings),
    .target(
      name: "GinArguments",
      dependencies: ["Gin", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: settings),
    .target(
      name: "EditorFeatures", dependencies: ["SourceText", "GinSyntax", "Configurables", "Evaluation", "Resolution"],
      swiftSettings: settings),
    .target(
      name: "Workspace",
      dependencies: [
        "SourceText", "GinSyntax", "Configurables", "Evaluation", "SwiftDefinitions", "PythonDefinitions", "Resolution",
        "EditorFeatures",
      ], swiftSettings: settings),
    .target(name: "LanguageServerProtocol", swiftSettings: settings),
    .target(
      name: "LanguageServer",
      dependencies: [
        "SourceText", "GinSyntax", "Configurables", "Resolution", "EditorFeatures", "Workspace",
        "LanguageServerProtocol",
      ], swiftSettings: settings),
    .executableTarget(
      name: "gimlet",
      dependencies: [
        "SourceText", "GinSyntax", "Configurables", "Evaluation", "Resolution", "EditorFeatures", "Workspace",
        "LanguageServerProtocol", "LanguageServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "SourceText", "PythonText", "GinSyntax", "Configurables", "Evaluation", "SwiftDefinitions",
        "PythonDefinitions", "Gin",
      ],
      swiftSettings: settings),

    .target(
      name: "TestSupport", dependencies: ["SourceText", "Resolution"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(name: "SourceTextTests", dependencies: ["SourceText", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "GinSyntaxTests", dependencies: ["SourceText", "PythonText", "GinSyntax", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "EvaluationTests",
      dependencies: ["SourceText", "Configurables", "Evaluation", "SwiftDefinitions", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "PythonEvaluationTests",
      dependencies: [
        "SourceText", "GinSyntax", "Configurables", "Evaluation", "PythonDefinitions", "Resolution", "TestSupport",
      ], exclude: ["Oracle"], swiftSettings: settings),
    .testTarget(
      name: "PconfigsTests",
      dependencies: [
        "SourceText", "Configurables", "Evaluation", "PythonDefinitions", "Resolution", "TestSupport",
      ], swiftSettings: settings),
    .testTarget(
      name: "SwiftDefinitionsTests",
      dependencies: ["SourceText", "Configurables", "Evaluation", "SwiftDefinitions", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "PythonDefinitionsTests",
      dependencies: ["SourceText", "Configurables", "PythonDefinitions", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ResolutionTests",
      dependencies: [
        "SourceText", "GinSyntax", "Configurables", "Evaluation", "SwiftDefinitions", "Resolution", "TestSupport",
      ], swiftSettings: settings),
    // The example workspaces, compiled as they stand: what the language server says of them is held against the program.
    .target(
      name: "Trainer", dependencies: ["Gin"], path: "protocol-fixtures/trainer/Sources/Trainer",
      swiftSettings: warnings),
    .target(
      name: "Adversaries", dependencies: ["Gin"], path: "protocol-fixtures/gan/Sources/Adversaries",
      swiftSettings: warnings),
    .testTarget(
      name: "GinTests",
      dependencies: [
        "SourceText", "Configurables", "Evaluation", "Resolution", "EditorFeatures", "Workspace", "Gin",
        "GinArguments", "Trainer", "Adversaries", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    .testTarget(
      name: "FeatureTests",
      dependencies: [
        "SourceText", "GinSyntax", "Configurables", "Resolution", "EditorFeatures", "Workspace", "TestSupport",
      ], swiftSettings: settings),
    .testTarget(
      name: "WorkspaceTests",
      dependencies: [
        "SourceText", "Configurables", "SwiftDefinitions", "Resolution", "EditorFeatures", "Workspace", "TestSupport",
      ], swiftSettings: settings),
    .testTarget(
      name: "PackageTests",
      dependencies: [
        "SourceText", "GinSyntax", "Configurables", "Resolution", "EditorFeatures", "Workspace", "TestSupport",
      ], swiftSettings: settings),
    .testTarget(
      name: "LanguageServerTests",
      dependencies: ["SourceText", "LanguageServerProtocol", "LanguageServer", "Workspace", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests", dependencies: ["gimlet", "SourceText", "TestSupport"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
