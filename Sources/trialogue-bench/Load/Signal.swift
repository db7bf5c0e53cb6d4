import Foundation

/// A description of 1 KiB as browsers make them, ready as a frame; who sends it and when stand in it at fixed places from
/// the body's end, which no relay changes.
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

    /// A text of 1 KiB with Trialogue's envelope, which the plain relays share. `read`: how far its sender has read.
    static func frame(to seat: Int, epoch: Int, read: Int, sender: Int) -> [UInt8] {
        let head = beforeEpoch(seat) + "\(epoch)" + beforeRead + "\(read)" + #","body":"#
        return Frame.text(Array((head + body(size - head.utf8.count - 1, sender: sender) + "}").utf8))
    }

    private static func beforeEpoch(_ seat: Int) -> String { #"{"type":"signal","to":\#(seat),"epoch":"# }
    private static let beforeRead = #","ack":"#
    private static let epochInFrame = Frame.headSize + beforeEpoch(1).utf8.count
    private static let fromEpochToRead = beforeRead.utf8.count

    /// Puts how far the sender has read into a frame; false when the number has not as many digits as the one that stood there, and the
    /// frame is to be made anew.
    static func acknowledge(_ read: Int, in frame: UnsafeMutablePointer<UInt8>) -> Bool {
        var start = epochInFrame
        while frame[start] != UInt8(ascii: ",") { start += 1 }
        start += fromEpochToRead
        var place = start
        while frame[place] != UInt8(ascii: ",") { place += 1 }
        let rest = write(frame + start, digits: place - start, read)
        return rest == 0 && frame[start] != UInt8(ascii: "0")
    }

    /// The same body for another server's envelope: as many bytes as ours has at most.
    static func body(sender: Int) -> String {
        body(size - #"{"type":"signal","to":1,"epoch":1,"ack":1,"body":"#.utf8.count - 1, sender: sender)
    }

    /// The sender's number stands in the session id of the SDP's origin line, the last line here; the moment in `n`.
    private static func body(_ count: Int, sender: Int) -> String {
        let foot = "o=- \(100_000_000 + sender) 2 IN IP4 0.0.0.0\\r\\n\"},\"n\":100000000}"
        var text = #"{"kind":"description","sdp":{"type":"offer","sdp":"v=0\r\n"# + offer
        var left: Int { count - text.utf8.count - foot.utf8.count }
        while left >= padding.utf8.count + 8 { text += padding }
        return text + "a=x:" + String(repeating: "x", count: left - 8) + "\\r\\n" + foot
    }

    /// From the end of the body: nine digits, then `}`.
    private static let stampFromEnd = 10
    /// `o=- `, nine digits, ` 2 IN IP4 0.0.0.0\\r\\n"},"n":`, nine digits, `}`.
    private static let senderFromEnd = 47

    /// Puts the moment into a frame: microseconds, as far as nine digits without a leading zero go. `behindBody`: bytes
    /// that the envelope has after the body.
    static func stamp(_ frame: UnsafeMutablePointer<UInt8>, count: Int, behindBody: Int, microseconds: Int) {
        _ = write(
            frame + (count - behindBody - stampFromEnd), digits: 9, 100_000_000 + microseconds % 800_000_000)
    }

    /// Writes the last `digits` digits of a number; returns what stands before them.
    private static func write(_ place: UnsafeMutablePointer<UInt8>, digits: Int, _ number: Int) -> Int {
        var rest = number
        for index in stride(from: digits - 1, through: 0, by: -1) {
            place[index] = UInt8(48 + rest % 10)
            rest /= 10
        }
        return rest
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
    static func read(
        _ text: UnsafeRawBufferPointer, behindBody: Int, at microseconds: Int
    ) -> (sender: Int, age: Int)? {
        guard text.count >= size - 8 else { return nil }
        let stamp = number(text, at: text.count - behindBody - stampFromEnd)
        let sender = number(text, at: text.count - behindBody - senderFromEnd) - 100_000_000
        guard stamp >= 100_000_000, sender >= 0 else { return nil }
        let sent = stamp - 100_000_000
        let now = microseconds % 800_000_000
        return (sender, now >= sent ? now - sent : now + 800_000_000 - sent)
    }
}
