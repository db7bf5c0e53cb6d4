import Foundation

/// A description of 1 KiB as browsers make them, ready as a frame; who sends it and when stand in it at fixed places from
/// the end, which no relay changes.
enum Signal {
    static let size = 1024
    private static let fingerprint =
        "sha-256 6B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08"
    private static let offer = """
        a=ice-ufrag:EsAw\\r\\na=ice-pwd:bP+XJMM09aR8AiX1jdukzR6Y\\r\\na=ice-options:trickle\\r\\na=fingerprint:\(fingerprint)\\r\\n\
        a=setup:actpass\\r\\na=mid:0\\r\\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\\r\\na=sendrecv\\r\\na=rtcp-mux\\r\\n\
        a=rtpmap:111 opus/48000/2\\r\\na=rtcp-fb:111 transport-cc\\r\\na=fmtp:111 minptime=10;useinbandfec=1\\r\\n
        """
    private static let padding = "a=rtpmap:63 red/48000/2\\r\\n"

    /// The sender's number stands in the session id of the SDP's origin line, the last line here; the moment in `n`.
    static func frame(to seat: Int, epoch: Int, sender: Int) -> [UInt8] {
        let head =
            #"{"type":"signal","to":\#(seat),"epoch":\#(epoch),"body":{"kind":"description","sdp":{"type":"offer","sdp":"v=0\r\n"#
        let foot = "o=- \(100_000_000 + sender) 2 IN IP4 0.0.0.0\\r\\n\"},\"n\":100000000}}"
        var text = head + offer
        var left: Int { size - text.utf8.count - foot.utf8.count }
        while left >= padding.utf8.count + 8 { text += padding }
        text += "a=x:" + String(repeating: "x", count: left - 8) + "\\r\\n" + foot
        return Frame.text(Array(text.utf8))
    }

    /// From the end of the text: `"n":` and nine digits, then `}}`.
    private static let stampFromEnd = 11
    /// `o=- `, nine digits, ` 2 IN IP4 0.0.0.0\\r\\n"},"n":`, nine digits, `}}`.
    private static let senderFromEnd = 48

    /// Puts the moment into a frame: microseconds, as far as nine digits without a leading zero go.
    static func stamp(_ frame: UnsafeMutablePointer<UInt8>, count: Int, microseconds: Int) {
        write(frame + (count - stampFromEnd), 100_000_000 + microseconds % 800_000_000)
    }

    private static func write(_ place: UnsafeMutablePointer<UInt8>, _ number: Int) {
        var rest = number
        for index in stride(from: 8, through: 0, by: -1) {
            place[index] = UInt8(48 + rest % 10)
            rest /= 10
        }
    }

    private static func number(_ text: UnsafeRawBufferPointer, at place: Int) -> Int {
        var value = 0
        for index in place..<(place + 9) {
            let digit = Int(text[index]) - 48
            guard digit >= 0, digit <= 9 else { return -1 }
            value = value * 10 + digit
        }
        return value
    }

    /// Whose signal a text is and how long it was under way; nil when it is none.
    static func read(_ text: UnsafeRawBufferPointer, at microseconds: Int) -> (sender: Int, age: Int)? {
        guard text.count >= size - 8 else { return nil }
        let stamp = number(text, at: text.count - stampFromEnd)
        let sender = number(text, at: text.count - senderFromEnd) - 100_000_000
        guard stamp >= 100_000_000, sender >= 0 else { return nil }
        let sent = stamp - 100_000_000
        let now = microseconds % 800_000_000
        return (sender, now >= sent ? now - sent : now + 800_000_000 - sent)
    }
}
