/**
 * What the page does with a script: copies a command, and shows some of the checks. It reads and
 * writes text only, never markup.
 */
export const script = `
(() => {
  const one = (id) => document.getElementById(id)
  const all = (selector) => [...document.querySelectorAll(selector)]
  for (const element of all('button[data-copy], .filter')) element.hidden = false

  const select = (element) => {
    const selection = getSelection()
    selection.removeAllRanges()
    const range = document.createRange()
    range.selectNodeContents(element)
    selection.addRange(range)
  }
  const copy = async (element) => {
    try {
      await navigator.clipboard.writeText(element.textContent)
      return true
    } catch {
      // No clipboard, or no leave to use it: the older way copies what is selected.
      select(element)
      return document.execCommand('copy')
    }
  }
  for (const button of all('button[data-copy]')) {
    button.addEventListener('click', async () => {
      const command = one(button.dataset.copy)
      const done = await copy(command)
      if (!done) select(command)
      button.textContent = done ? 'Copied' : 'Selected'
      one('said').textContent = done ? 'Copied: ' + command.textContent : 'Selected: copy it with Ctrl+C'
      setTimeout(() => { button.textContent = 'Copy' }, 2000)
    })
  }

  const text = one('filter-text')
  const rows = all('.checks tbody tr')
  const toggles = all('.filter button')
  const filter = () => {
    const wanted = toggles.filter((toggle) => toggle.getAttribute('aria-pressed') === 'true').map((toggle) => toggle.dataset.status)
    const words = text.value.toLowerCase().split(/ +/)
    let shown = 0
    for (const row of rows) {
      const said = row.textContent.toLowerCase()
      row.hidden = !((wanted.length === 0 || wanted.includes(row.dataset.status)) && words.every((word) => said.includes(word)))
      if (!row.hidden) shown += 1
    }
    const total = rows.length === 1 ? '1 check' : rows.length + ' checks'
    one('filter-count').textContent = shown === rows.length ? total : shown + ' of ' + total
  }
  text.addEventListener('input', filter)
  for (const toggle of toggles) {
    toggle.addEventListener('click', () => {
      toggle.setAttribute('aria-pressed', String(toggle.getAttribute('aria-pressed') !== 'true'))
      filter()
    })
  }
  // A link to a row that is filtered away shows every row again.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#check-"]')
    if (link === null || !one(link.hash.slice(1))?.hidden) return
    text.value = ''
    for (const toggle of toggles) toggle.setAttribute('aria-pressed', 'false')
    filter()
  })
})()
`
