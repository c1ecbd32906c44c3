// The console works without this. With it: buttons that copy, amounts that are copied exactly,
// a box that ticks all others, lists that say they are loading, messages that go away by themselves,
// and the open page in sight in a phone's navigation.
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

  // What is copied from an amount is the amount as programs read it, without grouping.
  document.addEventListener('copy', function (event) {
    var selection = document.getSelection();
    var within = selection.rangeCount && selection.getRangeAt(0).commonAncestorContainer;
    var element = within && (within.nodeType === Node.TEXT_NODE ? within.parentElement : within);
    var amount = element && element.closest('data.amount-value');
    if (amount && selection.toString().trim() === amount.textContent.trim()) {
      event.clipboardData.setData('text/plain', amount.value);
      event.preventDefault();
    }
  });

  // On a phone the navigation is a row: the page that is open should not be beyond its edge.
  var here = document.querySelector('.side ul a[aria-current="page"]');
  var row = here && here.closest('ul');
  if (row) {
    row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left
      - (row.clientWidth - here.offsetWidth) / 2;
  }

  // A message of what was done floats for a while; it stays as long as somebody is at it.
  var message = document.querySelector('.flash.good');
  if (message) {
    var close = message.querySelector('[data-close]');
    var leave = function () { message.remove(); };
    var timer = setTimeout(leave, 8000);
    message.classList.add('toast');
    close.hidden = false;
    close.addEventListener('click', leave);
    ['pointerenter', 'focusin'].forEach(function (event) {
      message.addEventListener(event, function () { clearTimeout(timer); });
    });
    message.addEventListener('pointerleave', function () { timer = setTimeout(leave, 3000); });
  }

  // A list that is a while in coming shows where its rows will be.
  var waiting;
  function wait() {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      document.getElementById('main').setAttribute('aria-busy', 'true');
    }, 300);
  }
  function ready() {
    clearTimeout(waiting);
    document.getElementById('main').removeAttribute('aria-busy');
  }
  document.addEventListener('submit', function (event) {
    if (!event.defaultPrevented && event.target.method === 'get') {
      wait();
    }
  });
  document.addEventListener('click', function (event) {
    var link = event.target.closest('.chips a, .paging a, a.sort');
    if (link && !event.defaultPrevented && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      wait();
    }
  });
  window.addEventListener('pageshow', ready);

  // One box ticks all of its form, and shows what is ticked without it.
  function boxesForAll(root) {
    root.querySelectorAll('label[data-all][hidden]').forEach(function (label) {
      var all = label.querySelector('input');
      var form = label.closest('form');
      var boxes = Array.from(form.querySelectorAll('input[name="' + CSS.escape(label.dataset.all) + '"]'));
      label.hidden = false;
      form.addEventListener('change', function (event) {
        if (event.target === all) {
          boxes.forEach(function (box) { box.checked = all.checked; });
        }
        var ticked = boxes.filter(function (box) { return box.checked; }).length;
        all.checked = ticked === boxes.length;
        all.indeterminate = ticked > 0 && ticked < boxes.length;
      });
    });
  }

  function improve(root) {
    copyButtons(root);
    boxesForAll(root);
  }

  improve(document);
  document.addEventListener('htmx:load', function (event) { improve(event.detail.elt.parentNode || document); });
})();
