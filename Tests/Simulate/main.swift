import Glibc
import Simulation
import Transport

// simulate COUNT [FIRST]                plays COUNT histories from seed FIRST on (0), on all cores; the last line is for .ci/test
// simulate --seed N [--steps 1,2,3]     plays one, and tells it
// simulate --share I OF COUNT FIRST     a part of the first form, in a process of its own
// simulate --stop COUNT [FIRST]         plays on one core, and ends at the first broken rule

/// Sets and dictionaries have one order in all runs only by this, which the runtime reads when it starts.
func startAnew() {
    setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1)
    var arguments = CommandLine.arguments.map { strdup($0) }
    arguments.append(nil)
    execv("/proc/self/exe", arguments)
}

if getenv("SWIFT_DETERMINISTIC_HASHING") == nil { startAnew() }
let arguments = Array(CommandLine.arguments.dropFirst())
let status = LoopActor.assumeIsolated { Program(arguments).run() }
exitNow(status)

/// `exit` by a name that tells what it is for: top-level code can't return a status.
func exitNow(_ status: Int32) -> Never { exit(status) }
