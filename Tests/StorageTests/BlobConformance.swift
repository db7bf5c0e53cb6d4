import Cryptography
import Foundation
import Journal
import Mediation
import Storage
import StorageFiles
import StorageMemory
import Testing
import Vault

/// What keeps blobs, under test, and a meddler's hand in it.
struct BlobFiles: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let open: @Sendable (_ folder: String) -> any BlobEngine
    let alter:
        @Sendable (any BlobEngine, _ folder: String, CaseID, BlobName, (inout [UInt8]) -> Void) throws
            -> Void

    static let all = [
        BlobFiles(testDescription: "files") {
            FileBlobs(folder: $0 + "/blobs")
        } alter: { _, folder, caseID, name, change in
            let file =
                switch name {
                case .upload(let id): "upload-\(id).part"
                case .blob(let address): address.text
                }
            let path = "\(folder)/blobs/case-\(caseID)/\(file)"
            var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            change(&bytes)
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        },
        BlobFiles(testDescription: "memory") { _ in
            MemoryBlobs()
        } alter: { engine, _, caseID, name, change in
            try #require(engine as? MemoryBlobs).alter(name, of: caseID, change)
        },
    ]

    /// A store with two cases, and its blobs.
    func with(
        _ limits: BlobLimits = BlobLimits(),
        _ body: (
            _ store: SealedStore<MemoryEngine>, _ files: any BlobEngine, _ blobs: SealedBlobs,
            _ folder: String
        )
            async throws -> Void
    ) async throws {
        try await withDirectory { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            let store = SealedStore(over: MemoryEngine(), masterKey: SealingKey())
            for id in ["c-1", "c-2"] { try await store.commit(Sample.newCase(Sample.caseRecord(id))) }
            let files = open(folder)
            try await body(store, files, store.blobs(in: files, limits: limits), folder)
        }
    }
}

@Suite(.timeLimit(.minutes(10))) struct BlobConformance {
    private static let one = CaseID("c-1")
    private static let other = CaseID("c-2")

    private static func content(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    }

    private func keep(_ bytes: [UInt8], in blobs: SealedBlobs, of id: CaseID = one) async throws
        -> StoredBlob
    {
        let writer = try await blobs.begin(for: id)
        try await writer.append(bytes)
        return try await writer.finish(at: Sample.at(40))
    }

    private func code(_ body: () async throws -> Void) async -> StorageError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? StorageError)?.code
        }
    }

    private func refusal(_ body: () async throws -> Void) async -> BlobRefusal? {
        do {
            try await body()
            return nil
        } catch {
            return error as? BlobRefusal
        }
    }

    @Test(arguments: BlobFiles.all)
    func `a blob of any length comes back whole and in part, and its files are sealed`(
        files: BlobFiles
    )
        async throws
    {
        try await files.with { _, engine, blobs, _ in
            for count in [0, 1, 65_535, 65_536, 65_537, 200_000] {
                let content = Self.content(count)
                let writer = try await blobs.begin(for: Self.one)
                for start in stride(from: 0, to: count, by: 30_011) {
                    try await writer.append(Array(content[start..<min(start + 30_011, count)]))
                }
                let stored = try await writer.finish(at: Sample.at(40))
                #expect(stored.count == count)
                #expect(stored.digest == Digest.sha256(content))
                let reader = try await blobs.read(stored.address, of: Self.one)
                #expect(reader.count == count)
                #expect(try await reader.bytes(0..<count) == content)
                for range in [0..<min(1, count), count / 2..<count, max(0, count - 1)..<count] {
                    #expect(try await reader.bytes(range) == Array(content[range]))
                }
                #expect(try await blobs.fault(of: stored.address, of: Self.one) == nil)
                let name = BlobName.blob(stored.address)
                let length = try #require(try await engine.length(of: name, of: Self.one))
                let kept = try await engine.read(name, of: Self.one, 0..<length)
                #expect(Hex.encode(Digest.sha256(kept)) == stored.address.text)
                if count > 1000 { #expect(kept.firstRange(of: content.prefix(64)) == nil) }
                #expect(try await blobs.blobs(of: Self.one).contains(stored.address))
            }
            #expect(try await blobs.blobs(of: Self.one).count == 6)
            #expect(try await blobs.blobs(of: Self.other).isEmpty)
        }
    }

    @Test(arguments: BlobFiles.all)
    func `an upload goes on from where it is kept, also when its end was torn`(files: BlobFiles)
        async throws
    {
        try await files.with { _, engine, blobs, folder in
            let content = Self.content(300_000)
            for torn in [0, 1, 40_000, 65_564] {
                var writer: (any BlobWriter)? = try await blobs.begin(for: Self.one)
                let id = try #require(writer?.id)
                try await writer?.append(Array(content[..<200_000]))
                #expect(await writer?.offset == 3 * 65_536)
                #expect(await refusal { _ = try await blobs.resume(id, of: Self.one) } == .isBeingWritten)
                // The process dies here: what is no chunk yet is lost, and the file's end may be.
                writer = nil
                try files.alter(engine, folder, Self.one, .upload(id)) { $0.removeLast(torn) }
                #expect(try await blobs.blobs(of: Self.one).isEmpty)
                let resumed = try await blobs.resume(id, of: Self.one)
                let offset = await resumed.offset
                #expect(offset == (torn == 0 ? 3 : 2) * 65_536)
                try await resumed.append(Array(content[offset...]))
                let stored = try await resumed.finish(at: Sample.at(40))
                #expect(stored.digest == Digest.sha256(content))
                #expect(try await blobs.read(stored.address, of: Self.one).bytes(0..<300_000) == content)
                #expect(await code { _ = try await blobs.resume(id, of: Self.one) } == .notFound)
                #expect(await code { try await resumed.append([1]) } == .closed)
                try await blobs.remove(stored.address, of: Self.one, at: Sample.at(41))
            }
            #expect(try await engine.names(of: Self.one).isEmpty)
        }
    }

    @Test(arguments: BlobFiles.all)
    func `An upload that was cut anywhere around a chunk's end goes on at the last whole chunk`(
        files: BlobFiles
    )
        async throws
    {
        try await files.with { _, engine, blobs, folder in
            let content = Self.content(2 * 65_536 + 10)
            var writer: (any BlobWriter)? = try await blobs.begin(for: Self.one)
            let id = try #require(writer?.id)
            try await writer?.append(content)
            writer = nil
            let length = try #require(try await engine.length(of: .upload(id), of: Self.one))
            let whole = try await engine.read(.upload(id), of: Self.one, 0..<length)
            let ends = (0...2).map { 24 + $0 * 65_564 }
            #expect(length == ends[2])
            // Around each end every byte; in between some.
            let cuts = Set(
                ends.flatMap { ($0 - 30)...($0 + 30) } + Array(stride(from: 24, to: length, by: 9973)))
            for cut in cuts.sorted() where cut >= 24 && cut <= length {
                try files.alter(engine, folder, Self.one, .upload(id)) { $0 = Array(whole[..<cut]) }
                let resumed = try await blobs.resume(id, of: Self.one)
                let chunks = (cut - 24) / 65_564
                #expect(await resumed.offset == chunks * 65_536, "cut at \(cut)")
                #expect(try await engine.length(of: .upload(id), of: Self.one) == ends[chunks])
            }
            let resumed = try await blobs.resume(id, of: Self.one)
            let offset = await resumed.offset
            try await resumed.append(Array(content[offset...]))
            let stored = try await resumed.finish(at: Sample.at(40))
            #expect(
                try await blobs.read(stored.address, of: Self.one).bytes(0..<content.count) == content)
        }
    }

    /// The name is given, and the power fails before the entry: nobody was told of the blob.
    @Test(arguments: BlobFiles.all)
    func `An upload that was cut off before its entry is no blob, and goes on`(files: BlobFiles)
        async throws
    {
        try await files.with { store, engine, blobs, _ in
            let content = Self.content(70_000)
            var writer: (any BlobWriter)? = try await blobs.begin(for: Self.one)
            let id = try #require(writer?.id)
            try await writer?.append(content)
            writer = nil
            let length = try #require(try await engine.length(of: .upload(id), of: Self.one))
            let bytes = try await engine.read(.upload(id), of: Self.one, 0..<length)
            let address = try #require(BlobAddress(checking: Hex.encode(Digest.sha256(bytes))))
            try await engine.finish(id, of: Self.one, as: address)
            #expect(try await blobs.blobs(of: Self.one).isEmpty)
            #expect(try await blobs.unrecorded(of: Self.one) == [address])
            #expect(await code { _ = try await blobs.resume(UploadID("u-9"), of: Self.one) } == .notFound)
            let resumed = try await blobs.resume(id, of: Self.one)
            #expect(await resumed.offset == 65_536)
            try await resumed.append(Array(content[65_536...]))
            let stored = try await resumed.finish(at: Sample.at(40))
            #expect(try await blobs.blobs(of: Self.one) == [stored.address])
            #expect(try await blobs.unrecorded(of: Self.one).isEmpty)
            #expect(try await blobs.read(stored.address, of: Self.one).bytes(0..<70_000) == content)
            // Told of, it is an upload no more.
            #expect(await code { _ = try await blobs.resume(id, of: Self.one) } == .notFound)
            #expect(try await store.events(ofCase: Self.one).allSatisfy { !$0.kind.hasPrefix("blob.") })
        }
    }

    @Test(arguments: BlobFiles.all)
    func `What the record has of blobs are two entries of the case's stream, sealed`(files: BlobFiles)
        async throws
    {
        try await files.with { store, _, blobs, _ in
            let (stored, other) = (try await keep([1, 2], in: blobs), try await keep([3], in: blobs))
            try await blobs.remove(stored.address, of: Self.one, at: Sample.at(41))
            try await blobs.remove(stored.address, of: Self.one, at: Sample.at(42))
            let entries = try await store.entries(of: .petition(Self.one), after: 0, limit: 9)
            #expect(
                entries.map(\.kind) == ["case.registered", "blob.kept", "blob.kept", "blob.removed"])
            #expect(entries.map(\.at) == [3, 40, 40, 41].map { Sample.at($0) })
            for entry in entries {
                #expect(entry.payload.bytes.firstRange(of: Array(stored.address.text.utf8)) == nil)
            }
            #expect(try await blobs.blobs(of: Self.one) == [other.address])
            let check = try await StoreCheck(of: store)
            #expect(check.fault == nil && check.casesWithBlobs == [Self.one])
            #expect(try await store.strays().isEmpty)
        }
    }

    @Test(arguments: BlobFiles.all)
    func `what was altered, cut, swapped or moved does not open, and is found`(files: BlobFiles)
        async throws
    {
        let chunk = 65_564
        let alterations: [(String, @Sendable (inout [UInt8]) -> Void)] = [
            ("a bit of a chunk", { $0[24 + chunk + 100] ^= 1 }),
            ("a bit of the last", { $0[$0.count - 1] ^= 1 }),
            ("a bit of the head", { $0[12] ^= 1 }), ("the beginning", { $0[0] ^= 1 }),
            ("the last chunk cut off", { $0.removeLast($0.count - 24 - 3 * chunk) }),
            ("the end cut off", { $0.removeLast(10) }),
            ("a chunk left out", { $0.removeSubrange(24..<24 + chunk) }),
            ("a chunk repeated", { $0.insert(contentsOf: Array($0[24..<24 + chunk]), at: 24) }),
            (
                "two chunks swapped",
                {
                    let first = Array($0[24..<24 + chunk])
                    $0.replaceSubrange(24..<24 + chunk, with: Array($0[24 + chunk..<24 + 2 * chunk]))
                    $0.replaceSubrange(24 + chunk..<24 + 2 * chunk, with: first)
                }
            ),
            ("bytes behind the end", { $0 += [1, 2, 3] }), ("all of it", { $0 = [] }),
        ]
        try await files.with { _, engine, blobs, folder in
            let content = Self.content(3 * 65_536 + 5000)
            for (what, alter) in alterations {
                let stored = try await keep(content, in: blobs)
                try files.alter(engine, folder, Self.one, .blob(stored.address), alter)
                let found = await code {
                    let reader = try await blobs.read(stored.address, of: Self.one)
                    _ = try await reader.bytes(0..<reader.count)
                }
                #expect(found == .corrupt, "\(what)")
                #expect(try await blobs.fault(of: stored.address, of: Self.one) != nil, "\(what)")
                try await blobs.remove(stored.address, of: Self.one, at: Sample.at(41))
            }
            // A chunk of another blob of the case, in its own place; and a whole blob in another case.
            let (mine, others) = (try await keep(content, in: blobs), try await keep(content, in: blobs))
            let length = try #require(try await engine.length(of: .blob(others.address), of: Self.one))
            let bytes = try await engine.read(.blob(others.address), of: Self.one, 0..<length)
            try files.alter(engine, folder, Self.one, .blob(mine.address)) {
                $0.replaceSubrange(24..<24 + chunk, with: bytes[24..<24 + chunk])
            }
            let reader = try await blobs.read(mine.address, of: Self.one)
            #expect(await code { _ = try await reader.bytes(0..<10) } == .corrupt)
            #expect(try await reader.bytes(65_536..<65_546) == Array(content[65_536..<65_546]))
            let elsewhere = try await keep([1], in: blobs, of: Self.other)
            try files.alter(engine, folder, Self.other, .blob(elsewhere.address)) { $0 = bytes }
            let moved = try await blobs.read(elsewhere.address, of: Self.other)
            #expect(await code { _ = try await moved.bytes(0..<10) } == .corrupt)
            #expect(try await blobs.fault(of: others.address, of: Self.other) == "it is missing")
        }
    }

    @Test(arguments: BlobFiles.all)
    func `a blob and a case have their limits, and what was kept stays`(files: BlobFiles) async throws {
        try await files.with(BlobLimits(blob: 100_000, ofCase: 290_000)) { _, _, blobs, _ in
            let writer = try await blobs.begin(for: Self.one)
            try await writer.append(Self.content(100_000))
            #expect(await refusal { try await writer.append([1]) } == .tooLong)
            #expect(try await writer.finish(at: Sample.at(40)).count == 100_000)
            _ = try await keep(Self.content(100_000), in: blobs)
            let third = try await blobs.begin(for: Self.one)
            try await third.append(Self.content(99_000))
            #expect(await refusal { _ = try await third.finish(at: Sample.at(40)) } == .caseIsFull)
            #expect(await refusal { _ = try await keep([1], in: blobs, of: Self.other) } == nil)
            try await blobs.abandon(third.id, of: Self.one)
            #expect(await code { _ = try await third.finish(at: Sample.at(40)) } == .notFound)
            #expect(await refusal { _ = try await keep(Self.content(50_000), in: blobs) } == nil)
            #expect(try await blobs.blobs(of: Self.one).count == 3)
        }
    }

    @Test(arguments: BlobFiles.all)
    func `an erased case's blobs are collected, also when that was cut off or an upload is under way`(
        files: BlobFiles
    )
        async throws
    {
        try await files.with { store, engine, blobs, _ in
            let stored = try await keep(Self.content(100_000), in: blobs)
            let kept = try await keep(Self.content(10), in: blobs, of: Self.other)
            let writer = try await blobs.begin(for: Self.one)
            try await writer.append(Self.content(70_000))
            let reader = try await blobs.read(stored.address, of: Self.one)
            #expect(try await blobs.collect().isEmpty)
            // Cut off behind this: what comes later collects.
            try await store.destroyKey(of: Self.one, at: Sample.at(50))
            #expect(await code { _ = try await blobs.read(stored.address, of: Self.one) } == .erased)
            #expect(await code { _ = try await blobs.begin(for: Self.one) } == .erased)
            #expect(await code { _ = try await blobs.resume(writer.id, of: Self.one) } == .erased)
            #expect(try await blobs.collect() == [Self.one])
            #expect(try await engine.cases() == [Self.other])
            #expect(await code { try await writer.append(Self.content(70_000)) } == .notFound)
            #expect(await code { _ = try await reader.bytes(0..<10) } == .notFound)
            #expect(try await engine.cases() == [Self.other])
            #expect(try await blobs.collect().isEmpty)
            #expect(try await blobs.fault(of: kept.address, of: Self.other) == nil)
            #expect(await code { _ = try await blobs.begin(for: CaseID("c-9")) } == .notFound)
        }
    }

    @Test(arguments: BlobFiles.all)
    func `an engine keeps the rules that the vault counts on`(files: BlobFiles) async throws {
        try await files.with { _, engine, _, _ in
            let id = UploadID("u-1")
            let address = try #require(BlobAddress(checking: String(repeating: "0a", count: 32)))
            #expect(BlobAddress(checking: String(repeating: "0A", count: 32)) == nil)
            #expect(
                await code { try await engine.append(SealedBytes([1]), to: id, of: Self.one, at: 0) }
                    == .notFound)
            #expect(await code { try await engine.finish(id, of: Self.one, as: address) } == .notFound)
            try await engine.create(id, of: Self.one, SealedBytes([1, 2]))
            #expect(await code { try await engine.create(id, of: Self.one, SealedBytes([9])) } == .taken)
            #expect(
                await code { try await engine.append(SealedBytes([3]), to: id, of: Self.one, at: 1) }
                    == .conflict)
            try await engine.append(SealedBytes([3, 4]), to: id, of: Self.one, at: 2)
            try await engine.cut(id, of: Self.one, to: 3)
            try await engine.settle(id, of: Self.one)
            #expect(try await engine.names(of: Self.one) == [.upload(id): 3])
            #expect(try await engine.read(.upload(id), of: Self.one, 1..<9) == [2, 3])
            #expect(try await engine.length(of: .blob(address), of: Self.one) == nil)
            try await engine.finish(id, of: Self.one, as: address)
            #expect(try await engine.names(of: Self.one) == [.blob(address): 3])
            #expect(try await engine.cases() == [Self.one])
            try await engine.reopen(address, of: Self.one, as: id)
            #expect(try await engine.names(of: Self.one) == [.upload(id): 3])
            #expect(
                await code { try await engine.reopen(address, of: Self.one, as: id) } == .notFound)
            try await engine.finish(id, of: Self.one, as: address)
            try await engine.remove(.upload(id), of: Self.one)
            try await engine.remove(.blob(address), of: Self.one)
            #expect(try await engine.names(of: Self.one).isEmpty)
            try await engine.removeAll(of: Self.one)
            try await engine.removeAll(of: Self.one)
            #expect(try await engine.cases().isEmpty)
        }
    }
}
