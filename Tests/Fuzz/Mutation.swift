/// Random changes of what a decoder takes: bytes, digits and marks put in, taken out, changed, and parts of other inputs.
struct Mutation {
    private let seeds: [[UInt8]]
    private var state: UInt64

    private static let words: [[UInt8]] = [
        "0", "-1", "1e308", "9223372036854775808", "\"", "\\", "\\u0000", "{", "}", "[", "]", ":", ",",
        "null", "true",
        "\r\n", "\n", "\r", " ", "\t", "\0", "\u{80}", "\u{feff}", "中", "a=candidate:1", "typ relay", "%23",
        ".", ";", "chunked",
    ].map { Array($0.utf8) }

    init(seeds: [[UInt8]], seed: UInt64) {
        self.seeds = seeds
        state = seed
    }

    /// SplitMix64.
    private mutating func random(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
    }

    mutating func next() -> [UInt8] {
        var bytes = seeds[random(below: seeds.count)]
        for _ in 0...random(below: 4) {
            let place = random(below: bytes.count + 1)
            let end = min(bytes.count, place + 1 + random(below: 8))
            switch random(below: 6) {
            case 0: bytes.insert(contentsOf: Self.words[random(below: Self.words.count)], at: place)
            case 1: bytes.removeSubrange(place..<end)
            case 2 where place < bytes.count: bytes[place] ^= UInt8(1 << random(below: 8))
            case 3 where place < bytes.count: bytes[place] = UInt8(random(below: 256))
            case 4:
                let other = seeds[random(below: seeds.count)]
                let from = random(below: other.count)
                bytes.insert(contentsOf: other[from..<min(other.count, from + random(below: 40))], at: place)
            default:
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
            }
        }
        return bytes
    }
}
