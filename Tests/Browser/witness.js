// What arrives at this end, measured in the page itself: which faces its visible pictures show, which voices its
// playing sound holds, and when each was last there. Installed before the page's own scripts; it changes nothing in
// them.
(() => {
  const people = /** @type {{name: string, colour: number[], tone: number}[]} */ (globalThis.__people)
  const seenAt = {}
  const heardAt = {}
  const connections = []
  // Kept from here on: a test may set the page's clock ahead, and a voice of then must not count as heard now.
  const clock = Date.now

  const Native = globalThis.RTCPeerConnection
  globalThis.RTCPeerConnection = class extends Native {
    constructor(...given) {
      super(...given)
      connections.push(this)
    }
  }

  // Sound is often played by elements that stand in no document.
  const playing = new Set()
  const play = HTMLMediaElement.prototype.play
  HTMLMediaElement.prototype.play = function () {
    playing.add(this)
    return play.call(this)
  }

  function elements(root = document, found = []) {
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLMediaElement) found.push(element)
      if (element.shadowRoot) elements(element.shadowRoot, found)
    }
    return found
  }

  function everyElement() {
    const found = new Set(elements())
    for (const element of playing) if (element.srcObject) found.add(element)
    return found
  }

  function nearest(colour) {
    let best = null
    for (const person of people) {
      const distance = Math.hypot(...person.colour.map((part, index) => part - colour[index]))
      if (distance < 60 && (!best || distance < best.distance)) best = { name: person.name, distance }
    }
    return best && best.name
  }

  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 8
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const frames = new WeakMap()

  /** The face in an element that is visible and moves, or null. */
  function faceIn(video) {
    const box = video.getBoundingClientRect()
    const style = getComputedStyle(video)
    if (video.readyState < 2 || box.width < 8 || box.height < 8 || style.visibility !== 'visible') return null
    // Firefox counts no frames of a stream in its quality.
    const count = video.mozPaintedFrames || video.getVideoPlaybackQuality().totalVideoFrames
    const moved = frames.has(video) && frames.get(video) !== count
    frames.set(video, count)
    if (!moved) return null
    const { videoWidth: width, videoHeight: height } = video
    pen.drawImage(video, width / 4, height / 3, width / 2, height / 3, 0, 0, 8, 8)
    const data = pen.getImageData(0, 0, 8, 8).data
    const sum = [0, 0, 0]
    for (let index = 0; index < data.length; index += 4) for (const part of [0, 1, 2]) sum[part] += data[index + part]
    return nearest(sum.map((part) => part / 64))
  }

  let context = null
  const listeners = new Map() // track -> analyser

  function analyserOf(track) {
    let listener = listeners.get(track)
    if (!listener) {
      context = context || new AudioContext()
      listener = context.createAnalyser()
      listener.fftSize = 4096
      listener.smoothingTimeConstant = 0
      const source = context.createMediaStreamSource(new MediaStream([track]))
      source.connect(listener)
      listener.source = source
      listeners.set(track, listener)
    }
    return listener
  }

  /** The voice that is loudest and clear of all the rest, or null. */
  function voiceIn(track) {
    const analyser = analyserOf(track)
    const levels = new Float32Array(analyser.frequencyBinCount)
    analyser.getFloatFrequencyData(levels)
    const width = context.sampleRate / analyser.fftSize
    const voices = people.map(({ name, tone }) => {
      const middle = Math.round(tone / width)
      return { name, level: Math.max(...levels.slice(middle - 2, middle + 3)) }
    }).sort((a, b) => b.level - a.level)
    return voices[0].level > -70 && voices[0].level > voices[1].level + 8 ? voices[0].name : null
  }

  // Firefox runs no analyser where the machine has no loudspeaker. There the receiver's own count tells that a voice is
  // heard (webrtc-pc, 5.3: the level that the packets carry), and the face over the same connection whose it is.
  const faceOf = new WeakMap() // element -> the last face seen in it
  const packets = new WeakMap() // track -> when its newest packet was played, and when that was seen to change

  function voiceBySight(element, track, now) {
    const receiver = connections.flatMap((each) => each.getReceivers()).find((each) => each.track === track)
    const source = receiver && receiver.getSynchronizationSources()[0]
    if (!source) return null
    const last = packets.get(track)
    if (!last || last.played !== source.timestamp) packets.set(track, { played: source.timestamp, at: now })
    const fresh = now - packets.get(track).at < 500
    return fresh && source.audioLevel > 0.005 ? faceOf.get(element) || null : null
  }

  function audible(element) {
    return element.srcObject && !element.paused && !element.muted && element.volume > 0
      ? element.srcObject.getAudioTracks().filter((track) => track.readyState === 'live')
      : []
  }

  function look() {
    const now = clock()
    for (const element of everyElement()) {
      if (element instanceof HTMLVideoElement) {
        const name = faceIn(element)
        if (name) {
          seenAt[name] = now
          faceOf.set(element, name)
        }
      }
      for (const track of audible(element)) {
        const name = voiceIn(track) || (context.state === 'suspended' && voiceBySight(element, track, now))
        if (name) heardAt[name] = now
      }
    }
    for (const [track, listener] of listeners) {
      if (track.readyState !== 'live') {
        listener.source.disconnect()
        listeners.delete(track)
      }
    }
    if (context && context.state === 'suspended') context.resume()
  }
  setInterval(look, 80)

  const recent = (table, within) =>
    Object.keys(table).filter((name) => clock() - table[name] <= within).sort()

  /** What is counted of each stream that comes in, over every connection that still is. */
  async function inbound() {
    const open = connections.filter((each) => each.connectionState !== 'closed')
    const reports = await Promise.all(open.map((each) => each.getStats()))
    return reports.flatMap((report) => [...report.values()]).filter((each) => each.type === 'inbound-rtp')
  }

  globalThis.__witness = {
    seen: (within = 800) => recent(seenAt, within),
    heard: (within = 800) => recent(heardAt, within),
    /**
     * What stands behind `heard`: each track that plays, the voice in it, how loud it is by the receiver's own count,
     * and the clock of the analysers, which give the same sound for ever while it stands.
     */
    async ears() {
      const tracks = [...everyElement()].flatMap(audible)
          .map((track) => ({ id: track.id, muted: track.muted, voice: voiceIn(track) }))
      const counts = (await inbound()).filter((each) => each.kind === 'audio')
        .map((each) => ({ id: each.trackIdentifier, level: each.audioLevel, energy: each.totalAudioEnergy }))
      return { tracks, counts, clock: context && [context.state, context.currentTime] }
    },
    seenAt: (name) => seenAt[name] || 0,
    heardAt: (name) => heardAt[name] || 0,

    /**
     * The candidate types at both ends of the path that each connection uses, and the addresses that the peer's
     * candidates show.
     */
    async paths() {
      const found = []
      for (const connection of connections) {
        if (connection.connectionState !== 'connected') continue
        const stats = await connection.getStats()
        for (const transport of stats.values()) {
          const pair = transport.type === 'transport' && stats.get(transport.selectedCandidatePairId)
          if (!pair) continue
          const local = stats.get(pair.localCandidateId)
          const remote = stats.get(pair.remoteCandidateId)
          found.push({ local: local.candidateType, remote: remote.candidateType, address: remote.address })
        }
      }
      return found
    },
    /** Bytes of media received so far, of every connection that still is. */
    async received() {
      return (await inbound()).reduce((bytes, each) => bytes + each.bytesReceived, 0)
    },
    /** Each connection that still is: whether this end offered, whether the other end is Firefox, which alone puts
     * the names of its tracks into braces, and what came so far. */
    async flows() {
      const open = connections.filter((each) => each.connectionState === 'connected' && each.remoteDescription)
      return Promise.all(open.map(async (each) => {
        const rows = [...(await each.getStats()).values()].filter((row) => row.type === 'inbound-rtp')
        const sum = (name) => rows.reduce((all, row) => all + (row[name] || 0), 0)
        return {
          offered: each.localDescription.type === 'offer',
              toFirefox: /^a=msid:\S+ \{/m.test(each.remoteDescription.sdp),
          frames: sum('framesDecoded'), energy: sum('totalAudioEnergy'), bytes: sum('bytesReceived'),
        }
      }))
    },
    openConnections: () => connections.filter((each) => each.connectionState !== 'closed').length,
    connections,
  }
})()
