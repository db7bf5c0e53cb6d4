internal import Glibc

/// A thing whose bytes can be had from any place in it, off the loop: a file, a sealed blob.
package protocol ByteSource: Sendable {
    /// Bytes of the whole.
    var count: Int { get }
    /// The bytes of a range that lies within the thing and is not empty. An error breaks the answer off.
    func bytes(_ range: Range<Int>) async throws -> [UInt8]
}

/// A regular file, as long as it was when it was opened.
package final class FileSource: ByteSource {
    private let descriptor: Int32
    package let count: Int

    /// nil: there is no such file, or it can't be read.
    package init?(path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        count = Int(status.st_size)
    }

    deinit { close(descriptor) }

    @concurrent
    package func bytes(_ range: Range<Int>) async throws -> [UInt8] {
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let count = pread(descriptor, rest.baseAddress, rest.count, off_t(range.lowerBound + filled))
                guard count > 0 || count < 0 && errno == EINTR else { return }
                filled += max(0, count)
            }
        }
        // It was cut meanwhile.
        guard bytes.count == range.count else { throw BodyFailure.gone }
        return bytes
    }
}

extension HTTPExchange {
    /// Bytes that are asked of a source at once.
    private static let piece = 65_536

    /// Answers with a thing or with the part of it that the request asks for: 200, 206 or 416 (RFC 9110, 14). `entityTag`: strong, in
    /// its quotes; without it, If-Range gets the whole.
    package func respond(
        from source: some ByteSource, entityTag: String?, headers: [(String, String)], contentType: String
    ) {
        let range = method == "GET" ? header("range") : nil
        let choice = ByteRange(
            range, ifRange: header("if-range"), entityTag: entityTag, count: source.count)
        let answer = choice.answer(of: source.count)
        var headers = headers + answer.headers + [("accept-ranges", "bytes")]
        if let entityTag { headers.append(("etag", entityTag)) }
        let part = answer.part
        let body = respond(
            status: answer.status, headers: headers, contentType: contentType, length: part.count)
        guard method != "HEAD" else { return body.finish() }
        Task { @LoopActor in
            var place = part.lowerBound
            while place < part.upperBound {
                let end = min(place + Self.piece, part.upperBound)
                // To go is to break off.
                guard let bytes = try? await source.bytes(place..<end), bytes.count == end - place,
                    (try? await body.write(bytes)) != nil
                else { return }
                place = end
            }
            body.finish()
        }
    }
}
