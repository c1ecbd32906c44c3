// The console works without this. With it: buttons that copy.
(function () {
  'use strict';
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

  copyButtons(document);
  document.addEventListener('htmx:load', function (event) { copyButtons(event.detail.elt.parentNode || document); });
})();
