/**
 * The shapes of docs/protocol.md as the pages see them. Types only: nothing here runs.
 *
 * @typedef {'off'|'live'|'muted'|'denied'|'missing'|'busy'|'stopped'|'silent'} MediaStatus
 * @typedef {{microphone: MediaStatus, camera: MediaStatus}} MediaState
 * @typedef {'invited'|'link_opened'|'consented'|'waiting'|'admitted'|'left'|'removed'|'declined'} Standing
 * @typedef {'away'|'here'|'lost'|'absent'} Presence
 * @typedef {'ok'|'denied'|'missing'|'busy'|'failed'|'skipped'} CheckResult
 * @typedef {{ms: number, lossPercent: number, kbps: number, relayed: boolean}} NetworkCheck
 * @typedef {{camera: CheckResult, microphone: CheckResult, speaker: CheckResult, network: NetworkCheck|null}} Check
 * @typedef {'contact'|'id_document'|'known_in_person'|'licence'|'station'} IdentityMethod
 *
 * @typedef {object} SessionState
 * @property {string} id
 * @property {number} number
 * @property {string} kind
 * @property {'waiting'|'in_session'|'paused'|'ended'} phase
 * @property {string} office
 * @property {string} phone
 * @property {number|null} startedAt
 * @property {number|null} endedAt
 * @property {string|null} reason
 * @property {'relay'|'mixed'|'direct'} paths
 * @property {boolean} recording
 * @property {number|null} pauseEndsAt
 * @property {string|null} [title]
 * @property {string|null} [caseID]
 * @property {string|null} [caseNo]
 *
 * @typedef {object} Seat
 * @property {number} seat
 * @property {string} role
 * @property {string} name
 * @property {string} [staffNo]
 * @property {Standing} standing
 * @property {Presence} presence
 * @property {number} since
 * @property {MediaState} media
 * @property {Check|null} [check]
 * @property {{method: IdentityMethod, note: string, at: number}|null} [identity]
 * @property {string} [device]
 * @property {string} [needs]
 * @property {string} [phone]
 * @property {string} [browser]
 * @property {any} [askedToWait]
 * @property {number|null} [consentedAt]
 *
 * @typedef {{peer: number, epoch: number, offerer: boolean, paths: 'relay'|'direct'}} LinkEntry
 * @typedef {{key: string, text: string, revision: number}} MinutesSection
 * @typedef {{presenting: boolean, version: number, frozen: {version: number, digest: string, at: number}|null, sections: MinutesSection[]}} Minutes
 * @typedef {'good'|'fair'|'poor'|'audio_only'|'down'} Verdict
 * @typedef {{from: number, to: number, verdict: Verdict, path: string, rttMs: number, lossPercent: number, audioKbps: number, videoKbps: number, at: number}} Edge
 * @typedef {{at: number, what: string, seat: number|null, seconds: number|null}} Happening
 * @typedef {{seat: number, device: string, browser: string, at: number}} Claim
 *
 * @typedef {object} RoomState
 * @property {SessionState} session
 * @property {{seat: number}} me
 * @property {Seat[]} seats
 * @property {LinkEntry[]} links
 * @property {Minutes} minutes
 * @property {Edge[]} edges
 * @property {Happening[]} happenings
 * @property {Claim[]} claims
 *
 * @typedef {{policy: 'relay'|'all', servers: RTCIceServer[], expiresAt: number}} Ice
 *
 * @typedef {{kind: 'description', n: number, sdp: {type: 'offer'|'answer', sdp: string}}} DescriptionBody
 * @typedef {{candidate: string, sdpMid: string|null, sdpMLineIndex: number|null, usernameFragment: string|null}} WireCandidate
 * @typedef {{kind: 'candidates', candidates: WireCandidate[], end: boolean}} CandidatesBody
 * @typedef {{kind: 'restart'}} RestartBody
 * @typedef {DescriptionBody|CandidatesBody|RestartBody} SignalBody
 *
 * @typedef {object} Connection
 * @property {'connecting'|'open'|'waiting'|'pending'|'refused'|'stopped'} phase
 * @property {number|null} retryAt when the next try begins (this device's clock, ms), in phase `waiting`
 * @property {string|null} code why a hello was refused, or what it is pending on
 * @property {number} since since when it is open, or since when it is not (this device's clock, ms)
 * @property {number|null} closeCode the last close code, section 3 of docs/protocol.md
 *
 * @typedef {{seatCredential: string}|{session: string, watch?: boolean}} Identity
 * @typedef {Pick<Storage, 'getItem'|'setItem'|'removeItem'>} CommandStore
 */

export {};
