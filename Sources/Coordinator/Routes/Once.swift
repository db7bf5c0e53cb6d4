internal import FoundationEssentials
import Cryptography
import Mediation
import Storage
import Transport
import Wire

/// A writing request, as its repetition will be known: who asks, the page's own id, and what exactly is asked.
struct AskedOnce: Sendable {
    let account: AccountID
    let request: CommandID
    let digest: [UInt8]

    /// What this request made, to be kept in the transaction that made it.
    func answered(
        _ caseID: CaseID, session: SessionID? = nil, status: Int, at now: Instant
    ) -> AnsweredRequest {
        AnsweredRequest(
            account: account, request: request, digest: digest, caseID: caseID, sessionID: session,
            status: status, at: now)
    }
}

extension RouteRequest {
    /// This request under the id that its body has. The route belongs to what is asked: an id can't move to another.
    func asked(_ request: CommandID, by account: Account) -> AskedOnce {
        let said = Array(exchange.path.utf8) + [0] + OneSpelling.of(Data(exchange.body))
        return AskedOnce(account: account.id, request: request, digest: Digest.sha256(said))
    }
}

/// Nothing twice, nothing instead (docs/protocol.md, 1.0): a repeated request makes nothing and gets the first one's
/// answer, whether it comes later, after a restart, or while the first is still under way. The store is what knows;
/// here stands only who waits for whom.
@LoopActor
final class Once {
    private struct Key: Hashable {
        let account: AccountID
        let request: CommandID
    }

    private let store: any Store
    private var underWay: [Key: [CheckedContinuation<Void, Never>]] = [:]

    init(store: any Store) { self.store = store }

    /// What the request made: now by `make`, which keeps its answer in its own transaction, or when it came first.
    /// Throws `id_reused` when the id came with another body, and what `make` throws; then nothing was kept, and a
    /// repetition is judged anew.
    func answer(
        _ asked: AskedOnce, _ make: @LoopActor () async throws -> AnsweredRequest
    ) async throws -> AnsweredRequest {
        let key = Key(account: asked.account, request: asked.request)
        while underWay[key] != nil {
            await withCheckedContinuation { underWay[key]?.append($0) }
        }
        underWay[key] = []
        defer { for waiter in underWay.removeValue(forKey: key) ?? [] { waiter.resume() } }
        if let earlier = try await store.answered(asked.request, of: asked.account) {
            guard earlier.digest == asked.digest else { throw Refusal(.idReused, field: "request") }
            return earlier
        }
        return try await make()
    }
}
