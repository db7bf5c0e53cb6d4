import Foundation
import Mediation
import Wire

extension FuzzTarget {
    static let wire = [
        FuzzTarget(name: "envelope", run: envelope), FuzzTarget(name: "signal", run: signal),
        FuzzTarget(name: "message", run: message), FuzzTarget(name: "body", run: body),
    ]

    private static let rules = SignalBody.Rules(isRelayed: true, relayAddresses: [Array("127.0.0.1".utf8)])

    /// What an envelope says, without where it stands.
    private struct Said: Equatable {
        var refusal: Refusal?
        var type: [UInt8] = []
        var to: Int?
        var epoch: Int?
        var body: [UInt8]?
        var isSignal = false
        var isBeat = false
        var others = 0
        var isSignalRefused: Refusal?
        var fingerprint: [UInt8]?
        var candidates: Int?

        init(_ bytes: UnsafeRawBufferPointer, _ rules: SignalBody.Rules?) {
            do throws(Refusal) {
                let read = try Envelope(scanning: bytes, rules: rules)
                type = Array(bytes[read.type])
                to = read.to
                epoch = read.epoch
                body = read.body.map { Array(bytes[$0]) }
                isSignal = read.isSignal
                isBeat = read.isBeat
                others = read.otherMembers
                isSignalRefused = read.signalRefusal
                fingerprint = read.signal?.fingerprint.map { Array(bytes[$0]) }
                candidates = read.signal?.candidateCount
            } catch {
                refusal = error
            }
        }
    }

    /// Reading in the pages' spelling and reading member by member agree: a blank before the message turns the first off. A signal that
    /// passes is a signal again when it leaves.
    private static func envelope(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard bytes.count < WireLimits.message else { return nil }
        let usual = Said(bytes, rules)
        let walked = (Array(" ".utf8) + bytes).withUnsafeBytes { Said($0, rules) }
        if usual != walked { return "two readings of one message: \(usual), \(walked)" }
        guard usual.isSignal, usual.candidates != nil, let body = usual.body else { return nil }
        return body.withUnsafeBytes { inner -> String? in
            let relayed = RelayedSignal(from: .bureau, epoch: usual.epoch ?? 0, body: inner)
            var out = [UInt8](repeating: 0, count: relayed.capacity)
            let count = out.withUnsafeMutableBytes { relayed.write(sequence: .max, into: $0) }
            let again = out[..<count].withUnsafeBytes { Said($0, rules) }
            return again.body == body && again.candidates == usual.candidates
                ? nil : "a signal leaves as another: \(again)"
        }
    }

    /// What is found stands within the body, and not more of it than there may be.
    private static func signal(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard let read = orNil({ try SignalBody(scanning: bytes, in: 0..<bytes.count, rules: rules) }) else {
            return nil
        }
        if read.kind == .description {
            guard let print = read.fingerprint, print.upperBound <= bytes.count else {
                return "a description without a fingerprint"
            }
        }
        if read.candidateCount > WireLimits.candidates { return "more candidates than there may be" }
        return nil
    }

    private static func message(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard let read = orNil({ try Envelope(scanning: bytes) }) else { return nil }
        let type = String(decoding: bytes[read.type], as: UTF8.self)
        guard let message = orNil({ try ClientMessage(bytes, type: type) }) else { return nil }
        if case .command(let id, _) = message, !(1...64).contains(id.text.utf8.count) {
            return "an id of another length"
        }
        return nil
    }

    /// Every body of HTTP reads the same bytes; what one takes has no more members than are its own.
    private static func body(_ bytes: UnsafeRawBufferPointer) -> String? {
        let data = Data(bytes)
        _ = orNil { try SignInBody(data) }
        let registered = orNil {
            try RegistrationBodies.registration(data, receivedAt: Instant(milliseconds: 0)) { PartyID("p-1") }
        }
        if let registered, !WireLimits.parties.contains(registered.1.parties.count) {
            return "more people than there may be"
        }
        _ = orNil { try RegistrationBodies.party(data, id: PartyID("p-1")) }
        _ = orNil { try CaseBodies.command(data) }
        _ = orNil { try DialogueBodies.launch(data) }
        _ = orNil { try InviteBodies.invitation(data) }
        _ = orNil { try InviteBodies.request(data) }
        if let link = orNil({ try InviteBodies.link(data) }), link.utf8.count > LinkText.longestPasted {
            return "a link that is too long"
        }
        return nil
    }
}
