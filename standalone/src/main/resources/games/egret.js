'use strict';
(function () {
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
  function signedIn(name) {
    return function (answer) {
      if (!answer.token) {
        tell(name + ' ' + answer.result);
        return;
      }
      fetch('me?token=' + encodeURIComponent(answer.token))
        .then(function (me) {
          return me.json();
        })
        .then(function (me) {
          document.getElementById('player').textContent = me.data.id;
          tell(name + ' ' + answer.result + ' ' + me.data.name);
        });
    };
  }
  var goods = { goodsId: '1', goodsNumber: '1', serverId: 's1', ext: 'from the orchard' };
  function play() {
    var sdk = window.EgretH5Sdk;
    sdk.init({}, function () {
      sdk.checkLogin({}, signedIn('checkLogin'));
    });
    on('login', function () {
      sdk.login({}, signedIn('login'));
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
