import Foundation
import Records
import Testing

// What a play reads out of the answers that it was given.

extension Reply {
    var value: JSONValue {
        get throws { try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }
    }

    /// Of a case: one of its people by each role.
    var people: [String: String] {
        get throws {
            struct Case: Decodable {
                struct Person: Decodable {
                    let id: String
                    let role: String
                }
                let parties: [Person]
            }
            let people = try JSONDecoder().decode(Case.self, from: Data(text.utf8)).parties
            return Dictionary(people.map { ($0.role, $0.id) }) { first, _ in first }
        }
    }

    /// Of a session: the link of seat 2.
    var link: String {
        get throws {
            struct Session: Decodable {
                struct Invite: Decodable {
                    let seat: Int
                    let link: String
                }
                let invites: [Invite]
            }
            let invites = try JSONDecoder().decode(Session.self, from: Data(text.utf8)).invites
            let link = try #require(invites.first { $0.seat == 2 }).link
            return String(link.split(separator: "#").last ?? "")
        }
    }
}
