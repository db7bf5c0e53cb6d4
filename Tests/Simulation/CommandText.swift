import Mediation

/// Commands as a page says them (docs/protocol.md, 2.3 to 2.4a).
enum CommandText {
    static func request(_ id: String, _ command: RoomCommand) -> String {
        "{\(members(of: command)),\"id\":\"\(id)\"}"
    }

    private static func members(of command: RoomCommand) -> String {
        switch command {
        case .table(let command): members(of: command)
        case .wall(let command): members(of: command)
        case .links(.renewLink(let peer, let epoch)):
            #""type":"renew_link","peer":\#(peer),"epoch":\#(epoch)"#
        case .paper(let command): members(of: command)
        }
    }

    private static func members(of command: Table.Command) -> String {
        switch command {
        case .consent(let notice): return #""type":"consent","notice":"\#(notice)""#
        case .check(let check):
            let network = check.network.map {
                #"{"ms":\#($0.ms),"lossPercent":\#($0.lossPercent),"kbps":\#($0.kbps),"relayed":\#($0.relayed)}"#
            }
            return
                #""type":"check","camera":"\#(check.camera.rawValue)","microphone":"\#(check.microphone.rawValue)","#
                + #""speaker":"\#(check.speaker.rawValue)","network":\#(network ?? "null")"#
        case .ready: return #""type":"ready""#
        case .leave: return #""type":"leave""#
        case .admit(let seat, let declined):
            let reason = declined.map { #","guardianDeclined":"\#($0)""# } ?? ""
            return #""type":"admit","seat":\#(seat)\#(reason)"#
        case .askToWait(let seat, let minutes):
            return #""type":"ask_to_wait","seat":\#(seat),"minutes":\#(minutes)"#
        case .decline(let seat, let reason): return #""type":"decline","seat":\#(seat),"reason":"\#(reason)""#
        case .remove(let seat, let reason): return #""type":"remove","seat":\#(seat),"reason":"\#(reason)""#
        case .identify(let seat, let method, let note):
            return #""type":"identify","seat":\#(seat),"method":"\#(method.rawValue)","note":"\#(note)""#
        case .decideClaim(let seat, let device, let allow):
            return #""type":"decide_claim","seat":\#(seat),"device":"\#(device)","allow":\#(allow)"#
        case .end(let reason, let note):
            return #""type":"end","reason":"\#(reason.rawValue)","note":"\#(note)""#
        }
    }

    private static func members(of command: Wall.Command) -> String {
        switch command {
        case .caucus(let members, let minutes):
            let seats = members.map(\.description).joined(separator: ",")
            return #""type":"caucus","members":[\#(seats)],"minutes":\#(minutes.map(String.init) ?? "null")"#
        case .wallClosed(let number): return #""type":"wall_closed","wall":\#(number)"#
        case .extendCaucus(let minutes): return #""type":"extend_caucus","minutes":\#(minutes)"#
        case .endCaucus: return #""type":"end_caucus""#
        case .word(let text): return #""type":"word","text":"\#(text)""#
        case .shield(let shield, let on):
            return #""type":"shield","subject":\#(shield.subject),"from":\#(shield.reader),"#
                + #""medium":"\#(shield.medium.rawValue)","on":\#(on)"#
        }
    }

    private static func members(of command: Paper.Command) -> String {
        switch command {
        case .edit(let section, let text, let base):
            #""type":"edit","section":"\#(section.rawValue)","text":"\#(text)","base":\#(base)"#
        case .present(let on): #""type":"present","on":\#(on)"#
        case .freeze: #""type":"freeze""#
        case .reopen: #""type":"reopen""#
        case .privateNote(let text, let base): #""type":"private_note","text":"\#(text)","base":\#(base)"#
        }
    }

    /// The same command with a text that nobody else writes, so that it is found again wherever it went.
    static func marked(_ command: RoomCommand, _ mark: String) -> RoomCommand {
        switch command {
        case .wall(.word): .wall(.word("word#\(mark)#"))
        case .paper(.edit(let section, _, let base)):
            .paper(.edit(section: section, text: "edit#\(mark)#", base: base))
        case .paper(.privateNote(_, let base)): .paper(.privateNote(text: "note#\(mark)#", base: base))
        case .table, .wall, .links, .paper: command
        }
    }
}
