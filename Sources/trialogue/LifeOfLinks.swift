import ArgumentParser
import Mediation

/// How long links open, as an operator writes it: a whole number and one of s, m, h, d.
struct LifeOfLinks: CustomStringConvertible {
    static let standard = LifeOfLinks(span: .hours(8), description: "8h")
    /// Shorter, and nobody gets from the message to the page; longer, and a link in an old message is a standing risk.
    static let bounds = Span.seconds(15)...Span.days(30)

    let span: Span
    let description: String

    private init(span: Span, description: String) {
        self.span = span
        self.description = description
    }

    /// Takes a span within the bounds, or tells what one is.
    @Sendable static func read(_ typed: String) throws -> LifeOfLinks {
        guard let life = LifeOfLinks(typed: typed) else {
            throw ValidationError("a link lives 15s to 30d: a whole number and one of s, m, h, d")
        }
        return life
    }

    private init?(typed: String) {
        let argument = Typed.halfWidth(typed).lowercased()
        guard let unit = argument.last, argument.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int64(argument.dropLast()), (1...10_000_000).contains(count)
        else { return nil }
        let span: Span
        switch unit {
        case "s": span = .seconds(count)
        case "m": span = .minutes(count)
        case "h": span = .hours(count)
        case "d": span = .days(count)
        default: return nil
        }
        guard Self.bounds.contains(span) else { return nil }
        self.init(span: span, description: argument)
    }
}
