import CLibWebSockets

/// What libwebsockets wants of memory.
enum TransportMemory {
    /// Bytes before every message, for the frame's head.
    static let headroom = Int(trialogue_lws_pre)
}
