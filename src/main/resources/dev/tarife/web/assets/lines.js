// Lines of an invoice: a search in them, and their amounts whole or with the decimals of the currency.
'use strict';
(() => {
  const PLACES = 20;
  const language = document.documentElement.lang;
  const lower = (text) => text.toLocaleLowerCase(language);

  // Decimals are added exactly: as whole numbers of the smallest place.
  const scaled = (text) => {
    const [whole, part = ''] = text.replace('-', '').split('.');
    const value = BigInt(whole + part.padEnd(PLACES, '0').slice(0, PLACES));
    return text.startsWith('-') ? -value : value;
  };
  const decimal = (value) => {
    const digits = String(value < 0n ? -value : value).padStart(PLACES + 1, '0');
    return `${value < 0n ? '-' : ''}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`;
  };

  const filter = (box) => {
    const words = lower(box.querySelector('[data-search]').value).split(/\s+/).filter(Boolean);
    const table = box.querySelector('table.lines');
    let count = 0;
    let all = 0;
    let sum = 0n;
    for (const body of table.tBodies) {
      let charge = null;
      let shown = false;
      for (const row of body.rows) {
        if (row.matches('.charge')) {
          charge = row;
          charge.hidden = words.length > 0;
        } else if (row.matches('.line')) {
          const text = lower(`${row.dataset.of} ${row.textContent}`);
          const found = words.every((word) => text.includes(word));
          row.hidden = !found;
          row.nextElementSibling.hidden = !found;
          all += 1;
          if (found) {
            count += 1;
            sum += scaled(row.dataset.amount);
            shown = true;
            if (charge && row.matches('.within')) {
              charge.hidden = false;
            }
          }
        }
      }
      body.hidden = !shown;
    }
    table.classList.toggle('filtered', words.length > 0);
    const said = box.querySelector('[data-found]');
    said.hidden = words.length === 0;
    const minor = Number(said.dataset.minor);
    const number = new Intl.NumberFormat(language);
    const money = new Intl.NumberFormat(language, { minimumFractionDigits: minor, maximumFractionDigits: minor });
    said.textContent = count === 0 ? said.dataset.none : said.dataset.words
      .replace('{0}', number.format(count)).replace('{1}', number.format(all))
      .replace('{2}', `${money.format(decimal(sum))} ${said.dataset.currency}`);
  };

  // What a reader chose stays while an estimate follows what is asked.
  const kept = { search: '', exact: false };

  document.addEventListener('input', (event) => {
    const box = event.target.closest('[data-lines]');
    if (box && event.target.matches('[data-search]')) {
      kept.search = event.target.value;
      filter(box);
    }
  });
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-exact]')) {
      kept.exact = event.target.checked;
    }
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-print]')) {
      window.print();
    }
  });
  document.addEventListener('htmx:afterSwap', () => {
    const box = document.querySelector('[data-lines]');
    const search = box?.querySelector('[data-search]');
    if (search && search.value === '' && kept.search !== '') {
      search.value = kept.search;
      filter(box);
    }
    const exact = box?.querySelector('[data-exact]');
    if (exact) {
      exact.checked = kept.exact;
    }
  });
})();
