/// What a page's track does, measured by the page and not what its button asked for (docs/protocol.md, 2.2).
package enum TrackState: String, Sendable, Codable, Hashable, CaseIterable {
    case off, live, muted, denied, missing, busy, stopped, silent
}

/// Both tracks of a page.
package struct MediaState: Sendable, Encodable, Hashable {
    package var microphone: TrackState
    package var camera: TrackState

    package init(microphone: TrackState = .off, camera: TrackState = .off) {
        self.microphone = microphone
        self.camera = camera
    }
}
