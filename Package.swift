// swift-tools-version: 6.1
import PackageDescription

/// Settings of every target: docs/architecture.md, "Rooms", and the house style.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Of what thousands of random histories run through: optimised in debug builds too, with its assertions, so that
/// `make test` plays them from the one build that it makes. It costs no build time that could be measured (docs/performance.md).
let quick: [SwiftSetting] =
    strict + [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]

let package = Package(
    name: "trialogue",
    products: [
        .executable(name: "trialogue", targets: ["trialogue"]),
        .executable(name: "trialogue-bench", targets: ["trialogue-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    ],
    targets: [
        // System libraries, each a module map and one shim header.
        .systemLibrary(name: "CLibWebSockets", pkgConfig: "libwebsockets"),
        .systemLibrary(name: "CUV", pkgConfig: "libuv"),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlienc"),
        .systemLibrary(name: "CMimalloc"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl"),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode"),
        // The load generator's alone: Swift's Glibc leaves epoll out.
        .systemLibrary(name: "CEpoll"),

        // The pure core: imports nothing.
        .target(name: "Mediation", swiftSettings: quick),

        .target(name: "Wire", dependencies: ["Mediation"], swiftSettings: quick),
        // What is stored, and nothing else: docs/decisions/0011-stored-records.md.
        .target(name: "Records", dependencies: ["Mediation"], swiftSettings: quick),
        .target(name: "Cryptography", dependencies: ["COpenSSL"], swiftSettings: quick),
        .target(name: "TransparencyLog", dependencies: ["Cryptography", "Mediation"], swiftSettings: quick),
        .target(name: "Documents", dependencies: ["Mediation", "CQREncode"], swiftSettings: strict),
        .target(
            name: "Transport", dependencies: ["CLibWebSockets", "CUV", "CBrotli"], swiftSettings: quick,
            // The function by which libwebsockets reads is the program's (Intake.swift); the linker shows SSL_read by itself.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic-symbol=recv"])]),
        .target(name: "Packing", dependencies: ["CBrotli"], swiftSettings: quick),
        .target(name: "Storage", dependencies: ["Mediation"], swiftSettings: quick),
        // Rows and what is computed of them: entries' bytes, chains, the tree (docs/record.md).
        .target(
            name: "Journal", dependencies: ["Storage", "TransparencyLog", "Mediation", "Cryptography"],
            swiftSettings: quick),
        .target(
            name: "Vault",
            dependencies: ["Journal", "Storage", "TransparencyLog", "Mediation", "Cryptography", "Packing"],
            swiftSettings: quick),
        .target(name: "StorageMemory", dependencies: ["Storage", "Mediation"], swiftSettings: quick),
        // Blobs as files: docs/decisions/0016-blobs.md.
        .target(name: "StorageFiles", dependencies: ["Storage", "Mediation"], swiftSettings: strict),
        .target(
            name: "StorageSQLite",
            dependencies: [
                "Vault", "Journal", "Storage", "StorageFiles", "Mediation", "Cryptography",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        // What the server counts, and how it is told: docs/decisions/0019-telemetry.md.
        .target(
            name: "Telemetry",
            dependencies: ["Mediation", .product(name: "CoreMetrics", package: "swift-metrics")],
            swiftSettings: strict),
        .target(
            name: "Coordinator",
            dependencies: [
                "Mediation", "Wire", "Records", "Cryptography", "Documents", "Transport", "Storage",
                "Journal", "Projections", "TransparencyLog", "Telemetry",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: quick),
        // What rows hold, made of the events: docs/decisions/0015-projections.md.
        .target(
            name: "Projections",
            dependencies: ["Mediation", "Records", "Storage", "Journal", "Cryptography"],
            swiftSettings: quick),
        .executableTarget(
            name: "trialogue",
            dependencies: [
                "Coordinator", "Storage", "StorageSQLite", "Vault", "Mediation", "Cryptography", "Transport",
                "Journal", "Projections", "TransparencyLog", "CMimalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),

        // Load generator and benchmark (docs/performance.md): `make bench` builds it; nothing of it is in `trialogue`.
        .executableTarget(
            name: "trialogue-bench",
            dependencies: [
                "CEpoll", "COpenSSL", "Coordinator", "Storage", "StorageSQLite", "Vault", "Mediation",
                "Cryptography", "Journal", "TransparencyLog",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Baselines"], swiftSettings: strict),

        .target(
            name: "TestKit", dependencies: ["Mediation"], path: "Tests/TestKit", swiftSettings: quick),
        // A test by its size: a million histories want an optimised build. Never part of the product.
        .executableTarget(
            name: "wall-soak", dependencies: ["Mediation", "TestKit"], path: "Tests/WallSoak",
            swiftSettings: quick),
        // The whole server on a virtual clock and one seed: docs/reliability.md.
        .target(
            name: "Simulation",
            dependencies: [
                "Coordinator", "Storage", "StorageMemory", "Vault", "Journal", "Projections", "Mediation",
                "Wire",
                "Cryptography", "Transport", "TestKit", "COpenSSL",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/Simulation", exclude: ["faults"], swiftSettings: quick),
        .executableTarget(
            name: "simulate", dependencies: ["Simulation", "Transport"], path: "Tests/Simulate",
            swiftSettings: quick),
        .testTarget(
            name: "SimulationTests", dependencies: ["simulate", "TestKit"], path: "Tests/SimulationTests",
            swiftSettings: strict),
        // Decoders under any bytes: `make fuzz` builds it with libFuzzer, `make test` as it is. Never part of the product.
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "Wire", "Records", "Transport", "Mediation", "Cryptography", "TransparencyLog", "Packing",
            ],
            path: "Tests/Fuzz", exclude: ["Corpus"], swiftSettings: strict),
        .testTarget(name: "MediationTests", dependencies: ["Mediation", "TestKit"], swiftSettings: strict),
        .testTarget(
            name: "WireTests", dependencies: ["Wire", "Mediation", "TestKit"], swiftSettings: strict),
        .testTarget(
            name: "RecordsTests", dependencies: ["Records", "Mediation", "TestKit"], exclude: ["Golden"],
            swiftSettings: strict),
        .testTarget(
            name: "CryptographyTests", dependencies: ["Cryptography", "TestKit"], swiftSettings: strict),
        .testTarget(name: "PackingTests", dependencies: ["Packing"], swiftSettings: strict),
        .testTarget(
            name: "TransparencyLogTests",
            dependencies: ["TransparencyLog", "Cryptography", "Mediation", "TestKit"],
            exclude: ["verify_log.py"], swiftSettings: strict),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Storage", "StorageSQLite", "StorageMemory", "StorageFiles", "Vault", "Journal",
                "TransparencyLog",
                "Mediation",
                "Cryptography", "TestKit",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DocumentsTests", dependencies: ["Documents", "Mediation", "TestKit"],
            swiftSettings: strict),
        .testTarget(
            name: "TransportTests", dependencies: ["COpenSSL", "Transport", "TestKit"], swiftSettings: strict),
        .testTarget(
            name: "CoordinatorTests",
            dependencies: [
                "Coordinator", "Storage", "StorageMemory", "StorageSQLite", "Vault", "Mediation", "Wire",
                "Records",
                "Cryptography",
                "Transport",
                .product(name: "Logging", package: "swift-log"), "TestKit", "TransparencyLog", "Journal",
                "Projections", "Telemetry",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["GoldenStore", "GoldenStoreLayout2"], swiftSettings: strict),
    ]
)
