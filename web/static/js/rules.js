/** The list of rules: what is typed narrows it at once. */

const query = document.getElementById('q');
const count = document.getElementById('rule-count');
const rules = [...document.querySelectorAll('.rule')];

function narrow() {
  const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const rule of rules) {
    const said = rule.dataset.words.toLowerCase();
    rule.hidden = !words.every((word) => said.includes(word));
    if (!rule.hidden) left += 1;
  }
  for (const section of document.querySelectorAll('.category')) {
    section.hidden = !section.querySelector('.rule:not([hidden])');
  }
  count.textContent = left ? `${left}件のルールがあります。` : '当てはまるルールはありません。';
}

query.addEventListener('input', (event) => {
  if (!event.isComposing) narrow();
});
query.addEventListener('compositionend', narrow);
