/*
 * The page's side of the games' SDKs. A message counts only from this page's own frame and from one
 * of the game's origins; what it says is a wish, never a fact: who the player is, what things cost
 * and whether something is paid is decided by the platform.
 */
(function () {
  'use strict';

  var page = document.getElementById('game').dataset;
  var frame = document.getElementById('frame');
  var origins = page.origins.split(' ');
  var signedIn = page.signedIn === 'true';
  var MOST_FIELDS = 20;
  var LONGEST_FIELD = 2048;
  var busy = false;

  function post(path, fields) {
    var form = new URLSearchParams();
    Object.keys(fields).forEach(function (name) {
      form.append(name, fields[name]);
    });
    form.set('_csrf', page.csrf);
    form.set('app_id', page.app);
    return fetch(path, {
      method: 'POST',
      body: form,
      credentials: 'same-origin',
      headers: { Accept: 'application/json' }
    }).then(function (response) {
      return response.json();
    });
  }

  /* The game's own names must not pass for the page's. */
  function given(data) {
    var fields = {};
    Object.keys(data && typeof data === 'object' ? data : {})
      .slice(0, MOST_FIELDS)
      .forEach(function (name) {
        var value = data[name];
        if (typeof value === 'string' || typeof value === 'number') {
          fields['game.' + name] = String(value).slice(0, LONGEST_FIELD);
        }
      });
    return fields;
  }

  function record(action) {
    return function (fields, answer) {
      post('/account/games/' + action, fields).then(
        function (result) {
          answer(result.end, result.data);
        },
        function () {
          answer('failed');
        }
      );
    };
  }

  /* Shows a dialog; whoever leaves it by Escape or its cross has closed it. */
  function open(id, closed) {
    var dialog = document.getElementById(id);
    function leave(end, data) {
      dialog.removeEventListener('close', onClose);
      dialog.close();
      busy = false;
      closed(end, data);
    }
    function onClose() {
      leave('closed');
    }
    busy = true;
    dialog.addEventListener('close', onClose);
    dialog.querySelector('.close').onclick = onClose;
    dialog.showModal();
    return { element: dialog, leave: leave };
  }

  function text(dialog, name, value) {
    dialog.element.querySelector('[data-part="' + name + '"]').textContent = value;
  }

  function notice(dialog, message) {
    var part = dialog.element.querySelector('[data-part="problem"]');
    part.textContent = message || '';
    part.hidden = !message;
  }

  function pay(fields, answer) {
    post('/checkout/game/quote', fields).then(
      function (quote) {
        if (quote.end) {
          busy = false;
          answer(quote.end);
        } else {
          askForMoney(quote, fields, answer);
        }
      },
      function () {
        busy = false;
        answer('failed');
      }
    );
  }

  function askForMoney(quote, fields, answer) {
    var paying = false;
    var left = false;
    // A payment on its way cannot be called back: the game hears of it once it has ended.
    var dialog = open('pay', function (end) {
      if (paying) {
        left = true;
      } else {
        answer(end);
      }
    });
    var form = dialog.element.querySelector('form');
    var password = form.querySelector('input[name="pay_password"]');
    var button = form.querySelector('button[type="submit"]');
    text(dialog, 'title', quote.title);
    text(dialog, 'price', quote.price);
    text(dialog, 'balance', quote.balance);
    notice(dialog, quote.message);
    password.value = '';
    button.disabled = false;
    form.querySelector('[data-part="cancel"]').onclick = function () {
      dialog.leave('cancelled');
    };
    form.onsubmit = function (event) {
      var order = Object.assign({}, fields, { number: quote.number, pay_password: password.value });
      event.preventDefault();
      password.value = '';
      button.disabled = true;
      paying = true;
      post('/checkout/game/pay', order)
        .catch(function () {
          return { message: page.unknown };
        })
        .then(function (result) {
          paying = false;
          button.disabled = false;
          if (left) {
            answer(result.end || 'closed');
          } else if (result.end) {
            dialog.leave(result.end);
          } else {
            notice(dialog, result.message);
          }
        });
    };
  }

  function share(fields, answer) {
    var dialog = open('share', answer);
    dialog.element.querySelector('[data-part="copy"]').onclick = function () {
      var link = dialog.element.querySelector('input');
      link.select();
      var copied = navigator.clipboard
        ? navigator.clipboard.writeText(link.value)
        : Promise.resolve(document.execCommand('copy'));
      copied.then(
        function () {
          dialog.leave('done');
        },
        function () {
          dialog.leave('failed');
        }
      );
    };
  }

  var calls = {
    server: record('server'),
    role: record('role'),
    favorite: record('favorite'),
    token: record('token'),
    login: function (fields, answer) {
      if (signedIn) {
        record('token')(fields, answer);
      } else {
        open('sign-in', answer);
      }
    },
    logout: function (fields, answer) {
      if (!signedIn) {
        answer('done');
        return;
      }
      var dialog = open('sign-out', answer);
      dialog.element.querySelector('form').onsubmit = function (event) {
        event.preventDefault();
        post('/account/sign-out', {}).catch(function () {}).then(function () {
          dialog.leave('done');
          window.location.reload();
        });
      };
    },
    pay: function (fields, answer) {
      if (!signedIn) {
        open('sign-in', answer);
        return;
      }
      busy = true;
      pay(fields, answer);
    },
    share: share,
    contact: function (fields, answer) {
      answer('done', { contact: page.contact });
    }
  };
  var ALWAYS = ['server', 'role', 'favorite', 'token', 'contact'];

  window.addEventListener('message', function (event) {
    var message = event.data;
    if (event.source !== frame.contentWindow || origins.indexOf(event.origin) < 0) {
      return;
    }
    if (!message || message.berth !== 'call' || typeof message.id !== 'number') {
      return;
    }
    function answer(end, data) {
      frame.contentWindow.postMessage(
        { berth: 'answer', id: message.id, end: end, data: data || {} },
        event.origin
      );
    }
    if (!Object.prototype.hasOwnProperty.call(calls, message.name)) {
      answer('unsupported');
    } else if (busy && ALWAYS.indexOf(message.name) < 0) {
      answer('failed');
    } else {
      calls[message.name](given(message.data), answer);
    }
  });

  /* Only now: a game must not speak before somebody listens. */
  frame.src = page.frame;
})();
