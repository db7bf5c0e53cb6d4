/// The payload of an event of a room (`room.*`): one member, named after the kind, that holds the event's own. Unnamed
/// values are `_0`, `_1` … by their place. A kind is never taken away; what an old journal holds is read for ever.
enum RoomEventRecord: StoredRecord, Hashable {
    case created(FoundingRecord)
    case invited(InvitationRecord)
    case revoked(seat: Int)
    case reissued(seat: Int, generation: Int)
    case arrived(seat: Int, page: String, device: String, browser: String)
    case returned(seat: Int)
    case lost(seat: Int)
    case absent(seat: Int)
    case consented(seat: Int, notice: String)
    case checked(seat: Int, DeviceCheckRecord)
    case ready(seat: Int)
    case identified(seat: Int, method: String, note: String)
    case admitted(seat: Int)
    case askedToWait(seat: Int, minutes: Int)
    case declined(seat: Int, reason: String)
    case removed(seat: Int, reason: String)
    case left(seat: Int)
    case clockStepped(seconds: Int)
    case claimDecided(seat: Int, device: String, allowed: Bool)
    case linkRenewed(SeatPairRecord, by: Int)
    case fingerprintBound(seat: Int, fingerprint: String)
    case fingerprintRefused(seat: Int)
    case measured(seat: Int, [LinkReportRecord])
    case tallied([LinkTallyRecord])
    case started
    case paused(until: Int64)
    case resumed
    case presented(on: Bool)
    case wallRaised(number: Int, members: [Int], until: Int64?)
    case wallConfirmed(seat: Int, number: Int)
    case wallSealed(number: Int)
    case wallLeftOutside(seat: Int, number: Int)
    case wallDoubted(seat: Int, number: Int)
    case wallExtended(until: Int64)
    case wallLowered(number: Int, cancelled: Bool)
    case wordLeft(seat: Int, text: String)
    case shielded(ShieldRecord, on: Bool)
    case frozen(version: Int, digest: String, document: MinutesDocumentRecord)
    case reopened(version: Int)
    case ended(reason: String, note: String, by: Int?)

    static let title = "an event of a room"
    static let upcasts: [Upcast] = []
}
