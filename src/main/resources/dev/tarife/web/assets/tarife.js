// The little that pages do by themselves; all else is htmx and the server.
'use strict';
(() => {
  document.addEventListener('click', async (event) => {
    const copy = event.target.closest('[data-copy]');
    if (copy) {
      await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).href);
      copy.textContent = copy.dataset.copied;
    }
  });

  // The other language of the page as it is, with what was asked on it.
  document.addEventListener('click', (event) => {
    const language = event.target.closest('a[hreflang]');
    if (language) {
      event.preventDefault();
      const here = new URL(location.href);
      here.searchParams.set('lang', language.hreflang);
      location.assign(here);
    }
  });

  // The reader's own time beside UTC, where it is another.
  const times = () => document.querySelectorAll('time[data-local]:not([data-told])').forEach((time) => {
    time.dataset.told = '';
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime()) || at.getTimezoneOffset() === 0) {
      return;
    }
    const sameDay = at.getDate() === at.getUTCDate();
    const local = document.createElement('span');
    local.className = 'local';
    const text = new Intl.DateTimeFormat(document.documentElement.lang, {
      ...(sameDay ? {} : { day: 'numeric', month: 'short' }),
      hour: 'numeric', minute: '2-digit', timeZoneName: 'short',
    }).format(at);
    local.textContent = `(${text})`;
    time.append(' ', local);
  });
  document.addEventListener('DOMContentLoaded', times);
  document.addEventListener('htmx:afterSettle', times);

  // Without TLS a browser lets nobody copy.
  const offer = () => document.querySelectorAll('[data-copy]').forEach((copy) => {
    copy.hidden = !navigator.clipboard;
  });
  document.addEventListener('DOMContentLoaded', offer);
  document.addEventListener('htmx:afterSettle', offer);

  // A second click on a line puts its story away.
  document.addEventListener('htmx:beforeRequest', (event) => {
    const why = event.target.closest('[data-why]');
    const story = why && document.getElementById(why.getAttribute('aria-controls'));
    if (story) {
      const told = story.hasChildNodes();
      if (told) {
        event.preventDefault();
        story.replaceChildren();
      }
      why.setAttribute('aria-expanded', String(!told));
    }
  });
})();
