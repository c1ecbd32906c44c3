// The console works without this. With it: times in the viewer's zone, and buttons that copy.
(function () {
  'use strict';
  var language = document.documentElement.lang || undefined;
  var format = new Intl.DateTimeFormat(language, {dateStyle: 'medium', timeStyle: 'medium'});

  function localTimes(root) {
    root.querySelectorAll('time[datetime]:not([data-local])').forEach(function (time) {
      var at = new Date(time.getAttribute('datetime'));
      if (!isNaN(at)) {
        time.title = time.textContent;
        time.textContent = format.format(at);
        time.dataset.local = '';
      }
    });
  }

  function copyButtons(root) {
    root.querySelectorAll('button[data-copy][hidden]').forEach(function (button) {
      if (!navigator.clipboard) {
        return;
      }
      button.hidden = false;
      var words = button.textContent;
      button.addEventListener('click', function () {
        var source = document.getElementById(button.dataset.copy);
        navigator.clipboard.writeText(source.textContent).then(function () {
          button.textContent = button.dataset.done;
          setTimeout(function () { button.textContent = words; }, 2000);
        });
      });
    });
  }

  function improve(root) {
    localTimes(root);
    copyButtons(root);
  }

  improve(document);
  document.addEventListener('htmx:load', function (event) { improve(event.detail.elt.parentNode || document); });
})();
