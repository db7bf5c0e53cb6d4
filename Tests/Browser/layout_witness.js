// What a program can see of a page's layout: text upon text, text beyond the window, pages wider than it, and WebKit's
// own kind of air between Chinese and digits, which draws digits upon each other. An expression: its value is a list of
// faults in words.
(() => {
  const faults = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth)
      faults.push(`${root.scrollWidth - root.clientWidth} px wider than the window`)

  /** The nearest box that is painted above the rest: what lies under it is hidden, not in its way. */
  function layer(element) {
    for (let at = element; at; at = at.parentElement) {
      if (['fixed', 'sticky'].includes(getComputedStyle(at).position) || at.matches('dialog, [role=dialog]')) return at
    }
    return null
  }

  /** The part of a box that its scrolling and cutting ancestors let be seen, or null. */
  function shown(box, element) {
    let { left, top, right, bottom } = box
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at)
      const clipped = style.clipPath !== 'none'
      if (style.overflowX === 'visible' && style.overflowY === 'visible' && !clipped) continue
      const edge = at.getBoundingClientRect()
      if (clipped && edge.width <= 1) return null
      if (style.overflowX !== 'visible') { left = Math.max(left, edge.left); right = Math.min(right, edge.right) }
      if (style.overflowY !== 'visible') { top = Math.max(top, edge.top); bottom = Math.min(bottom, edge.bottom) }
    }
    return right - left > 1 && bottom - top > 1 ? { left, top, right, bottom } : null
  }

  const pieces = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const words = node.data.trim()
    const element = node.parentElement
    if (!words || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'OPTION'].includes(element.tagName)) continue
    const closed = element.closest('details:not([open])')
    if (closed && !(element.closest('summary') && element.closest('summary').parentElement === closed)) continue
    const style = getComputedStyle(element)
    if (style.visibility !== 'visible' || style.opacity === '0') continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) {
      const box = rect.width && shown(rect, element)
      if (!box) continue
      pieces.push({ ...box, node, words, layer: layer(element) })
      if (box.right > innerWidth + 1 || box.left < -1) faults.push(`beyond the window: ${words.slice(0, 20)}`)
    }
    if (style.textAutospace === 'normal' && !CSS.supports('-moz-appearance: none') && !('chrome' in globalThis))
        faults.push(`digits drawn upon each other: ${words.slice(0, 20)}`)
  }
  for (const [index, one] of pieces.entries()) {
    for (const other of pieces.slice(index + 1)) {
      if (one.node === other.node || one.layer !== other.layer) continue
      const width = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
      // The boxes of two lines of tight type reach into each other; their letters don't.
      if (width > 2 && height > 0.5 * Math.min(one.bottom - one.top, other.bottom - other.top)) {
        faults.push(`upon each other: ${one.words.slice(0, 20)} / ${other.words.slice(0, 20)}`)
      }
    }
  }
  return faults
})()
