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
    if (!platform || window.parent === window) {
      done('failed', {});
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

  /* What older ones are told: {status, id, token}. */
  function older(fn, self) {
    return function (end, data) {
      var answer = { status: result(end) };
      if (data.id) {
        answer.id = data.id;
      }
      if (data.token) {
        answer.token = data.token;
      }
      tell(fn, self, answer);
    };
  }

  function token(data) {
    return data.token ? { token: data.token } : {};
  }

  function session(name) {
    return function (info, callback) {
      if (isFunction(info)) {
        call(name, {}, older(info, callback));
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

  window.EgretH5Sdk = {
    init: function (data, callback) {
      soon(callback, undefined, { result: 0 });
    },
    getLoginType: function (data, callback) {
      soon(callback, undefined, { result: 0, loginType: [], loginTypes: [] });
    },
    checkLogin: session('token'),
    login: session('login'),
    logout: session('logout'),
    pay: function (order, callback, self) {
      var done = arguments.length > 2 ? older(callback, self) : newer(callback);
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
        call('share', texts(info), older(fn, self));
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
          tell(fn, self, { status: result(end), contact: info.contact || '' });
        });
      } else {
        call('contact', {}, newer(callback, function (info) {
          return { contact: info.contact || '' };
        }));
      }
    }
  };
})();
