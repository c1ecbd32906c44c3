'use strict';
(function () {
  var page = document.body.dataset;
  var query = new URLSearchParams(window.location.search);
  var openId = query.get('open_id') || '';
  var role = { app_id: page.app, open_id: openId, server_id: 's1', server_name: 'First' };
  document.getElementById('player').textContent = openId;
  function tell(what) {
    document.getElementById('log').textContent += what + '\n';
  }
  function show(name) {
    return function (code, msg) {
      tell(name + ' ' + code + ' ' + msg);
    };
  }
  function on(id, action) {
    document.getElementById(id).addEventListener('click', action);
  }
  // The sign is the game's server's to make: the key never comes here.
  function order(change) {
    fetch('/order?open_id=' + encodeURIComponent(openId) + '&session=' + page.session)
      .then(function (answer) {
        return answer.json();
      })
      .then(function (bill) {
        change(bill);
        window.wancmssdk.pay(bill, show('pay'));
      });
  }
  window.wancmssdk.init();
  window.wancmssdk.selectServer(role);
  on('role', function () {
    window.wancmssdk.createRole(
      Object.assign({ role_id: 'r1', role_name: 'Knight', role_level: 1 }, role));
    tell('role sent');
  });
  on('pay', function () {
    order(function () {});
  });
  on('cheat', function () {
    order(function (bill) {
      bill.total_fee = 1;
    });
  });
  on('favorite', function () {
    window.wancmssdk.favorite({ open_id: openId }, show('favorite'));
  });
  on('share', function () {
    window.wancmssdk.share({ open_id: openId }, show('share'));
  });
})();
