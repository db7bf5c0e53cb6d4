import Foundation
import Glibc

// A decoder under bytes that nobody meant. `make fuzz` builds it with the toolchain's libFuzzer (FUZZING is set then), which looks for
// new ways through the code:
//     fuzz TARGET [what libFuzzer takes]
// Without it, as `make test` runs it, it takes each file of a folder, named TARGET/…, and so many random changes of them:
//     fuzz FOLDER CHANGES
// It ends with 1, or by a trap, at the first input with which a property does not hold, and tells that input.

#if FUZZING
let variable = "TRIALOGUE_FUZZ_TARGET"
guard let named = getenv(variable).map({ String(cString: $0) }) ?? CommandLine.arguments.dropFirst().first
else {
    print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
    exit(0)
}
target = find(named)
// libFuzzer starts itself anew with its own words when it merges.
let isStartedAnew = getenv(variable) != nil
setenv(variable, named, 1)
var count = CommandLine.argc - (isStartedAnew ? 0 : 1)
var words = CommandLine.unsafeArgv + (isStartedAnew ? 0 : 1)
words[0] = CommandLine.unsafeArgv[0]
exit(
    runDriver(&count, &words) { bytes, size in
        check(UnsafeRawBufferPointer(start: bytes, count: size))
        return 0
    })
#else
guard CommandLine.arguments.count == 3, let changes = Int(CommandLine.arguments[2]) else {
    tell(present, "usage: fuzz FOLDER CHANGES")
    exit(2)
}
for each in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE] {
    signal(each) { number in
        tell(present, "signal \(number)")
        signal(number, SIG_DFL)
        raise(number)
    }
}
for each in FuzzTarget.all {
    target = each
    let folder = URL(fileURLWithPath: CommandLine.arguments[1]).appendingPathComponent(each.name)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
    let seeds = names.compactMap { try? Data(contentsOf: folder.appendingPathComponent($0)) }.map(Array.init)
    guard !seeds.isEmpty else {
        tell(present, "nothing to begin with in \(folder.path)")
        exit(2)
    }
    var mutation = Mutation(seeds: seeds, seed: 1)
    for seed in seeds { seed.withUnsafeBytes(check) }
    for _ in 0..<changes { mutation.next().withUnsafeBytes(check) }
    print("\(each.name): \(seeds.count) files, \(changes) changes of them")
}
#endif
