// Sends <form data-upload> without leaving the page, shows how far it has come, and takes files that are dropped.
// Without this file the form is sent as any other.
'use strict';
(() => {
  const form = (event) => event.target.closest?.('form[data-upload]');

  const prepare = (within) => {
    within.querySelectorAll('form[data-upload]:not([hx-post])').forEach((one) => {
      one.setAttribute('hx-post', one.getAttribute('action'));
      one.setAttribute('hx-encoding', 'multipart/form-data');
      one.setAttribute('hx-target', '#main');
      one.setAttribute('hx-select', '#main');
      one.setAttribute('hx-swap', 'outerHTML show:window:top');
      one.setAttribute('hx-push-url', 'true');
      one.setAttribute('hx-disabled-elt', 'find button');
      htmx.process(one);
    });
  };

  document.addEventListener('DOMContentLoaded', () => prepare(document));

  document.addEventListener('htmx:xhr:progress', (event) => {
    const box = form(event)?.querySelector('[data-progress]');
    if (!box || !event.detail.lengthComputable) {
      return;
    }
    const percent = Math.floor((100 * event.detail.loaded) / event.detail.total);
    box.hidden = false;
    box.querySelector('progress').value = percent;
    const said = box.querySelector('[data-said]');
    const words = percent === 100 ? said.dataset.sent : '';
    if (said.textContent !== words) {
      said.textContent = words;
    }
  });

  // A refusal is a page too: it says why.
  document.addEventListener('htmx:beforeSwap', (event) => {
    const { requestConfig, xhr } = event.detail;
    if (requestConfig.elt.matches('form[data-upload]') && (xhr.getResponseHeader('Content-Type') ?? '').startsWith('text/html')) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  document.addEventListener('htmx:afterSettle', (event) => {
    prepare(document);
    if (event.detail.requestConfig?.elt?.matches?.('form[data-upload]')) {
      (document.querySelector('#main [role="alert"]') ?? document.getElementById('main')).focus();
    }
  });

  for (const kind of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(kind, (event) => {
      const area = event.target.closest?.('[data-drop]');
      if (!area || !event.dataTransfer?.types.includes('Files')) {
        return;
      }
      event.preventDefault();
      area.classList.toggle('over', kind === 'dragover');
      if (kind === 'drop') {
        area.querySelector('input[type="file"]').files = event.dataTransfer.files;
      }
    });
  }
})();
