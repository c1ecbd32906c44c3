// The console works without this. With it: buttons that copy, and the open page in sight in a
// phone's navigation.
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

  // On a phone the navigation is a row: the page that is open should not be beyond its edge.
  var here = document.querySelector('.side ul a[aria-current="page"]');
  var row = here && here.closest('ul');
  if (row) {
    row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left
      - (row.clientWidth - here.offsetWidth) / 2;
  }

  copyButtons(document);
  document.addEventListener('htmx:load', function (event) { copyButtons(event.detail.elt.parentNode || document); });
})();
