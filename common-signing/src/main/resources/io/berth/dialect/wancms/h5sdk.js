/* Berth: JavaScript SDK of the wancms protocol. */
(function () {
  'use strict';

  var platform = origin();
  var waiting = {};
  var last = 0;
  var own = { app_id: '', open_id: '', channel: '' };
  var ENDINGS = {
    closed: [5, 'pay dialog closed'],
    paid: [6, 'paid'],
    failed: [7, 'payment failed'],
    cancelled: [8, 'payment cancelled'],
    bad: [9, 'bad parameter']
  };
  var PAY = ['app_id', 'open_id', 'bill_no', 'goods_name', 'ext', 'total_fee', 'sign'];

  /* Where this script came from is where the page around the game is; nobody else is talked to. */
  function origin() {
    var script = document.currentScript;
    var all = document.getElementsByTagName('script');
    for (var i = all.length - 1; !script && i >= 0; i--) {
      if (/\/h5style\/js\/h5sdk\.js/.test(all[i].src)) {
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

  function query(name) {
    var found = new RegExp('[?&]' + name + '=([^&#]*)').exec(window.location.search);
    try {
      return found ? decodeURIComponent(found[1].replace(/\+/g, ' ')) : '';
    } catch (malformed) {
      return '';
    }
  }

  /* Texts and numbers alone; everything else is for the page to refuse. */
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

  function isMissing(value) {
    return value === undefined || value === null;
  }

  function nothing() {}

  function function_(given) {
    return typeof given === 'function' ? given : nothing;
  }

  window.wancmssdk = {
    init: function (data) {
      var given = data || {};
      for (var name in own) {
        own[name] = isMissing(given[name]) ? query(name) : String(given[name]);
      }
    },
    selectServer: function (data) {
      call('server', texts(data), nothing);
    },
    createRole: function (data) {
      call('role', texts(data), nothing);
    },
    pay: function (data, callback) {
      var done = function_(callback);
      for (var i = 0; i < PAY.length; i++) {
        if (!data || isMissing(data[PAY[i]])) {
          done(10, 'wrong number of parameters');
          return;
        }
      }
      call('pay', texts(data), function (end) {
        var ending = ENDINGS.hasOwnProperty(end) ? ENDINGS[end] : ENDINGS.failed;
        done(ending[0], ending[1]);
      });
    },
    share: function (data, callback) {
      call('share', texts(data), function (end) {
        report(end, callback);
      });
    },
    favorite: function (data, callback) {
      call('favorite', texts(data), function (end) {
        report(end, callback);
      });
    }
  };

  function report(end, callback) {
    var done = function_(callback);
    if (end === 'done') {
      done(101, 'success', {});
    } else if (end === 'cancelled' || end === 'closed') {
      done(8, 'cancelled', {});
    } else {
      done(7, 'failed', {});
    }
  }

  window.wancmssdk.init();
})();
