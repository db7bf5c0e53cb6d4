// A classic script in the oldest words: where the page's own modules can't run, a person reads why, and whom to call.
window.addEventListener('load', function () {
    setTimeout(function () {
        var page = document.getElementById('page');
        var old = document.getElementById('too-old');
        var boot = document.getElementById('boot');
        if (!page || !old || !page.hidden || (boot && !boot.hidden)) return;
        var shown = old;
        shown.hidden = false;
        var request = new XMLHttpRequest();
        request.open('GET', '/api/duty');
        request.onload = function () {
            var phone = '';
            try { phone = JSON.parse(request.responseText).phone || ''; } catch (unread) { phone = ''; }
            var number = document.getElementById('too-old-phone');
            if (!number || !phone) return;
            // As lib/telephone.js does it, which can't be read here.
            var parts = phone.split(/[\/\u3001,|\u6216]|;(?!ext=)/);
            for (var index = 0; index < parts.length; index += 1) {
                var line = document.createElement('a');
                var found = /^\s*([+()\d .:-]+?)(?:(?:\u8F6C\u5206\u673A|\u8F6C\u63A5|\u5206\u673A|\u8F49|\u8F6C|;ext=|ext\.?|x|#)([\d .:-]+))?\s*$/i.exec(parts[index]);
                if (found) line.setAttribute('href', 'tel:' + found[1].replace(/[^\d+]/g, '') + (found[2] ? ';ext=' + found[2].replace(/\D/g, '') : ''));
                line.textContent = parts[index];
                if (index) number.appendChild(document.createTextNode(' '));
                number.appendChild(line);
            }
        };
        request.send();
    }, 8000);
});
