'use strict';
(function () {
  var session = document.body.dataset.session;
  function tell(what) {
    document.getElementById('log').textContent += what + '\n';
  }
  function on(id, action) {
    document.getElementById(id).addEventListener('click', action);
  }
  // As the engine reads its parameters: taken apart, not decoded.
  function parameter(name) {
    var pairs = window.location.search.slice(1).split('&');
    for (var i = 0; i < pairs.length; i++) {
      if (pairs[i].indexOf(name + '=') === 0) {
        return pairs[i].slice(name.length + 1);
      }
    }
    return '';
  }
  function ask(path) {
    return fetch(path + (path.indexOf('?') < 0 ? '?' : '&') + 'session=' + session).then(
      function (answer) {
        return answer.json();
      });
  }
  function signedIn(name) {
    return function (answer) {
      if (!answer.token) {
        tell(name + ' ' + answer.result);
        return;
      }
      ask('/me?token=' + encodeURIComponent(answer.token)).then(function (me) {
        document.getElementById('player').textContent = me.data.id;
        tell(name + ' ' + answer.result + ' ' + me.data.name);
      });
    };
  }
  var goods = { goodsId: '1', goodsNumber: '1', serverId: 's1', ext: 'from the orchard' };
  function play() {
    var sdk = window.EgretH5Sdk;
    /* Asks whether the platform has something, then uses it. */
    function ifSupported(question, call, data) {
      sdk[question]({}, function (supported) {
        if (supported.result !== 1) {
          tell(call + ' unsupported');
          return;
        }
        sdk[call](data, function (answer) {
          tell(call + ' ' + answer.result);
        });
      });
    }
    sdk.init({}, function () {
      sdk.checkLogin({}, signedIn('checkLogin'));
    });
    sdk.setShareDefaultData({ title: 'Orchard' }, function () {});
    on('login', function () {
      sdk.login({}, signedIn('login'));
    });
    on('logout', function () {
      sdk.logout({}, function (answer) {
        tell('logout ' + answer.result);
      });
    });
    on('pay', function () {
      sdk.pay(goods, function (answer) {
        tell('pay ' + answer.result);
      });
    });
    on('old', function () {
      sdk.pay(goods, function (answer) {
        tell('old pay ' + answer.status);
      }, window);
    });
    on('score', function () {
      ask('/score').then(function (scored) {
        tell('score ' + scored.score + ', friends ' + scored.friends);
      });
    });
    on('share', function () {
      ifSupported('isSupportShare', 'share', { title: 'Orchard' });
    });
    on('attention', function () {
      ifSupported('isSupportAttention', 'attention', {});
    });
    on('contact', function () {
      sdk.getCustomInfo({}, function (answer) {
        tell('contact ' + answer.result + ' ' + answer.contact.email.join(', '));
      });
    });
    on('desktop', function () {
      sdk.isSupportSendToDesktop({}, function (answer) {
        tell('desktop ' + answer.result);
      });
    });
  }
  var script = document.createElement('script');
  script.src = parameter('egretSdkDomain') + '/misc/scripts/egreth5sdk.js';
  script.onload = play;
  document.head.appendChild(script);
})();
