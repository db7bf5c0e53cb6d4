import Dispatch
import Foundation
import Mediation
import Synchronization
import TestKit

// A million histories take too long unoptimised, so they are a program of their own: `swift run -c release wall-soak
// 1000000 [first seed]`. It ends with 1 at the first histories in which something crossed the wall, and tells their seeds.
// Every core plays its share; a history depends on its seed alone.
let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
let count = arguments.first ?? 10_000
let first = arguments.dropFirst().first ?? 0

struct Found {
    var crossings = 0
    var raised = 0
    var sealed = 0
    var steps = 0
}

let found = Mutex(Found())
let shares = ProcessInfo.processInfo.activeProcessorCount
DispatchQueue.concurrentPerform(iterations: shares) { share in
    for seed in stride(from: first + UInt64(share), to: first + count, by: shares) {
        var history = WallHistory(seed: seed)
        let crossing = history.play()
        let isEnough = found.withLock { found in
            found.raised += history.wallsRaised
            found.sealed += history.wallsSealed
            found.steps += history.steps
            guard let crossing else { return found.crossings >= 10 }
            print("seed \(seed): \(crossing)")
            found.crossings += 1
            return found.crossings >= 10
        }
        if isEnough { return }
    }
}
let all = found.withLock { $0 }
print(
    "\(count) histories, \(all.steps) steps: \(all.raised) walls raised, \(all.sealed) sealed, \(all.crossings) crossings"
)
print(all.crossings == 0 ? "1 passed, 0 failed" : "0 passed, 1 failed")
exitNow(all.crossings == 0 && all.sealed > 0 ? 0 : 1)
