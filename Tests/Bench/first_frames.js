// Dates the officer's press and the first picture of each other person, in the product's own pages; it changes nothing in them.
(() => {
  const seen = globalThis.__first = { pressed: 0, frames: {} }
  addEventListener('click', () => { seen.pressed = Date.now() }, true)
  const watched = new WeakSet()
  new MutationObserver(() => {
    for (const video of document.querySelectorAll('.tile[data-seat]:not([data-mine]) video')) {
      if (watched.has(video)) continue
      watched.add(video)
      const { seat } = video.closest('.tile').dataset
      video.requestVideoFrameCallback(() => { seen.frames[seat] = Date.now() })
    }
  }).observe(document, { childList: true, subtree: true })
})()
