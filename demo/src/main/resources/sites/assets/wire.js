/* Brings new exchanges to the side panel. Without it, loading the page again shows the same. */
(function () {
  'use strict';

  var MOST = 60;
  var panel = document.getElementById('wire');
  var list = panel.querySelector('.exchanges');
  var live = panel.querySelector('.live');
  var pause = panel.querySelector('.pause');
  var nothing = panel.querySelector('.nothing');
  var source = null;

  function localTime(item) {
    var time = item.querySelector('time');
    time.textContent = new Date(time.dateTime).toLocaleTimeString();
  }

  /* Newest first; one that is there already stays as it is, open or closed. */
  function insert(item) {
    var number = Number(item.dataset.number);
    var next = list.firstElementChild;
    while (next && Number(next.dataset.number) > number) {
      next = next.nextElementSibling;
    }
    if (next && Number(next.dataset.number) === number) {
      return;
    }
    localTime(item);
    item.classList.add('new');
    list.insertBefore(item, next);
    while (list.children.length > MOST) {
      list.lastElementChild.remove();
    }
    if (nothing) {
      nothing.hidden = true;
    }
  }

  function watch() {
    var stream = panel.dataset.stream;
    var newest = list.firstElementChild ? list.firstElementChild.dataset.number : panel.dataset.last;
    var source = new EventSource(
      stream + (stream.indexOf('?') < 0 ? '?' : '&') + 'after=' + newest);
    source.addEventListener('open', function () {
      live.hidden = false;
    });
    source.addEventListener('error', function () {
      live.hidden = true;
    });
    source.addEventListener('exchange', function (event) {
      var parsed = new DOMParser().parseFromString('<ol>' + event.data + '</ol>', 'text/html');
      var item = parsed.querySelector('li');
      if (item) {
        insert(document.importNode(item, true));
      }
    });
    return source;
  }

  /* Exchanges of the pause come when it ends. */
  function pauseOrContinue() {
    if (source) {
      source.close();
      source = null;
      live.hidden = true;
    } else {
      source = watch();
    }
    pause.setAttribute('aria-pressed', String(!source));
  }

  Array.prototype.forEach.call(list.children, localTime);
  if (window.EventSource) {
    source = watch();
    pause.hidden = false;
    pause.addEventListener('click', pauseOrContinue);
  }
})();
