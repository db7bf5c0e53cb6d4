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
            // Of two numbers the link calls the first.
            var line = document.createElement('a');
            line.href = 'tel:' + phone.replace(/[^\d+ .:()-].*/, '').replace(/[^\d+]/g, '');
            line.textContent = phone;
            number.appendChild(line);
        };
        request.send();
    }, 8000);
});
