// Sends files in parts and says how far it is. A part that fails is sent again from where the server says; without
// this script the form sends the file whole.
(function () {
  'use strict';

  const PART = 16 * 1024 * 1024;
  const RETRIES = 5;

  async function arrived(address) {
    const answer = await fetch(address);
    if (!answer.ok) {
      return { offset: 0, complete: false };
    }
    return answer.json();
  }

  async function sendPart(address, file, from) {
    const to = Math.min(from + PART, file.size);
    const headers = { 'Content-Range': 'bytes ' + from + '-' + (to - 1) + '/' + file.size };
    const answer = await fetch(address, { method: 'PUT', headers, body: file.slice(from, to) });
    const body = await answer.json();
    if (!answer.ok && answer.status !== 409) {
      throw new Error(body.title + (body.detail ? ': ' + body.detail : ''));
    }
    return answer.ok ? body.offset : (await arrived(address)).offset;
  }

  async function send(file, show) {
    const address = '/api/v1/uploads/' + encodeURIComponent(file.name);
    const before = await arrived(address);
    let offset = before.complete || before.total !== file.size ? 0 : before.offset;
    let failures = 0;
    do {
      try {
        offset = await sendPart(address, file, offset);
        failures = 0;
      } catch (failure) {
        failures += 1;
        if (failures > RETRIES || !(failure instanceof TypeError)) {
          throw failure;
        }
        await new Promise((wake) => setTimeout(wake, 1000 * failures));
        offset = (await arrived(address)).offset;
      }
      show(offset);
    } while (offset < file.size);
  }

  function line(file) {
    const row = document.createElement('p');
    const bar = document.createElement('progress');
    const words = document.createElement('span');
    bar.max = file.size;
    bar.value = 0;
    row.append(file.name + ' ', words, bar);
    return {
      row,
      show: (offset) => {
        bar.value = offset;
        words.textContent = Math.floor((100 * offset) / file.size) + ' %';
      },
      fail: (message) => {
        words.textContent = message;
        words.className = 'warning';
      },
    };
  }

  document.getElementById('files').addEventListener('submit', async (event) => {
    event.preventDefault();
    const place = document.getElementById('sending');
    place.replaceChildren();
    let failed = false;
    for (const file of document.getElementById('file').files) {
      const shown = line(file);
      place.append(shown.row);
      try {
        await send(file, shown.show);
      } catch (failure) {
        failed = true;
        shown.fail(failure.message);
      }
    }
    if (!failed) {
      location.reload();
    }
  });
})();
