// swift-tools-version: 6.2
import PackageDescription

// One direction: each target sees only what stands on its right. `Sources/README.md` draws it.
let package = Package(
  name: "tollgate",
  products: [.executable(name: "tollgate", targets: ["tollgate"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CSnappy", pkgConfig: "snappy", providers: [.apt(["libsnappy-dev"])]),
    .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(
      name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    .target(name: "CArguments"),
    .target(name: "CCurl"),
    .target(name: "COnnxRuntime"),
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "Kernels", dependencies: ["CKernels"]),
    .target(name: "Digest", dependencies: ["Kernels", "CCrypto"]),
    .target(name: "Findings"),
    .target(
      name: "Tabular", dependencies: ["Kernels", "CZlib", "CZstd", "CSnappy", "CLZ4", "CBrotli"]),
    .target(
      name: "Statistics",
      dependencies: ["Kernels", .product(name: "RealModule", package: "swift-numerics")]),
    .target(name: "Judging", dependencies: ["Statistics", "Findings", "Kernels"]),
    .target(name: "Metrics", dependencies: ["Kernels", "Statistics", "Findings"]),
    .target(
      name: "Models",
      dependencies: [
        "Kernels", "Tabular", "CZlib", "CCurl", "CLibXML2", "COnnxRuntime",
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Explanations",
      dependencies: ["Models", "Tabular", "Metrics", "Statistics", "Findings", "Kernels"]),
    .target(
      name: "Checks",
      dependencies: [
        "Explanations", "Tabular", "Models", "Metrics", "Statistics", "Findings", "Kernels",
      ]),
    .target(
      name: "Gate",
      dependencies: [
        "Checks", "Explanations", "Tabular", "Models", "Metrics", "Judging", "Statistics",
        "Findings", "Kernels", "Digest", .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Reports",
      dependencies: [
        "Findings", "Digest", "Kernels", "CLibXML2",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      exclude: ["Templates/README.md"],
      // A link to the top-level `templates`: people read and copy them there, the binary carries them.
      resources: [.embedInCode("Templates")]),
    .executableTarget(
      name: "tollgate",
      dependencies: [
        "Gate", "Reports", "Checks", "Explanations", "Models", "Tabular", "Metrics", "Judging",
        "Findings", "Kernels", "CArguments",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .testTarget(name: "ArchitectureTests"),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels"]),
    .testTarget(name: "FindingsTests", dependencies: ["Findings"]),
    .testTarget(
      name: "TabularTests", dependencies: ["Tabular", "Kernels"], exclude: ["Fixtures"]),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Statistics", "Kernels"], exclude: ["Reference"]),
    .testTarget(name: "JudgingTests", dependencies: ["Judging", "Findings"]),
    .testTarget(
      name: "MetricsTests", dependencies: ["Metrics", "Statistics", "Kernels", "Findings"],
      exclude: ["Reference"]),
    .testTarget(
      name: "ModelsTests", dependencies: ["Models", "Tabular", "Kernels"], exclude: ["Fixtures"]),
    .testTarget(
      name: "ExplanationsTests",
      dependencies: ["Explanations", "Models", "Metrics", "Tabular", "Statistics", "Kernels"],
      exclude: ["Reference"]),
    .testTarget(
      name: "GateTests",
      dependencies: [
        "Gate", "Checks", "Metrics", "Models", "Tabular", "Judging", "Findings", "Kernels",
        "Statistics", "Digest",
      ], exclude: ["Fixtures"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Reports", "Judging", "Findings", "Kernels", "CLibXML2"],
      exclude: ["Goldens", "Schemas", "validate_reports.py"]),
    // Runs the real binary.
    .testTarget(
      name: "CommandTests", dependencies: ["tollgate", "Judging", "Findings", "Kernels"],
      exclude: ["Fixtures"]),
  ]
)

let writtenInC = ["CArguments", "CCurl", "CKernels", "COnnxRuntime"]
for target in package.targets where target.type != .system && !writtenInC.contains(target.name) {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
  ]
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0458-strict-memory-safety.md
  if target.type != .test { target.swiftSettings?.append(.strictMemorySafety()) }
}

// scripts/mangle and the benchmarks build a program over the sources that is no part of the product.
// The variable holds the folder and then the files, with blanks between them.
if let program = Context.environment["TOLLGATE_PROGRAM"]?.split(separator: " ").map(String.init) {
  package.targets.append(
    .executableTarget(
      name: "program",
      dependencies: [
        "Gate", "Checks", "Explanations", "Models", "Metrics", "Statistics", "Tabular", "Findings",
        "Kernels",
      ],
      path: program[0], sources: Array(program.dropFirst())))
}

// scripts/fuzz builds the readers with coverage and one program that feeds them.
if let runtime = Context.environment["TOLLGATE_FUZZER_RUNTIME"] {
  for target in package.targets where target.type == .regular {
    target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer"]))
    if writtenInC.contains(target.name) {
      target.cSettings = [.unsafeFlags(["-O2", "-fsanitize=fuzzer-no-link"])]
    }
  }
  package.targets += [
    .target(name: "CFuzzer", path: "Tests/Fuzzing/CFuzzer"),
    .executableTarget(
      name: "fuzz",
      dependencies: ["CFuzzer", "Gate", "Models", "Tabular", "Findings", "Kernels"],
      path: "Tests/Fuzzing/fuzz", linkerSettings: [.unsafeFlags([runtime, "-lstdc++"])]),
  ]
}
