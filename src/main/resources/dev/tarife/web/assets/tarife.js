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
