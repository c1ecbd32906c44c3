// Pages show times as UTC and say so. With this, everybody sees their own zone's.
(function () {
  'use strict';
  var language = document.documentElement.lang || undefined;

  function own(time) {
    var at = new Date(time.getAttribute('datetime'));
    if (isNaN(at)) {
      return;
    }
    var to = time.dataset.precision === 'seconds' ? 'medium' : 'short';
    time.title = time.textContent;
    time.textContent = new Intl.DateTimeFormat(language, {dateStyle: 'medium', timeStyle: to}).format(at);
    time.dataset.local = '';
  }

  function improve(root) {
    root.querySelectorAll('time[datetime]:not([data-local])').forEach(own);
  }

  improve(document);
  document.addEventListener('htmx:load', function (event) { improve(event.detail.elt.parentNode || document); });
})();
