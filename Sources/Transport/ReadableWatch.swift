import CUV
import Glibc

/// Tells each time that a socket has something to read, beside the library: that one looks at a socket for requests only, and a
/// descriptor can be in libuv's set once. So this is another descriptor of the same socket, made when somebody has to be waited for.
@LoopActor
final class ReadableWatch {
    private let handle: UnsafeMutablePointer<uv_poll_t>
    private let descriptor: Int32
    private let action: @LoopActor () -> Void
    private var isOn = false
    private var isClosed = false

    /// nil: the process has no descriptor left.
    init?(socket: Int32, _ action: @escaping @LoopActor () -> Void) {
        let descriptor = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { return nil }
        let handle = UnsafeMutablePointer<uv_poll_t>.allocate(capacity: 1)
        guard uv_poll_init(EventLoop.shared.loop, handle, descriptor) == 0 else {
            Glibc.close(descriptor)
            handle.deallocate()
            return nil
        }
        self.handle = handle
        self.descriptor = descriptor
        self.action = action
        handle.pointee.data = Unmanaged.passUnretained(self).toOpaque()
    }

    func start() {
        guard !isOn, !isClosed else { return }
        isOn = true
        uv_poll_start(handle, Int32(UV_READABLE.rawValue)) { handle, _, _ in
            guard let owner = handle?.pointee.data else { return }
            let watch = Unmanaged<ReadableWatch>.fromOpaque(owner).takeUnretainedValue()
            LoopActor.assumeIsolated { watch.action() }
        }
    }

    func stop() {
        guard isOn else { return }
        isOn = false
        uv_poll_stop(handle)
    }

    /// Before its owner lets go of it: the socket stays open as long as this descriptor of it does.
    func close() {
        guard !isClosed else { return }
        stop()
        isClosed = true
        handle.pointee.data = nil
        Glibc.close(descriptor)
        uv_close(UnsafeMutableRawPointer(handle).assumingMemoryBound(to: uv_handle_t.self)) {
            $0.map(UnsafeMutableRawPointer.init)?.deallocate()
        }
    }
}
