import Foundation
import Mediation
import TestKit
import Testing

@Suite("Links as messengers leave them", .timeLimit(.minutes(10)))
struct PastedLinkTests {
    private struct Line: Decodable {
        let address: String
        let link: String?
    }

    @Test func `a link is found in whatever a messenger made of its address`() throws {
        let fixture = try #require(try ProtocolFixture.all("text").first { $0.name == "pasted-link" })
        let table = try JSONDecoder().decode([Line].self, from: Data(fixture.bytes))
        #expect(table.count > 30)
        for line in table {
            #expect(LinkText(pasted: line.address)?.text == line.link, "\(line.address)")
            // What the page sends, and what a person pastes who leaves the address out.
            let fragment = line.address.drop { $0 != "#" }.dropFirst()
            if line.link != nil, !fragment.isEmpty {
                #expect(LinkText(pasted: String(fragment))?.text == line.link)
            }
        }
    }

    @Test func `what is too long to look through holds no link`() {
        let link = "s-1.2.1." + String(repeating: "A", count: 22)
        #expect(LinkText(pasted: link + String(repeating: "。", count: 600))?.text == link)
        #expect(LinkText(pasted: link + String(repeating: "。", count: 700)) == nil)
    }
}
