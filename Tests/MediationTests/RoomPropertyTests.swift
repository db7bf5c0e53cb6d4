import Mediation
import TestKit
import Testing

/// Random histories of a room: whatever comes in, in whatever order, some things always hold.
@Suite("Whatever comes in", .timeLimit(.minutes(10)))
struct RoomPropertyTests {
    private static let histories = 400
    private static let steps = 120

    @Test func aRefusalChangesNothingAndTheJournalRebuildsTheRoom() throws {
        for seed in 0..<Self.histories {
            var random = SeededGenerator(seed: UInt64(seed))
            var play = RoomDriver(guests: 3)
            for _ in 0..<Self.steps {
                let before = play.room
                play.wait(.seconds(Int64.random(in: 0...40, using: &random)))
                do {
                    try play.handle(RandomInput.next(for: play, &random))
                } catch {
                    #expect(play.room == before, "seed \(seed): a refusal changed the room")
                }
            }
            var folded = try #require(Room(folding: play.journal))
            // Texts of the draft have rows of their own, and what only pages know for the moment they tell anew.
            folded.restoreRows(of: play.room)
            folded.forgetMoment()
            var played = play.room
            played.forgetMoment()
            #expect(folded == played, "seed \(seed): the fold of the journal is another room")
        }
    }

    @Test func onlyAdmittedSeatsAreLinkedAndTheLinkLooksAlikeFromBothEnds() throws {
        for seed in 0..<Self.histories {
            var random = SeededGenerator(seed: UInt64(seed) &+ 1_000_000)
            var play = RoomDriver(guests: 3)
            var seen: [SeatPair: Int] = [:]
            var linkedBefore: Set<SeatPair> = []
            for _ in 0..<Self.steps {
                _ = try? play.handle(RandomInput.next(for: play, &random))
                for seat in play.room.seats {
                    for link in play.room.links(of: seat.number) {
                        let peer = try #require(play.room.seat(link.peer))
                        #expect(seat.standing == .admitted && peer.standing == .admitted)
                        #expect(play.room.phase == .inSession)
                        #expect(
                            play.room.wall.isOpen
                                || play.room.wall.members.isSuperset(of: [seat.number, link.peer]))
                        let back = play.room.links(of: link.peer).first { $0.peer == seat.number }
                        #expect(back?.epoch == link.epoch)
                        #expect(back?.isOfferer == !link.isOfferer)
                    }
                }
                let linked = play.room.linkedPairs
                for pair in linked {
                    let epoch = play.room.epoch(pair)
                    if let last = seen[pair], !linkedBefore.contains(pair) {
                        #expect(epoch > last, "seed \(seed): a parted link came back under its old epoch")
                    }
                    seen[pair] = epoch
                }
                linkedBefore = linked
            }
        }
    }

    @Test func nobodySeesMoreThanTheRoomOfTheirStanding() throws {
        for seed in 0..<100 {
            var random = SeededGenerator(seed: UInt64(seed) &+ 2_000_000)
            var play = RoomDriver(guests: 3)
            _ = try? play.hello(1)
            _ = try? play.say(1, .edit(section: .petitioner, text: "只给警官看的字", base: 0))
            for _ in 0..<Self.steps {
                _ = try? play.handle(RandomInput.next(for: play, &random))
                for seat in play.room.seats where seat.number != .bureau {
                    let view = play.room.view(.all, for: seat.number)
                    #expect(view.session?.title == nil && view.session?.caseNo == nil)
                    #expect(view.happenings?.isEmpty == true && view.edges?.isEmpty == true)
                    #expect(view.seats?.allSatisfy { $0.phone == nil && $0.identity == nil } == true)
                    if seat.standing != .admitted {
                        #expect(
                            view.seats?.allSatisfy { $0.seat == .bureau || $0.seat == seat.number } == true)
                        #expect(view.minutes?.sections.isEmpty == true)
                    }
                }
            }
        }
    }
}
