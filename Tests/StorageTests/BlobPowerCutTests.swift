import Cryptography
import Mediation
import Storage
import StorageFiles
import StorageMemory
import Synchronization
import Testing
import Vault

/// A disk whose power is cut after some calls. Bytes are durable when their file was settled, names when their folder was; what was
/// not may be there all the same, wholly or in part.
private final class CutDisk: BlobDisk {
    /// What stays of bytes that were never settled.
    enum Rest: CaseIterable { case none, half, all }

    private struct File {
        var bytes: [UInt8] = []
        var durable: [UInt8] = []
    }

    private struct State {
        var files: [File] = []
        /// Paths of files with their numbers; a folder has none.
        var names: [String: Int?]
        var durable: [String: Int?]
        var calls = 0
        let limit: Int
    }

    private let state: Mutex<State>

    /// - Parameter limit: the calls that change something before the power is cut; nil: it isn't.
    init(limit: Int? = nil) {
        state = Mutex(State(names: ["": nil], durable: ["": nil], limit: limit ?? .max))
    }

    private init(_ files: [File], _ names: [String: Int?]) {
        state = Mutex(State(files: files, names: names, durable: names, limit: .max))
    }

    var calls: Int { state.withLock { $0.calls } }

    private static func folder(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    /// What the disk holds when the power is back.
    func afterwards(unsyncedNames: Bool, rest: Rest) -> CutDisk {
        state.withLock { state in
            let files = state.files.map { file in
                var bytes = file.durable
                switch rest {
                case .none: break
                case .half: bytes = Array(file.bytes.prefix((file.durable.count + file.bytes.count) / 2))
                case .all: bytes = file.bytes
                }
                return File(bytes: bytes, durable: bytes)
            }
            let names = unsyncedNames ? state.names : state.durable
            // Nothing stands in a folder that isn't there.
            func isReached(_ path: String) -> Bool {
                path.isEmpty || names[path] != nil && isReached(Self.folder(of: path))
            }
            return CutDisk(files, names.filter { isReached($0.key) })
        }
    }

    private func change<Value>(_ body: (inout State) throws -> Value) throws -> Value {
        try state.withLock { state in
            guard state.calls < state.limit else { throw StorageError(.failed, "the power is cut") }
            state.calls += 1
            return try body(&state)
        }
    }

    private func change(_ path: String, _ body: (inout File) -> Void) throws {
        try change { state in
            guard let number = state.names[path] ?? nil else { throw StorageError(.notFound) }
            body(&state.files[number])
        }
    }

    func makeFolder(_ path: String) throws {
        try change { state in if state.names[path] == nil { state.names[path] = .some(nil) } }
    }

    func create(_ path: String) throws {
        try change { state in
            guard state.names[path] == nil else { throw StorageError(.taken) }
            state.files.append(File())
            state.names[path] = state.files.count - 1
        }
    }

    func write(_ bytes: [UInt8], to path: String, at place: Int) throws {
        try change(path) { file in
            file.bytes += [UInt8](repeating: 0, count: max(0, place + bytes.count - file.bytes.count))
            file.bytes.replaceSubrange(place..<place + bytes.count, with: bytes)
        }
    }

    func settle(_ path: String) throws { try change(path) { $0.durable = $0.bytes } }
    func cut(_ path: String, to length: Int) throws {
        try change(path) { $0.bytes = Array($0.bytes.prefix(length)) }
    }

    func length(_ path: String) throws -> Int? {
        state.withLock { state in (state.names[path] ?? nil).map { state.files[$0].bytes.count } }
    }

    func read(_ path: String, _ range: Range<Int>) throws -> [UInt8] {
        try state.withLock { state in
            guard let number = state.names[path] ?? nil else { throw StorageError(.notFound) }
            return Array(
                state.files[number].bytes[range.clamped(to: 0..<state.files[number].bytes.count)])
        }
    }

    func rename(_ path: String, to new: String) throws {
        try change { state in
            guard let number = state.names.removeValue(forKey: path) else {
                throw StorageError(.notFound)
            }
            state.names[new] = number
        }
    }

    func remove(_ path: String) throws -> Bool {
        try change { $0.names.removeValue(forKey: path) != nil }
    }
    func removeFolder(_ path: String) throws { try change { $0.names[path] = nil } }

    func names(in folder: String) throws -> [String] {
        state.withLock { state in
            state.names.keys.filter { !$0.isEmpty && Self.folder(of: $0) == folder }.map {
                String($0.dropFirst(folder.count + 1))
            }
        }
    }

    func sync(_ folder: String) throws {
        try change { state in
            for path in Set(state.names.keys).union(state.durable.keys)
            where !path.isEmpty && Self.folder(of: path) == folder {
                state.durable[path] = state.names[path]
            }
        }
    }
}

/// The power is cut between any two calls by which blobs are kept: who was told that a blob is kept finds it, whole; who was not
/// finds none, and goes on with the upload.
@Suite(.timeLimit(.minutes(10))) struct BlobPowerCutTests {
    private static let one = CaseID("c-1")
    private static let content = (0..<150_000).map { UInt8(truncatingIfNeeded: $0 &* 11 &+ $0 >> 9) }

    private struct Told {
        var upload: UploadID?
        var blob: StoredBlob?
    }

    /// Uploads as far as the power lasts.
    private static func upload(_ store: SealedStore<MemoryEngine>, on disk: CutDisk) async throws
        -> Told
    {
        var told = Told()
        do {
            let writer = try await blobs(store, disk).begin(for: one)
            told.upload = writer.id
            try await writer.append(Array(content[..<100_000]))
            try await writer.append(Array(content[100_000...]))
            told.blob = try await writer.finish(at: Sample.at(40))
        } catch let error as StorageError where error.code == .failed {
            #expect(told.blob == nil)
        }
        return told
    }

    private static func blobs(_ store: SealedStore<MemoryEngine>, _ disk: CutDisk) -> SealedBlobs {
        store.blobs(in: FileBlobs(folder: "/blobs", on: disk))
    }

    private static func store() async throws -> SealedStore<MemoryEngine> {
        let store = SealedStore(over: MemoryEngine(), masterKey: SealingKey())
        try await store.commit(Sample.newCase(Sample.caseRecord("c-1")))
        return store
    }

    @Test func `A blob that was told of survives every cut, and an upload goes on after it`()
        async throws
    {
        let uncut = CutDisk()
        #expect(try await Self.upload(Self.store(), on: uncut).blob != nil)
        #expect(uncut.calls > 12)
        var kept = 0
        for limit in 0...uncut.calls {
            for unsyncedNames in [false, true] {
                for rest in CutDisk.Rest.allCases {
                    let words: Comment = "after \(limit) calls, names \(unsyncedNames), bytes \(rest)"
                    let (store, disk) = (try await Self.store(), CutDisk(limit: limit))
                    let told = try await Self.upload(store, on: disk)
                    let after = disk.afterwards(unsyncedNames: unsyncedNames, rest: rest)
                    let blobs = Self.blobs(store, after)
                    let listed = try await blobs.blobs(of: Self.one)
                    #expect(listed == (told.blob.map { [$0.address] } ?? []), words)
                    if let blob = told.blob {
                        kept += 1
                        try await Self.expectWhole(blob, in: blobs, words)
                    } else if let upload = told.upload {
                        let writer = try await blobs.resume(upload, of: Self.one)
                        let offset = await writer.offset
                        try await writer.append(Array(Self.content[offset...]))
                        try await Self.expectWhole(writer.finish(at: Sample.at(50)), in: blobs, words)
                    }
                }
            }
        }
        #expect(kept == 6)
    }

    private static func expectWhole(_ blob: StoredBlob, in blobs: SealedBlobs, _ words: Comment)
        async throws
    {
        #expect(try await blobs.fault(of: blob.address, of: one) == nil, words)
        let reader = try await blobs.read(blob.address, of: one)
        #expect(try await reader.bytes(0..<reader.count) == content, words)
        #expect(blob.digest == Digest.sha256(content), words)
    }
}
