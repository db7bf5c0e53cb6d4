import Foundation
import Glibc

/// The input of this moment, where a handler of signals finds it.
nonisolated(unsafe) var present = UnsafeRawBufferPointer(start: nil, count: 0)
nonisolated(unsafe) var target = FuzzTarget.all[0]

func tell(_ bytes: UnsafeRawBufferPointer, _ what: String) {
    let text =
        "fuzz: \(target.name): \(what)\nfuzz: the input, in base64: \(Data(bytes).base64EncodedString())\n"
    FileHandle.standardError.write(Data(text.utf8))
}

func check(_ bytes: UnsafeRawBufferPointer) {
    present = bytes
    guard let broken = target.run(bytes) else { return }
    tell(bytes, broken)
    abort()
}

func find(_ name: String) -> FuzzTarget {
    guard let found = FuzzTarget.all.first(where: { $0.name == name }) else {
        tell(present, "no such target; there are " + FuzzTarget.all.map(\.name).joined(separator: " "))
        exit(2)
    }
    return found
}

#if FUZZING
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
#endif
