// What a wall is judged by, noted in the page itself with its time: what the hear bar says, and what arrives over all
// connections that this page ever made. Installed before the page's own scripts, after witness.js; it changes nothing
// in them but the clock, which a test can put forward.
(() => {
  const hear = [] // [when, what the bar says]
  // At each change: [when it was asked, when it was asked before, bytes, audio energy, open connections].
  const flow = []
  let askedBefore = 0
  const most = new Map() // connection -> what it had received when it was last asked
  const ask = Date.now
  const told = [] // bodies of answers to this page's requests

  globalThis.__ahead = 0
  Date.now = () => ask() + globalThis.__ahead

  const request = globalThis.fetch
  globalThis.fetch = async (...given) => {
    const answer = await request(...given)
    answer.clone().text().then((text) => told.push(text), () => {})
    return answer
  }

  function listen() {
    const bar = document.querySelector('.hear')
    const says = bar ? bar.dataset.hear || '' : ''
    if (!hear.length || hear[hear.length - 1][1] !== says) hear.push([ask(), says])
  }

  /** What a connection counts; null where it gives no answer, as one that is closed meanwhile may do. */
  function statsOf(connection) {
    return Promise.race([connection.getStats().catch(() => null),
        new Promise((resolve) => setTimeout(resolve, 1000, null))])
  }

  async function measure() {
    const at = ask()
    let open = 0
    for (const connection of globalThis.__witness.connections) {
      if (connection.connectionState === 'closed') continue
      open += 1
      const stats = await statsOf(connection)
      if (!stats) continue
      let bytes = 0
      let energy = 0
      for (const row of stats.values()) {
        if (row.type !== 'inbound-rtp') continue
        bytes += row.bytesReceived
        energy += row.totalAudioEnergy || 0
      }
      most.set(connection, { bytes, energy })
    }
    const all = [...most.values()]
    const row = [all.reduce((sum, each) => sum + each.bytes, 0), all.reduce((sum, each) => sum + each.energy, 0), open]
    const last = flow[flow.length - 1]
    if (!last || row.some((value, index) => value !== last[index + 2])) flow.push([at, askedBefore, ...row])
    askedBefore = at
  }

  async function run() {
    for (;;) {
      listen()
      await measure()
      await new Promise((resolve) => setTimeout(resolve, 120))
    }
  }
  setInterval(listen, 25)
  run()

  globalThis.__wall = {
    hear: () => hear,
    flow: () => flow,
    /** When the last look began that is in `flow`, or found it unchanged. */
    lookedAt: () => askedBefore,
    told: () => told,
    now: () => ask(),
    /** Names of tracks from elsewhere that are still alive in this page: there must be none for whoever is outside. */
    arriving: () => globalThis.__witness.connections.filter((each) => each.connectionState !== 'closed')
      .flatMap((each) => each.getReceivers()).filter(({ track }) => track.readyState === 'live')
      .map(({ track }) => track.kind),
    /** All that the page keeps beside its scripts' own memory. */
    async kept() {
      const found = [document.documentElement.outerHTML, JSON.stringify({ ...localStorage }),
          JSON.stringify({ ...sessionStorage }), document.cookie, JSON.stringify(history.state)]
      for (const field of document.querySelectorAll('input, textarea')) found.push(field.value)
      for (const { name } of await indexedDB.databases()) found.push(`indexedDB ${name}`)
      for (const name of await caches.keys()) found.push(`cache ${name}`)
      return found
    },
  }
})()
