'use strict'
// Searching and filtering the list of pages. Without this the page is whole, only longer.
const form = document.getElementById('filter')
const list = document.getElementById('list')
const count = document.getElementById('count')
const more = document.getElementById('more')
const STEP = 100
const fold = (text) => text.normalize('NFKC').toLowerCase()
const items = [...list.children].map((element, place) => ({
  element,
  place,
  text: fold(element.textContent),
  rules: new Set(element.dataset.r.split(' ')),
}))
const by = (key, missing, sign) => (one, other) =>
  sign * (Number(one.element.dataset[key] ?? missing) - Number(other.element.dataset[key] ?? missing)) ||
  one.place - other.place
const ORDERS = {
  s: by('s', 101, 1),
  n: by('n', 0, -1),
  o: by('y', 9e9, 1),
  y: by('y', 0, -1),
}
let shown = STEP
let order = 's'
let found = items

const select = () => {
  const asked = new FormData(form)
  const words = fold(asked.get('q')).split(/\s+/).filter(Boolean)
  const marks = ['e', 'm', 'p', 'a'].filter((key) => asked.has(key))
  const groups = ['g', 'd', 'f'].filter((key) => asked.get(key))
  const rule = asked.get('r')
  if (asked.get('o') !== order) {
    order = asked.get('o')
    items.sort(ORDERS[order])
    list.append(...items.map((item) => item.element))
  }
  found = items.filter(
    (item) =>
      words.every((word) => item.text.includes(word)) &&
      marks.every((key) => item.element.dataset.x.includes(key)) &&
      groups.every((key) => item.element.dataset[key] === asked.get(key)) &&
      (!rule || item.rules.has(rule)),
  )
  show()
}
const show = () => {
  const visible = new Set(found.slice(0, shown))
  for (const item of items) item.element.hidden = !visible.has(item)
  more.hidden = found.length <= shown
  const part = found.length > shown ? `（はじめの${shown}ページを表示）` : ''
  count.textContent = `${items.length}ページのうち、${found.length}ページ${part}`
}
const again = () => {
  shown = STEP
  select()
}
form.addEventListener('input', again)
form.addEventListener('reset', () => setTimeout(again))
form.addEventListener('submit', (event) => event.preventDefault())
more.addEventListener('click', () => {
  const next = found[shown]
  shown += STEP
  show()
  next.element.tabIndex = -1
  next.element.focus()
})
form.hidden = count.hidden = false
again()
addEventListener('beforeprint', () => {
  for (const item of items) item.element.hidden = !found.includes(item)
})
addEventListener('afterprint', show)
