// What a page can do beyond links and forms: copy buttons, and relative times that stay true. Nothing depends on it.
(function () {
  'use strict';

  const steps = [
    [60, 'second', 1],
    [3600, 'minute', 60],
    [86400, 'hour', 3600],
    [86400 * 30, 'day', 86400],
    [86400 * 365, 'month', 86400 * 30.4375],
    [Infinity, 'year', 86400 * 365.25],
  ];

  function relative(seconds) {
    if (Math.abs(seconds) < 5) {
      return 'just now';
    }
    const [, unit, length] = steps.find(([limit]) => Math.abs(seconds) < limit);
    const count = Math.floor(Math.abs(seconds) / length);
    const words = count + ' ' + unit + (count === 1 ? '' : 's');
    return seconds > 0 ? words + ' ago' : 'in ' + words;
  }

  function refreshTimes() {
    for (const time of document.querySelectorAll('time.relative')) {
      const words = relative((Date.now() - Date.parse(time.dateTime)) / 1000);
      if (time.textContent !== words) {
        time.textContent = words;
      }
    }
  }

  async function copy(button) {
    const source = button.dataset.copyFrom && document.getElementById(button.dataset.copyFrom);
    const text = source ? source.textContent : button.dataset.copy;
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch (refused) {
      button.textContent = 'Not allowed here';
    }
    setTimeout(() => (button.textContent = words), 1500);
  }

  function revealCopyButtons() {
    if (navigator.clipboard) {
      document.querySelectorAll('.copy[hidden]').forEach((button) => (button.hidden = false));
    }
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('.copy');
    if (button) {
      copy(button);
    }
  });
  document.addEventListener('htmx:afterSwap', () => {
    refreshTimes();
    revealCopyButtons();
  });
  revealCopyButtons();
  setInterval(refreshTimes, 15000);
})();
