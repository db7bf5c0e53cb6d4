import CUV
import Glibc

/// The handle by which lws wakes its loop, and the guard against how 4.1.6 ends it: with libuv it closes the descriptor
/// when the context is destroyed and once more a turn later. In between the number may be another thread's, a database
/// file's perhaps, which would then be closed under its feet.
@LoopActor
struct WakeHandle {
    private let handle: UnsafeMutablePointer<uv_handle_t>
    private let descriptor: Int32

    /// The one handle among lws's own that polls something that is no socket.
    init?(among handles: Set<UnsafeRawPointer>) {
        for raw in handles {
            let handle = UnsafeMutableRawPointer(mutating: raw).assumingMemoryBound(to: uv_handle_t.self)
            var descriptor: Int32 = -1
            var status = stat()
            guard uv_handle_get_type(handle) == UV_POLL, uv_fileno(handle, &descriptor) == 0,
                fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFSOCK
            else { continue }
            self.handle = handle
            self.descriptor = descriptor
            return
        }
        return nil
    }

    /// To be called when lws has closed the descriptor once: takes its number, so that the second close hits nothing
    /// of anybody's. False: another thread has the number by now. Then lws is kept from ever learning that libuv has
    /// closed the handle, which leaves its context in memory, and it must not be freed.
    func guardDescriptor() -> Bool {
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        if nothing == descriptor { return true }
        let taken = fcntl(nothing, F_DUPFD_CLOEXEC, descriptor)
        close(nothing)
        if taken == descriptor { return true }
        close(taken)
        handle.pointee.close_cb = { _ in }
        return false
    }
}
