import Mediation
import TestKit

// A million histories take too long unoptimised, so they are a program of their own: `swift run -c release wall-soak
// 1000000 [first seed]`. It ends with 1 at the first history in which something crossed the wall, and tells its seed.
let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
let count = arguments.first ?? 10_000
let first = arguments.dropFirst().first ?? 0
var crossings = 0
var (raised, sealed, steps) = (0, 0, 0)
for seed in first..<(first + count) {
    var history = WallHistory(seed: seed)
    if let crossing = history.play() {
        print("seed \(seed): \(crossing)")
        crossings += 1
        if crossings == 10 { break }
    }
    raised += history.wallsRaised
    sealed += history.wallsSealed
    steps += history.steps
}
print("\(count) histories, \(steps) steps: \(raised) walls raised, \(sealed) sealed, \(crossings) crossings")
print(crossings == 0 ? "1 passed, 0 failed" : "0 passed, 1 failed")
exitNow(crossings == 0 && sealed > 0 ? 0 : 1)
