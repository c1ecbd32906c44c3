// The console works without this. With it: keys that lead around, which everybody can turn off.
(function () {
  'use strict';
  var dialog = document.getElementById('keys');
  if (!dialog || !dialog.showModal) {
    return;
  }
  var OFF = 'berth-keys-off';
  var chosen = dialog.querySelector('input');
  var leading = 0;

  function on() {
    return localStorage.getItem(OFF) === null;
  }

  chosen.checked = on();
  chosen.addEventListener('change', function () {
    if (chosen.checked) {
      localStorage.removeItem(OFF);
    } else {
      localStorage.setItem(OFF, '1');
    }
  });
  document.querySelectorAll('[data-keys]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { dialog.showModal(); });
  });

  function go(key) {
    var link = document.querySelector('a[data-go="' + CSS.escape(key) + '"]');
    if (link) {
      link.click();
    }
  }

  function search() {
    var field = document.getElementById('find');
    if (field) {
      field.focus();
      field.select();
    }
    return field;
  }

  // The row's own link has the focus, so that Enter opens it and screen readers say it.
  function move(step) {
    var rows = Array.from(document.querySelectorAll('main tbody a[data-row]'));
    var at = rows.findIndex(function (link) { return link.closest('tr').contains(document.activeElement); });
    var next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
    if (next) {
      next.focus();
    }
  }

  document.addEventListener('keydown', function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog.open
        || event.target.closest('input, select, textarea, [contenteditable]')) {
      return;
    }
    if (event.key === '?') {
      dialog.showModal();
    } else if (!on()) {
      return;
    } else if (Date.now() - leading < 1500) {
      leading = 0;
      go(event.key);
      return;
    } else if (event.key === 'g') {
      leading = Date.now();
      return;
    } else if (event.key === '/' && search()) {
      event.preventDefault();
    } else if (event.key === 'j') {
      move(1);
    } else if (event.key === 'k') {
      move(-1);
    }
  });
})();
