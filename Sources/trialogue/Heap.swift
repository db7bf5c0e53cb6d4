import CMimalloc
import Glibc

/// The heap of the whole program is mimalloc's: to be linked with it puts its malloc before the C library's, for Swift, OpenSSL,
/// SQLite and libwebsockets alike (docs/decisions/0008-heap.md).
enum Heap {
    /// Whether that holds: an operator's preloaded library may stand before it.
    static var isInPlace: Bool {
        let memory = malloc(64)
        defer { free(memory) }
        return mi_is_in_heap_region(memory)
    }
}
