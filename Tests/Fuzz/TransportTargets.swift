// Its readers are internal: a release build that isn't made for fuzzing has no way to them, and leaves these targets out.
#if DEBUG || FUZZING
@testable import Transport

extension FuzzTarget {
    static let transport = [
        FuzzTarget(name: "request", run: request), FuzzTarget(name: "chunks", run: chunks),
        FuzzTarget(name: "frames", run: frames), FuzzTarget(name: "utf8", run: utf8),
        FuzzTarget(name: "address", run: address),
    ]

    /// What comes of a connection's bytes: heads for the library, bodies, and whether it is over.
    private struct Read: Equatable {
        var heads: [[UInt8]] = []
        var body: [UInt8] = []
        var fault: RequestReader.Fault?
    }

    private static func read(_ bytes: UnsafeRawBufferPointer, cut: Int) -> Read {
        var reader = RequestReader()
        var read = Read()
        var rest = UnsafeRawBufferPointer(rebasing: bytes[...])
        while !rest.isEmpty, read.fault == nil {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(cut))
            var used = 0
            if reader.awaitsHead {
                let (count, text) = reader.takeHead(piece)
                used = count
                if let text { read.heads.append(text) }
            } else if reader.awaitsBody {
                do throws(RequestReader.Fault) {
                    used = try reader.takeBody(piece) { read.body += $0 }
                } catch {
                    read.fault = error
                }
            } else if reader.isWhole {
                reader.next()
                continue
            } else {
                break
            }
            precondition(used <= piece.count)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(used))
        }
        return read
    }

    /// Requests are the same however they are cut. A head that is handed on has no more than it may, and read again is itself.
    private static func request(_ bytes: UnsafeRawBufferPointer) -> String? {
        let whole = read(bytes, cut: .max)
        var single = read(bytes, cut: 1)
        // In one piece a fault may come before the bytes that stand before it in the same chunk are handed on.
        if whole.fault != nil { single.body = whole.body }
        if whole != single { return "cut, it is another: \(whole) \(single)" }
        for head in whole.heads {
            if head.count > 2 * RequestReader.headLimit { return "a head that has grown" }
            let ends = head.suffix(4).elementsEqual("\r\n\r\n".utf8)
            let empties = head.indices.dropFirst(3).filter {
                head[($0 - 3)...$0].elementsEqual("\r\n\r\n".utf8)
            }
            if !ends || empties.count != 1 { return "two heads in one" }
            let isRefusal = head.elementsEqual(RequestHead.text(of: .malformed))
            guard !isRefusal, !String(decoding: head, as: UTF8.self).contains("\r\nfrom: ") else { continue }
            var reader = RequestReader()
            let (_, again) = head.withUnsafeBytes { reader.takeHead($0) }
            if again != head {
                return "a head that reads as another: \(String(decoding: head, as: UTF8.self))"
            }
        }
        return nil
    }

    private static func chunks(_ bytes: UnsafeRawBufferPointer) -> String? {
        func body(cut: Int) -> (body: [UInt8], used: Int, isOver: Bool, fault: RequestReader.Fault?) {
            var chunks = ChunkedBody()
            var body: [UInt8] = []
            var used = 0
            while used < bytes.count, !chunks.isOver {
                let end = min(bytes.count - used, cut) + used
                let piece = UnsafeRawBufferPointer(rebasing: bytes[used..<end])
                do throws(RequestReader.Fault) {
                    used += try chunks.take(piece) { body += $0 }
                } catch {
                    return (body, 0, false, error)
                }
            }
            return (body, used, chunks.isOver, nil)
        }
        let whole = body(cut: .max)
        for cut in [1, 2, 7] {
            let other = body(cut: cut)
            if whole.body != other.body || whole.used != other.used || whole.isOver != other.isOver
                || whole.fault != other.fault
            {
                return "chunks that are cut give another body"
            }
        }
        return whole.body.count <= bytes.count ? nil : "a body that has grown"
    }

    /// However frames are cut, the first that breaks a rule is the same.
    private static func frames(_ bytes: UnsafeRawBufferPointer) -> String? {
        func first(cut: Int) -> Int? {
            var walk = FrameWalk()
            var start = 0
            while start < bytes.count {
                let end = min(start + cut, bytes.count)
                if let place = walk.broken(in: UnsafeRawBufferPointer(rebasing: bytes[start..<end])) {
                    return start + place
                }
                start = end
            }
            return nil
        }
        let whole = first(cut: 1 << 30)
        for cut in [1, 2, 5] {
            let other = first(cut: cut)
            // Of a frame whose first bytes came before, one of its later ones is told: its head has ten at most.
            guard (whole == nil) == (other == nil), (0..<10).contains((other ?? 0) - (whole ?? 0)) else {
                return "cut by \(cut): \(String(describing: other)), whole: \(String(describing: whole))"
            }
        }
        return nil
    }

    private static func utf8(_ bytes: UnsafeRawBufferPointer) -> String? {
        UTF8Text.isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil)
            ? nil : "another judgement than the toolchain's"
    }

    /// What is an address, an origin or a range is so in the spelling that is given back.
    private static func address(_ bytes: UnsafeRawBufferPointer) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        if let address = NetworkAddress(text), NetworkAddress(address.description) != address {
            return "an address that is another in its own spelling"
        }
        if let origin = orNil({ try Origin(typed: text) }),
            orNil({ try Origin(typed: origin.text) }) != origin
        {
            return "an origin that is another in its own spelling"
        }
        if let listen = ListenAddress(typed: text), ListenAddress(typed: listen.description) != listen {
            return "a listening address that is another in its own spelling"
        }
        return nil
    }
}
#else
extension FuzzTarget {
    static let transport: [FuzzTarget] = []
}
#endif
