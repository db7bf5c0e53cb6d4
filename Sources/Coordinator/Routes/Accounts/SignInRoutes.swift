import Cryptography
import Mediation
import Storage
import Transport
import Wire

/// Signing in and out (docs/protocol.md, 1.1). Passwords are hashed off the loop, a few at once.
@LoopActor
final class SignInRoutes {
    private let gate: Gate
    private let store: any Store
    private let clock: Clock
    private let hashing: HashingQueue
    private let passwords = PasswordJudge()

    init(gate: Gate, store: any Store, clock: Clock, hashing: HashingQueue = HashingQueue(width: 2)) {
        self.gate = gate
        self.store = store
        self.clock = clock
        self.hashing = hashing
    }

    func add(to router: Router) {
        router.post("/api/sign-in") { try await self.signIn($0) }
        router.post("/api/sign-out") { try await self.signOut($0) }
        router.get("/api/me") { try await self.me($0) }
        router.get("/api/duty") { _ in await self.duty() }
    }

    private func signIn(_ request: RouteRequest) async throws -> Response {
        let address = request.address(gate)
        let credentials = try SignInBody(request.body)
        let known = Gate.cookie(KnownBrowsers.cookieName, in: request.cookies)
        let mark = gate.knownBrowsers.mark(of: credentials.staffNo, in: known)
        let origin = mark.map(TryOrigin.browser) ?? .address(address)
        let (account, judged) = try await judge(credentials, from: origin)
        let token = SignInToken()
        let now = clock.now
        try await store.add(
            SignInRecord(
                tokenDigest: token.digest, accountID: account.id, createdAt: now,
                expiresAt: now.adding(gate.configuration.signInIdle), lastSeenAt: now))
        // Judging takes its time. What the account's holder changed meanwhile ended the sign-ins that were there then, and
        // not this one; what is changed from here on ends this one too.
        let present = try await store.account(account.id)
        guard let present, present.passwordHash == judged.passwordHash, present.disabledAt == nil else {
            try await store.removeSignIn(tokenDigest: token.digest)
            throw Refusal(.wrongCredentials)
        }
        var response = Response.json(meBody(account, of: await gate.bureau(account.bureau)))
        response.headers.append(
            ("set-cookie", cookie(token.cookie, maxAge: gate.configuration.signInLifetime)))
        return response
    }

    private func rank(of key: TryKey, hasAccount: Bool) -> TryRank {
        if key.origin.isKnown { return .knownBrowser }
        guard hasAccount else { return .nobody }
        return gate.passwordTries.failures(of: key) == 0 ? .fresh : .failed
    }

    /// The account of a right pair, and its record as it was judged. A try counts as wrong from the moment it is taken up;
    /// one of a person and place is judged at a time.
    private func judge(_ credentials: SignInBody, from origin: TryOrigin) async throws -> (
        Account, AccountRecord
    ) {
        let key = TryKey(origin: origin, staffNo: credentials.staffNo)
        if let wait = gate.passwordTries.wait(for: key, at: clock.steady) { throw SlowDown(wait: wait) }
        gate.passwordTries.begin(key, at: clock.steady)
        do {
            let record = try await store.account(staffNo: credentials.staffNo)
            // A name that doesn't exist costs the same time and gets the same words.
            let rank = rank(of: key, hasAccount: record != nil)
            // Who has none yet can't sign in, and it takes as long to say so.
            let stored = record.flatMap { $0.passwordHash.isEmpty ? nil : $0.passwordHash }
            let isRight = try await hashing.run(for: origin, rank: rank) { [passwords] in
                try await passwords.verify(credentials.password, against: stored)
            }
            guard isRight, let record, record.disabledAt == nil else {
                gate.passwordTries.failed(key, at: clock.steady)
                throw Refusal(.wrongCredentials)
            }
            let account = try Account(record)
            gate.passwordTries.succeeded(key)
            return (account, record)
        } catch {
            gate.passwordTries.withdraw(key)
            throw error
        }
    }

    private func signOut(_ request: RouteRequest) async throws -> Response {
        if let token = gate.token(inCookies: request.cookies) {
            try await store.removeSignIn(tokenDigest: token.digest)
            gate.signedOut(token.digest)
        }
        var response = Response.nothing
        response.headers.append(("set-cookie", cookie("", maxAge: .seconds(0))))
        return response
    }

    private func cookie(_ value: String, maxAge: Span, name: String = Gate.cookieName) -> String {
        "\(name)=\(value); Path=/; Max-Age=\(maxAge.milliseconds / 1000); HttpOnly; Secure; SameSite=Strict"
    }

    private func me(_ request: RouteRequest) async throws -> Response {
        let signedIn = try await gate.signedIn(cookies: request.cookies)
        let account = signedIn.account
        var response = Response.json(meBody(account, of: await gate.bureau(of: signedIn)))
        // Every page of the bureau asks this first: the browser is marked as one on which this person has signed in.
        let known = Gate.cookie(KnownBrowsers.cookieName, in: request.cookies)
        if gate.knownBrowsers.mark(of: account.staffNo, in: known) == nil {
            let value = gate.knownBrowsers.adding(account.staffNo, to: known)
            response.headers.append(
                ("set-cookie", cookie(value, maxAge: .days(180), name: KnownBrowsers.cookieName)))
        }
        return response
    }

    private struct Me: Encodable {
        let account: AccountView
        let office: String
        let phone: String
        let demo: Bool
        let now: Instant
        let build: String
    }

    struct AccountView: Encodable {
        let id: AccountID
        let staffNo: String
        let name: String
        let role: String
        let unit: String
        let fields: String
    }

    private func meBody(_ account: Account, of bureau: Bureau) -> some Encodable {
        Me(
            account: AccountView(
                id: account.id, staffNo: account.staffNo, name: account.name, role: account.role.rawValue,
                unit: account.unit, fields: account.fields),
            office: bureau.name, phone: bureau.phone, demo: gate.configuration.isDemo,
            now: clock.now, build: gate.configuration.build)
    }

    private struct Duty: Encodable {
        let office: String
        let phone: String
        let demo: Bool
    }

    /// Nobody has signed in yet: the first bureau's is the house's own.
    private func duty() async -> Response {
        let bureau = await gate.bureau(.main)
        return .json(
            Duty(office: bureau.name, phone: bureau.phone, demo: gate.configuration.isDemo))
    }
}

/// Compares passwords off the loop.
actor PasswordJudge {
    /// What a name without an account is compared with, so that it takes as long.
    private var decoy: String?

    func verify(_ password: String, against hash: String?) async throws -> Bool {
        let stored = try hash ?? decoyHash()
        let isRight = try await Task.detached { try Scrypt.verify(password, against: stored) }.value
        return isRight && hash != nil
    }

    private func decoyHash() throws -> String {
        if let decoy { return decoy }
        let made = try Scrypt.hash(SecureRandom.identifier())
        decoy = made
        return made
    }
}
