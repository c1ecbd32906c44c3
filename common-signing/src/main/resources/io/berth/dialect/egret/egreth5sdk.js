/* Berth: JavaScript SDK of the egret protocol. */
(function () {
  'use strict';

  var platform = origin();
  var waiting = {};
  var last = 0;
  var RESULTS = { done: 0, paid: 0, cancelled: -1, closed: -1, unsupported: -2 };

  /* Where this script came from is where the page around the game is; nobody else is talked to. */
  function origin() {
    var script = document.currentScript;
    var all = document.getElementsByTagName('script');
    for (var i = all.length - 1; !script && i >= 0; i--) {
      if (/\/misc\/scripts\/egreth5sdk\.js/.test(all[i].src)) {
        script = all[i];
      }
    }
    var found = script && /^https?:\/\/[^\/?#]+/i.exec(script.src);
    return found ? found[0] : '';
  }

  function call(name, data, done) {
    if (!platform) {
      done('failed', {});
      return;
    }
    if (window.parent === window) {
      callAlone(name, data, done);
      return;
    }
    last += 1;
    waiting[last] = done;
    window.parent.postMessage({ berth: 'call', id: last, name: name, data: data }, platform);
  }

  window.addEventListener('message', function (event) {
    var answer = event.data;
    if (event.origin !== platform || event.source !== window.parent || !answer) {
      return;
    }
    if (answer.berth === 'answer' && waiting.hasOwnProperty(answer.id)) {
      var done = waiting[answer.id];
      delete waiting[answer.id];
      done(answer.end, answer.data || {});
    }
  });

  /* As the engine reads its parameters: taken apart, not decoded. */
  function parameter(name) {
    var pairs = window.location.search.slice(1).split('&');
    for (var i = 0; i < pairs.length; i++) {
      if (pairs[i].indexOf(name + '=') === 0) {
        return pairs[i].slice(name.length + 1);
      }
    }
    return '';
  }

  /*
   * A game that is open outside of the platform's page keeps what it was told there for as long as
   * its tab is open. A browser that keeps nothing makes it ask again.
   */
  var KEPT = 'berth.egret';
  var LONGEST_TOKEN = 7000000;

  function kept() {
    try {
      return JSON.parse(window.sessionStorage.getItem(KEPT)) || {};
    } catch (nothing) {
      return {};
    }
  }

  function keep(things) {
    try {
      window.sessionStorage.setItem(KEPT, JSON.stringify(things));
    } catch (full) {
      /* Then nothing is kept. */
    }
  }

  /* An answer that this tab did not ask for comes from a link that somebody made. */
  function returned() {
    var found = /^#egret-answer=(.*)$/.exec(window.location.hash);
    var things = kept();
    if (!found || !things.nonce) {
      return null;
    }
    var answer;
    try {
      answer = JSON.parse(decodeURIComponent(found[1]));
    } catch (malformed) {
      return null;
    }
    if (!answer || answer.nonce !== things.nonce) {
      return null;
    }
    window.history.replaceState(
      window.history.state, '', window.location.pathname + window.location.search + things.hash);
    delete things.nonce;
    things.contact = answer.contact;
    if (answer.end === 'done' && answer.name === 'login') {
      things.session = { token: answer.data.token, id: answer.data.id, since: Date.now() };
    } else if (answer.end === 'done' && answer.name === 'logout') {
      delete things.session;
    }
    keep(things);
    return answer;
  }

  function callAlone(name, data, done) {
    var things = kept();
    var session = things.session;
    if (session && Date.now() - session.since > LONGEST_TOKEN) {
      session = null;
    }
    if (name === 'token') {
      later(done, session ? 'done' : 'failed', session || {});
    } else if (name === 'contact' && things.contact) {
      later(done, 'done', { contact: things.contact });
    } else if (answered && answered.name === name && name === 'login') {
      /* A game that signs its player in at each start is not sent away once more. */
      later(done, answered.end, answered.data);
      answered = null;
    } else {
      leave(name, data, done);
    }
  }

  function later(done, end, data) {
    window.setTimeout(function () {
      done(end, data);
    }, 0);
  }

  /* To the platform's page, which comes back with the answer; the callback is gone by then. */
  function leave(name, data, done) {
    var appId = parameter('appId');
    var channelId = parameter('channelId');
    if (!/^[0-9]+$/.test(appId) || !/^[0-9A-Za-z_.-]+$/.test(channelId)) {
      done('failed', {});
      return;
    }
    var things = kept();
    var here = window.location.href.split('#')[0];
    things.nonce = Array.prototype.join.call(
      window.crypto.getRandomValues(new Uint32Array(4)), '-');
    things.hash = window.location.hash;
    keep(things);
    var address = platform + '/v2/game/' + channelId + '/' + appId +
      '?sdk_call=' + name + '&sdk_nonce=' + things.nonce + '&sdk_back=' + encodeURIComponent(here);
    for (var field in data) {
      if (Object.prototype.hasOwnProperty.call(data, field)) {
        address += '&' + encodeURIComponent('sdk.' + field) + '=' + encodeURIComponent(data[field]);
      }
    }
    window.location.assign(address);
  }

  function texts(given) {
    var plain = {};
    for (var name in given) {
      if (Object.prototype.hasOwnProperty.call(given, name)) {
        var value = given[name];
        if (typeof value === 'string' || typeof value === 'number') {
          plain[name] = String(value);
        }
      }
    }
    return plain;
  }

  function result(end) {
    return RESULTS.hasOwnProperty(end) ? RESULTS[end] : 1;
  }

  function isFunction(given) {
    return typeof given === 'function';
  }

  function isObject(given) {
    return typeof given === 'object' && given !== null;
  }

  function tell(fn, self, answer) {
    if (isFunction(fn)) {
      fn.call(self, answer);
    }
  }

  /* What newer games are told: {result, …}. */
  function newer(callback, extra) {
    return function (end, data) {
      var answer = extra ? extra(data) : {};
      answer.result = result(end);
      tell(callback, undefined, answer);
    };
  }

  /*
   * What older ones are told: {status, id, token}. Their library takes status 0 for a success of
   * signing in, and 1 for one of signing out and sharing, where 0 is a failure.
   */
  function older(fn, self, good) {
    return function (end, data) {
      var answer = { status: good ? Number(result(end) === 0) : result(end) };
      if (data.id) {
        answer.id = data.id;
      }
      if (data.token) {
        answer.token = data.token;
      }
      tell(fn, self, answer);
    };
  }

  /* Handed on to the game, which tests the one or the other. */
  function olderPay(fn, self) {
    return function (end) {
      tell(fn, self, { status: result(end), result: result(end) });
    };
  }

  function nobody() {
    return { qq: [], qqgroup: [], weixin: [], email: [] };
  }

  function token(data) {
    return data.token ? { token: data.token } : {};
  }

  function session(name, good) {
    return function (info, callback) {
      if (isFunction(info)) {
        call(name, {}, older(info, callback, good));
      } else {
        call(name, {}, newer(callback, token));
      }
    };
  }

  /* Said at once, but like everything else not before the caller has gone on. */
  function soon(fn, self, answer) {
    window.setTimeout(function () {
      tell(fn, self, answer);
    }, 0);
  }

  function supports(value) {
    return function (data, callback) {
      soon(callback, undefined, { result: value });
    };
  }

  function supportsOlder(value) {
    return function (appId, id, fn, self) {
      soon(fn, self, { status: value });
    };
  }

  var share = {};
  var answered = window.parent === window ? returned() : null;
  var comeBack = answered && { call: answered.name, result: result(answered.end) };

  window.EgretH5Sdk = {
    init: function (data, callback) {
      var answer = { result: 0 };
      if (comeBack) {
        answer.returned = comeBack;
        comeBack = null;
      }
      soon(callback, undefined, answer);
    },
    getLoginType: function (data, callback) {
      soon(callback, undefined, { result: 0, loginType: [], loginTypes: [] });
    },
    checkLogin: session('token', 0),
    login: session('login', 0),
    logout: session('logout', 1),
    pay: function (order, callback, self) {
      var done = arguments.length > 2 ? olderPay(callback, self) : newer(callback);
      call('pay', texts(order), done);
    },
    isSupportShare: supports(1),
    isOpenShare: supportsOlder(1),
    setShareDefaultData: function (data, callback) {
      share = texts(data);
      soon(callback, undefined, { result: 0 });
    },
    share: function (data, callback, info, fn, self) {
      if (isObject(data) || isFunction(callback)) {
        call('share', isObject(data) ? texts(data) : share, newer(callback));
      } else {
        call('share', texts(info), older(fn, self, 1));
      }
    },
    isSupportAttention: supports(1),
    isOpenAttention: supportsOlder(1),
    attention: function (data, callback) {
      call('favorite', {}, newer(callback));
    },
    isSupportSendToDesktop: supports(0),
    sendToDesktop: function (data, callback) {
      soon(callback, undefined, { result: -2 });
    },
    isSupportOpenBBS: supports(0),
    openBBS: function (data, callback) {
      soon(callback, undefined, { result: -2 });
    },
    getCustomInfo: function (data, callback, fn, self) {
      if (isFunction(fn)) {
        call('contact', {}, function (end, info) {
          tell(fn, self, { status: result(end), contact: info.contact || nobody() });
        });
      } else {
        call('contact', {}, newer(callback, function (info) {
          return { contact: info.contact || nobody() };
        }));
      }
    }
  };
})();
