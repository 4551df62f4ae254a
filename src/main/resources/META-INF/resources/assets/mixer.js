// Talks to a file over a WebSocket: words as they come, sliders that act in the middle of an answer. Without this script
// the form asks, and the page of the answers shows them.
(function () {
  'use strict';

  const SETTLED = 300;
  const form = document.getElementById('mixer');
  const state = document.getElementById('state');
  const stopButton = document.getElementById('stop');
  const askButton = document.getElementById('ask');
  const goOn = document.getElementById('go-on');
  const after = document.getElementById('after');
  const sliders = [...form.querySelectorAll('.slider')];
  const voices = { unsteered: voice('unsteered'), steered: voice('steered') };

  let connection = null;
  let socket = null;
  let latest = 0;
  let begun = 0;
  let busy = false;
  let settled = 0;
  let asked = '';

  function voice(name) {
    return {
      answer: document.getElementById(name + '-answer'),
      count: document.getElementById(name).closest('section').querySelector('.count'),
    };
  }

  function field(slider) {
    return slider.querySelector('input[type="number"]');
  }

  function settingOf(slider) {
    const value = Number(field(slider).value);
    return Number.isFinite(value) ? Math.max(-2, Math.min(2, value)) : 0;
  }

  function settings() {
    return Object.fromEntries(
      sliders.map((slider) => [slider.dataset.feature, settingOf(slider)]).filter(([, setting]) => setting !== 0)
    );
  }

  function number(id) {
    return Number(form.elements[id].value);
  }

  function draw(slider) {
    const setting = settingOf(slider);
    const fill = slider.querySelector('.fill');
    fill.setAttribute('x', Math.min(0, setting));
    fill.setAttribute('width', Math.abs(setting));
    const beyond = setting < Number(slider.dataset.from) || setting > Number(slider.dataset.to);
    slider.classList.toggle('beyond', setting !== 0 && beyond);
  }

  function query() {
    const fields = new URLSearchParams(settings());
    const question = form.elements.question.value;
    if (question.trim() !== '') {
      fields.set('question', question);
    }
    if (number('tokens') !== 300) {
      fields.set('tokens', number('tokens'));
    }
    if (number('temperature') !== 0) {
      fields.set('temperature', number('temperature'));
      fields.set('seed', form.elements.seed.value);
    }
    return fields;
  }

  function showLink() {
    const fields = query().toString();
    const link = location.origin + page() + (fields === '' ? '' : '?' + fields);
    form.elements.link.value = link;
    document.getElementById('copy').dataset.copy = link;
  }

  function page() {
    const path = (text) => text.split('/').map(encodeURIComponent).join('/');
    return '/mixer/' + path(form.dataset.model) + '/' + path(form.dataset.quant);
  }

  function showCost() {
    const fields = new URLSearchParams(settings());
    fields.set('model', form.dataset.model);
    fields.set('quant', form.dataset.quant);
    htmx.ajax('GET', '/mixer/cost?' + fields, { target: '#cost', swap: 'innerHTML' });
  }

  function moved() {
    sliders.forEach(draw);
    showLink();
    clearTimeout(settled);
    settled = setTimeout(() => {
      showCost();
      if (busy) {
        send({ do: 'turn', settings: settings() });
      }
    }, SETTLED);
  }

  function say(words, warning) {
    state.textContent = words;
    state.classList.toggle('warning', warning === true);
  }

  function add(name, told) {
    const { answer, count } = voices[name];
    for (const piece of told.pieces) {
      const last = answer.lastChild;
      const same = last && (last.nodeName === 'U') === piece.unlikely;
      if (same) {
        last.textContent += piece.text;
      } else if (piece.unlikely) {
        answer.append(Object.assign(document.createElement('u'), { textContent: piece.text }));
      } else {
        answer.append(piece.text);
      }
    }
    count.textContent = told.tokens + ' of ' + number('tokens') + ' tokens, ' + told.pace.toFixed(1) + ' tokens/s';
  }

  function rest() {
    busy = false;
    stopButton.hidden = true;
    askButton.textContent = 'Ask again';
    Object.values(voices).forEach(({ answer }) => answer.classList.remove('writing'));
  }

  function refused(problem) {
    const errors = (problem.errors || []).map((error) => error.message);
    say([problem.title + '.', problem.detail, ...errors, problem.next].filter(Boolean).join(' '), true);
    rest();
  }

  const heard = {
    waiting: ({ ahead }) =>
      say(ahead === 0 ? 'Its turn is next.' : 'Waiting: ' + ahead + (ahead === 1 ? ' question' : ' questions') + ' before this one.'),
    loading: () => say('Loading the file.'),
    reading: (told) => {
      document.getElementById('loaded').textContent = 'loaded';
      if (told.engaged === false) {
        say('The vectors change nothing in what this file says.', true);
      } else {
        say(told.plain ? 'Read as plain text to go on from: ' + told.plain : 'Answering.');
      }
      Object.values(voices).forEach(({ answer }) => answer.classList.add('writing'));
    },
    words: (told) => {
      add('unsteered', told.unsteered);
      add('steered', told.steered);
    },
    over: (told) => {
      if (told.how === 'failed') {
        say('Failed: ' + told.reason, true);
      } else if (told.how === 'stopped') {
        say('Stopped.');
      } else if (state.textContent === 'Answering.') {
        say('');
      }
      rest();
      after.value = told.mix;
      goOn.hidden = false;
    },
  };

  // What is still said of a question before the latest is not heard.
  function hear(message) {
    if (message.event === 'refused') {
      if (busy) {
        refused(message.problem);
      }
    } else if (message.number === latest) {
      if (begun !== latest) {
        begun = latest;
        begin();
      }
      heard[message.event](message);
    }
  }

  function connected() {
    if (connection === null) {
      connection = new Promise((open, failed) => {
        socket = new WebSocket((location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + '/api/v1/mixer');
        socket.onopen = open;
        socket.onerror = failed;
        socket.onmessage = (event) => hear(JSON.parse(event.data));
        socket.onclose = () => {
          connection = null;
          if (busy) {
            say('The server does not answer any more. Ask again.', true);
            rest();
          }
        };
      });
    }
    return connection;
  }

  function send(wish) {
    if (socket && socket.readyState === WebSocket.OPEN) {
      socket.send(JSON.stringify(wish));
    }
  }

  // What was said moves up when the talk goes on, and is gone when it does not.
  function keepTalk() {
    const earlier = document.getElementById('earlier');
    if (!after.checked) {
      earlier.replaceChildren();
      return;
    }
    const both = document.createElement('div');
    both.className = 'both';
    for (const { answer } of Object.values(voices)) {
      const said = document.createElement('div');
      said.className = 'answer';
      said.append(...[...answer.childNodes].map((node) => node.cloneNode(true)));
      both.append(said);
    }
    const turn = document.createElement('li');
    turn.append(Object.assign(document.createElement('p'), { className: 'asked', textContent: asked }), both);
    earlier.append(turn);
  }

  // The server has taken the latest question.
  function begin() {
    keepTalk();
    after.checked = false;
    goOn.hidden = true;
    asked = form.elements.question.value;
    Object.values(voices).forEach(({ answer, count }) => {
      answer.replaceChildren();
      count.textContent = '';
    });
    stopButton.hidden = false;
    askButton.textContent = 'Ask anew';
  }

  async function ask() {
    say('Asking.');
    try {
      await connected();
    } catch (failure) {
      connection = null;
      say('The server cannot be reached.', true);
      return;
    }
    latest += 1;
    busy = true;
    send({
      do: 'ask',
      number: latest,
      model: form.dataset.model,
      request: {
        quant: form.dataset.quant,
        question: form.elements.question.value,
        settings: settings(),
        tokens: number('tokens'),
        temperature: number('temperature'),
        seed: number('seed'),
        after: after.checked && after.value !== '' ? Number(after.value) : null,
      },
    });
  }

  form.addEventListener('submit', (event) => {
    const elsewhere = event.submitter && event.submitter.hasAttribute('formaction');
    if (!elsewhere) {
      event.preventDefault();
      ask();
    }
  });

  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      form.requestSubmit(askButton);
    }
  });

  stopButton.addEventListener('click', () => send({ do: 'stop' }));

  for (const slider of sliders) {
    const range = slider.querySelector('input[type="range"]');
    range.hidden = false;
    range.value = settingOf(slider);
    range.addEventListener('input', () => {
      field(slider).value = range.value;
      moved();
    });
    field(slider).addEventListener('input', () => {
      range.value = settingOf(slider);
      moved();
    });
  }

  const zero = document.getElementById('zero');
  if (zero) {
    zero.hidden = false;
    zero.addEventListener('click', () => {
      for (const slider of sliders) {
        field(slider).value = 0;
        slider.querySelector('input[type="range"]').value = 0;
      }
      moved();
    });
  }

  const quant = document.getElementById('quant');
  document.getElementById('open').hidden = true;
  quant.addEventListener('change', () => form.requestSubmit(document.getElementById('open')));
  for (const id of ['question', 'tokens', 'temperature', 'seed']) {
    form.elements[id].addEventListener('input', showLink);
  }
  asked = form.elements.question.value;
  showLink();
  if ('live' in form.dataset) {
    setTimeout(() => location.reload(), 2000);
  }
})();
