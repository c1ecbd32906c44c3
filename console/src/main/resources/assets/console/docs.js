// Documents can be read without this. With it: code in colours, and buttons that copy it.
(function () {
  'use strict';
  var words = document.querySelector('main.docs').dataset;

  function colour(code) {
    var language = /language-([\w-]+)/.exec(code.className);
    if (window.hljs && language && window.hljs.getLanguage(language[1])) {
      window.hljs.highlightElement(code);
    }
  }

  function copyButton(block, code) {
    var text = code.textContent.replace(/\n$/, '');
    var frame = document.createElement('div');
    var button = document.createElement('button');
    frame.className = 'docs-code';
    button.type = 'button';
    button.className = 'secondary';
    button.textContent = words.copy;
    button.addEventListener('click', function () {
      navigator.clipboard.writeText(text).then(function () {
        button.textContent = words.copied;
        setTimeout(function () { button.textContent = words.copy; }, 2000);
      });
    });
    block.replaceWith(frame);
    frame.append(block, button);
  }

  document.querySelectorAll('.prose pre').forEach(function (block) {
    var code = block.querySelector('code');
    if (!code) {
      return;
    }
    if (navigator.clipboard) {
      copyButton(block, code);
    }
    colour(code);
  });
})();
