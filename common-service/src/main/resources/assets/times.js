// Pages show times in the viewer's zone once they know it. This tells them, and until then turns UTC
// into that zone.
(function () {
  'use strict';
  var language = document.documentElement.lang || undefined;

  var zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && document.cookie.indexOf('berth-zone=' + zone) < 0) {
    document.cookie = 'berth-zone=' + zone + ';path=/;max-age=31536000;samesite=lax'
      + (location.protocol === 'https:' ? ';secure' : '');
  }

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
