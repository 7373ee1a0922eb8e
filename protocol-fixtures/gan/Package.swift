// swift-tools-version: 6.2
import PackageDescription

// A workspace for the language server, which reads it and never builds it.
// It compiles once the package above it has the library `Gin`.
let package = Package(
  name: "gan",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "gimlet", path: "../..")],
  targets: [
    .target(name: "Adversaries", dependencies: [.product(name: "Gin", package: "gimlet")])
  ],
  swiftLanguageModes: [.v6]
)
