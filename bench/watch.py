"""The script that watches a page from within; it runs before the page's own scripts.

It looks once a frame, as a visitor sees no more than that. On the page with the most marks a look takes about 1 ms.
"""

from __future__ import annotations

ANSWER_MS = 5_000  # a move that changes nothing reaches it

# `seen` holds when the page first had a headline and a chart, after its navigation began; and when chart and words were
# others than before, after the key that follows `arm`. All are in milliseconds, null until then.
WATCH = """
window.bench = (() => {
    const marks = '.js-plotly-plot .main-svg .point, .js-plotly-plot .main-svg .js-line';
    const all = query => [...document.querySelectorAll(query)];
    const words = () => all('h1, .cards .value').map(one => one.textContent).join('|');
    const chart = () => all(marks + ', .js-plotly-plot .main-svg .point path')
        .map(one => [one.getAttribute('transform'), one.getAttribute('d')].join())
        .concat(all('.js-plotly-plot .main-svg').map(one => one.textContent)).join('|');
    const seen = {headline: null, chart: null, redrawn: null, reworded: null};
    const opening = () => {
        if (all('h1').some(one => one.textContent.trim())) seen.headline ??= performance.now();
        if (document.querySelector(marks)) seen.chart ??= performance.now();
        if (seen.headline === null || seen.chart === null) requestAnimationFrame(opening);
    };
    requestAnimationFrame(opening);
    let turn = 0;  // a look that still waits when the next key comes must not answer for that one
    const arm = () => {
        const mine = ++turn;
        const before = {chart: chart(), words: words()};
        seen.redrawn = seen.reworded = null;
        document.addEventListener('keydown', () => {
            const start = performance.now();
            const look = () => {
                if (mine !== turn) return;
                const after = performance.now() - start;
                if (chart() !== before.chart) seen.redrawn ??= after;
                if (words() !== before.words) seen.reworded ??= after;
                if ((seen.redrawn === null || seen.reworded === null) && after < LIMIT) requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        }, {once: true, capture: true});
    };
    return {seen, arm};
})();
""".replace("LIMIT", str(ANSWER_MS))
