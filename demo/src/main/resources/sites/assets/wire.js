/* Brings new exchanges to the side panel. Without it, loading the page again shows the same. */
(function () {
  'use strict';

  var MOST = 60;
  var panel = document.getElementById('wire');
  var list = panel.querySelector('.exchanges');
  var live = panel.querySelector('.live');
  var nothing = panel.querySelector('.nothing');

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
    var source = new EventSource(
      stream + (stream.indexOf('?') < 0 ? '?' : '&') + 'after=' + panel.dataset.last);
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
  }

  Array.prototype.forEach.call(list.children, localTime);
  if (window.EventSource) {
    watch();
  }
})();
