// Says at once what is wrong with an answer, and takes the total away that it does not belong to.
// The server checks the same; without this file it is the one that says so.
'use strict';
(() => {
  const fault = (form, field) => {
    const { validity, value } = field;
    if (validity.badInput || Number(value) < 0 || /[^0-9.]/.test(value)) {
      return form.dataset.number;
    }
    if (value === '') {
      return '';
    }
    const decimals = (value.split('.')[1] ?? '').replace(/0+$/, '').length;
    if (field.step === '1' && decimals > 0) {
      return form.dataset.whole;
    }
    if (decimals > 6) {
      return form.dataset.decimals;
    }
    const most = Number(field.max || 1e12);
    return Number(value) > most ? (most === 1e12 ? form.dataset.large : form.dataset.resources) : '';
  };

  const mark = (field, words) => {
    const id = `${field.id}-wrong`;
    field.setCustomValidity(words);
    field.parentElement.querySelectorAll('.wrong').forEach((said) => said.remove());
    if (words === '') {
      field.removeAttribute('aria-invalid');
      field.removeAttribute('aria-describedby');
      return;
    }
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', id);
    const said = document.createElement('p');
    said.className = 'wrong';
    said.id = id;
    said.textContent = words;
    field.after(said);
  };

  const check = (event) => {
    const form = event.target.closest('form[data-questions]');
    if (!form) {
      return;
    }
    const wrong = document.getElementById('wrong');
    const list = wrong.querySelector('ul');
    const found = [];
    for (const field of form.querySelectorAll('input[type="number"]')) {
      const words = fault(form, field);
      mark(field, words);
      if (words !== '') {
        const link = document.createElement('a');
        link.href = `#${field.id}`;
        link.textContent = `${field.labels[0].textContent.replace(/\s+/g, ' ').trim()}: ${words}`;
        const item = document.createElement('li');
        item.append(link);
        found.push(item);
      }
    }
    list.replaceChildren(...found);
    wrong.hidden = found.length === 0;
    const result = document.getElementById('result');
    // A total of other answers is not shown; the one of these comes with the answer of the server.
    if (found.length > 0) {
      result.hidden = true;
    }
    result.classList.add('stale');
    document.querySelector('.presets [aria-current]')?.removeAttribute('aria-current');
  };
  document.addEventListener('input', check);
  // Assistive tools and form fillers choose in a list with this event alone.
  document.addEventListener('change', (event) => {
    if (event.target.matches('select')) {
      check(event);
    }
  });
})();
