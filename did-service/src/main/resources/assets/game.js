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
  var BETWEEN_QUESTIONS = 2000;
  /* What is not paid after that long will not be. */
  var LONGEST_PAYMENT = 30000;
  /* Calls that have no dialog of their own, and those that have. */
  var CONFIRMED = ['login', 'favorite'];
  var CONFIRMING = ['logout', 'pay', 'share', 'contact'];
  var contact = JSON.parse(page.contact);
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

  /*
   * One life of a dialog, with an element of its own: a close event comes late, maybe after the
   * next dialog was opened, and must not be taken for that one's. Whoever leaves it by Escape or
   * its cross has closed it, unless it is held.
   */
  function open(name, closed) {
    var template = document.getElementById(name + '-dialog');
    var element = template.content.firstElementChild.cloneNode(true);
    var held = false;
    var over = false;
    function leave(end, data) {
      if (over) {
        return;
      }
      over = true;
      element.close();
      element.remove();
      busy = false;
      closed(end, data);
    }
    function onClose() {
      if (over) {
        return;
      }
      if (held) {
        element.showModal();
      } else {
        leave('closed');
      }
    }
    busy = true;
    document.body.appendChild(element);
    element.addEventListener('close', onClose);
    element.addEventListener('cancel', function (event) {
      if (held) {
        event.preventDefault();
      }
    });
    element.querySelector('.close').onclick = onClose;
    element.showModal();
    return {
      element: element,
      leave: leave,
      hold: function (whether) {
        held = whether;
        Array.prototype.forEach.call(element.querySelectorAll('button'), function (button) {
          button.disabled = whether;
        });
      }
    };
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
    if (!signedIn) {
      open('sign-in', answer);
      return;
    }
    busy = true;
    post('/checkout/game/quote', fields).then(
      function (quote) {
        busy = false;
        if (quote.end) {
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

  /* A payment on its way cannot be called back: until its outcome is known the dialog stays. */
  function askForMoney(quote, fields, answer) {
    var dialog = open('pay', answer);
    var numbered = Object.assign({}, fields, { number: quote.number });
    var form = dialog.element.querySelector('form');
    var password = form.querySelector('input[name="pay_password"]');
    var sentAt = 0;
    function settle(result) {
      if (result.end) {
        dialog.leave(result.end);
      } else if (result.state === 'unknown') {
        notice(dialog, result.message || page.unknown);
        window.setTimeout(askAgain, BETWEEN_QUESTIONS);
      } else {
        dialog.hold(false);
        notice(dialog, result.message);
      }
    }
    function askAgain() {
      post('/checkout/game/outcome', numbered)
        .catch(function () {
          return { state: 'unknown' };
        })
        .then(function (result) {
          var stillPossible = Date.now() - sentAt < LONGEST_PAYMENT;
          if (result.state === 'unpaid') {
            result = stillPossible ? { state: 'unknown' } : { message: page.unpaid };
          }
          settle(result);
        });
    }
    text(dialog, 'title', quote.title);
    text(dialog, 'price', quote.price);
    text(dialog, 'balance', quote.balance);
    notice(dialog, quote.message);
    form.querySelector('[data-part="cancel"]').onclick = function () {
      dialog.leave('cancelled');
    };
    form.onsubmit = function (event) {
      var order = Object.assign({}, numbered, { pay_password: password.value });
      event.preventDefault();
      password.value = '';
      sentAt = Date.now();
      dialog.hold(true);
      post('/checkout/game/pay', order)
        .catch(function () {
          return { state: 'unknown' };
        })
        .then(settle);
    };
  }

  /* The game's own address may be shared where it is one of the app's; else the page's is. */
  function shared(fields) {
    return isOfGame(fields['game.url']) ? fields['game.url'] : null;
  }

  function isOfGame(address) {
    try {
      var url = new URL(address);
      return origins.indexOf(url.origin) >= 0 && !url.username && !url.password;
    } catch (noAddress) {
      return false;
    }
  }

  function share(fields, answer) {
    var dialog = open('share', answer);
    var link = dialog.element.querySelector('input');
    link.value = shared(fields) || link.value;
    dialog.element.querySelector('[data-part="copy"]').onclick = function () {
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

  function login(fields, answer) {
    if (signedIn) {
      record('token')(fields, answer);
    } else {
      open('sign-in', answer);
    }
  }

  function logout(fields, answer) {
    if (!signedIn) {
      answer('done');
      return;
    }
    var dialog = open('sign-out', answer);
    dialog.element.querySelector('form').onsubmit = function (event) {
      event.preventDefault();
      post('/account/sign-out', {}).catch(function () {}).then(function () {
        dialog.leave('done');
        if (!alone) {
          /* The game hears of it first. */
          window.setTimeout(function () {
            window.location.reload();
          }, 200);
        }
      });
    };
  }

  var calls = {
    server: record('server'),
    role: record('role'),
    favorite: record('favorite'),
    token: record('token'),
    login: login,
    logout: logout,
    pay: pay,
    share: share,
    contact: function (fields, answer) {
      answer('done', { contact: contact });
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

  /*
   * A game that is open outside of this page comes here for one call and is gone back to. Any site
   * can send a browser here, so that nothing happens before the player has pressed a button, and
   * the way back leads to the app's own origins alone.
   */
  function visited() {
    var query = new URLSearchParams(window.location.search);
    var name = query.get('sdk_call');
    var back = query.get('sdk_back');
    if (page.alone !== 'true' || CONFIRMED.concat(CONFIRMING).indexOf(name) < 0) {
      return null;
    }
    return isOfGame(back) ? { name: name, back: back, query: query } : null;
  }

  function serve(visit) {
    var data = {};
    visit.query.forEach(function (value, name) {
      if (name.indexOf('sdk.') === 0) {
        data[name.slice('sdk.'.length)] = value;
      }
    });
    function answer(end, told) {
      var returned = {
        nonce: visit.query.get('sdk_nonce') || '',
        name: visit.name,
        end: end,
        data: told || {},
        contact: contact
      };
      window.location.replace(
        visit.back.split('#')[0] + '#egret-answer=' + encodeURIComponent(JSON.stringify(returned))
      );
    }
    if (CONFIRMED.indexOf(visit.name) < 0 || !signedIn) {
      (visit.name === 'favorite' ? login : calls[visit.name])(given(data), answer);
      return;
    }
    var dialog = open('continue', function (end) {
      if (end === 'done') {
        calls[visit.name](given(data), answer);
      } else {
        answer(end);
      }
    });
    dialog.element.querySelector('form').onsubmit = function (event) {
      event.preventDefault();
      dialog.leave('done');
    };
  }

  var alone = visited();
  if (alone) {
    serve(alone);
  } else {
    /* Only now: a game must not speak before somebody listens. */
    frame.src = page.frame;
  }
})();
