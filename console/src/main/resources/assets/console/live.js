// The console works without this. With it: a page's part #live follows what happens. The server says
// that there is something new, and the part is read again.
(function () {
  'use strict';
  var bar = document.querySelector('.live-bar');
  var region = document.getElementById('live');
  if (!bar || !region || !region.dataset.live || !window.EventSource || !window.htmx) {
    return;
  }
  var OFF = 'berth-live-off';
  var words = bar.querySelector('[role="status"]');
  var button = bar.querySelector('button');
  var paused = localStorage.getItem(OFF) !== null;
  var changed = false;
  var source = null;

  function say(state) {
    words.textContent = words.dataset[state];
    bar.classList.toggle('on', state === 'on' || state === 'waiting');
    button.textContent = paused ? button.dataset.resume : button.dataset.pause;
  }

  // Nothing is taken from under somebody's hands.
  function busy() {
    var selection = document.getSelection();
    return region.querySelector('input:checked, input:focus, select:focus, textarea:focus') !== null
      || (selection !== null && !selection.isCollapsed && selection.containsNode(region, true));
  }

  function rows() {
    return Array.from(region.querySelectorAll('a[data-row]'));
  }

  function update() {
    if (!changed) {
      return;
    }
    if (busy()) {
      say('waiting');
      return;
    }
    changed = false;
    var before = new Set(rows().map(function (link) { return link.getAttribute('href'); }));
    var focused = region.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    htmx.ajax('GET', location.href, {target: region, select: '#live', swap: 'outerHTML'}).then(function () {
      region = document.getElementById('live');
      rows().forEach(function (link) {
        if (!before.has(link.getAttribute('href'))) {
          link.closest('tr').classList.add('new');
        }
      });
      if (focused) {
        var again = region.querySelector('a[href="' + CSS.escape(focused) + '"]');
        if (again) {
          again.focus();
        }
      }
      if (!region.dataset.live) {
        close();
        bar.hidden = true;
      } else if (source) {
        say('on');
      }
    });
  }

  function close() {
    if (source) {
      source.close();
      source = null;
    }
  }

  function open() {
    close();
    if (paused || document.hidden) {
      return;
    }
    var address = new URL(region.dataset.live, location.href);
    address.searchParams.set('seen', region.dataset.seen);
    source = new EventSource(address);
    source.addEventListener('open', function () { say('on'); });
    source.addEventListener('change', function () { changed = true; update(); });
    source.addEventListener('end', function () { close(); say('lost'); });
    source.addEventListener('error', function () {
      if (source && source.readyState === EventSource.CLOSED) {
        close();
        say('lost');
      }
    });
  }

  button.addEventListener('click', function () {
    paused = !paused;
    if (paused) {
      localStorage.setItem(OFF, '1');
      close();
      say('off');
    } else {
      localStorage.removeItem(OFF);
      say('on');
      open();
    }
  });
  ['change', 'focusout', 'selectionchange'].forEach(function (event) {
    document.addEventListener(event, function () { setTimeout(update); });
  });
  // A window that nobody sees holds no connection.
  document.addEventListener('visibilitychange', open);
  window.addEventListener('pagehide', close);

  bar.hidden = false;
  say(paused ? 'off' : 'on');
  open();
})();
