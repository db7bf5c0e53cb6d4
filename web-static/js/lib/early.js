// Loaded in the head, before the first picture, as a classic script: size, theme and language that were chosen in this
// browser, so that a page in large type or in the dark never flashes in the other one.
(function () {
    /** @type {(name: string, fallback: string) => string} */
    function kept(name, fallback) {
        try {
            return localStorage.getItem('trialogue.' + name) || fallback;
        } catch (refused) {
            return fallback;
        }
    }
    var root = document.documentElement;
    root.setAttribute('data-size', kept('size', 'standard'));
    root.setAttribute('data-theme', kept('theme', 'light'));
    root.setAttribute('lang', kept('locale', 'zh-CN') === 'en' ? 'en' : 'zh-CN');
})();
