// The call with nothing round it: a connection a pair, an offer, an answer, candidates as they come, over a channel inside the
// browser. What a call through the bureau's server takes longer than this is the product's own.
(() => {
  const channel = new BroadcastChannel('bare')
  const connections = new Map()
  const bare = globalThis.__bare = { began: 0, frames: {}, stream: null, me: '' }
  let configuration

  bare.prepare = async (me, servers, width, height) => {
    bare.me = me
    configuration = { iceServers: servers, iceTransportPolicy: 'relay', bundlePolicy: 'max-bundle' }
    const video = { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: 24, max: 30 } }
    bare.stream = await navigator.mediaDevices.getUserMedia({ audio: true, video })
  }

  /** The officer's press: everybody hears it, and who offers does. `pairs`: [who offers, to whom]. */
  bare.begin = (pairs) => {
    bare.began = Date.now()
    channel.postMessage({ pairs })
    follow(pairs)
  }

  bare.end = () => {
    for (const { connection, video } of connections.values()) {
      connection.close()
      video.remove()
    }
    connections.clear()
    bare.frames = {}
  }

  channel.onmessage = async ({ data }) => {
    if (data.pairs) return follow(data.pairs)
    if (data.to !== bare.me) return
    const { connection, run } = connectionTo(data.from)
    if (data.sdp) {
      run(async () => {
        await connection.setRemoteDescription(data.sdp)
        if (data.sdp.type !== 'offer') return
        for (const track of bare.stream.getTracks()) connection.addTrack(track, bare.stream)
        await connection.setLocalDescription(await connection.createAnswer())
        channel.postMessage({ to: data.from, from: bare.me, sdp: connection.localDescription.toJSON() })
      })
    } else {
      run(() => connection.addIceCandidate(data.candidate))
    }
  }

  function follow(pairs) {
    for (const [one, other] of pairs) {
      if (one !== bare.me) continue
      const { connection, run } = connectionTo(other)
      run(async () => {
        for (const track of bare.stream.getTracks()) connection.addTrack(track, bare.stream)
        await connection.setLocalDescription(await connection.createOffer())
        channel.postMessage({ to: other, from: bare.me, sdp: connection.localDescription.toJSON() })
      })
    }
  }

  function connectionTo(peer) {
    const known = connections.get(peer)
    if (known) return known
    const connection = new RTCPeerConnection(configuration)
    const video = document.createElement('video')
    video.autoplay = video.playsInline = true
    document.body.append(video)
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) channel.postMessage({ to: peer, from: bare.me, candidate: candidate.toJSON() })
    }
    connection.ontrack = ({ streams }) => {
      if (video.srcObject) return
      video.srcObject = streams[0]
      video.requestVideoFrameCallback(() => { bare.frames[peer] = Date.now() })
    }
    let turn = Promise.resolve()
    const made = { connection, video, run: (step) => { turn = turn.then(step) } }
    connections.set(peer, made)
    return made
  }
})()
