// Sends the files of the import form in parts, says how far it is, then submits the rest of the form. A part that fails
// is sent again from where the server says. Without this script the form sends its files itself.
(function () {
  'use strict';

  const UPLOADS = '/api/v1/uploads';
  const PART = 16 * 1024 * 1024;
  const RETRIES = 10;
  const form = document.getElementById('import');
  const picker = document.getElementById('file');
  const place = document.getElementById('sending');

  async function arrived(file) {
    const answer = await fetch(UPLOADS + '?limit=500');
    const uploads = answer.ok ? (await answer.json()).items : [];
    return uploads.find((upload) => upload.filename === file.name) || { offset: 0, complete: false };
  }

  async function sendPart(address, file, from) {
    const to = Math.min(from + PART, file.size);
    const headers = { 'Content-Range': 'bytes ' + from + '-' + (to - 1) + '/' + file.size };
    const answer = await fetch(address, { method: 'PUT', headers, body: file.slice(from, to) });
    const body = await answer.json();
    if (!answer.ok) {
      throw new Error(body.title + (body.detail ? ': ' + body.detail : ''));
    }
    return body.offset;
  }

  // Another file of the same name and length would be taken for the one that broke off; its time tells them apart.
  function isTheSame(file, before) {
    const known = localStorage.getItem('upload ' + file.name);
    localStorage.setItem('upload ' + file.name, String(file.lastModified));
    return !before.complete && before.total === file.size && (known === null || known === String(file.lastModified));
  }

  async function send(file, show) {
    if (file.size === 0) {
      throw new Error('the file is empty');
    }
    const address = UPLOADS + '/' + encodeURIComponent(file.name);
    const before = await arrived(file);
    let offset = isTheSame(file, before) ? before.offset : 0;
    let failures = 0;
    while (offset < file.size) {
      show(offset);
      try {
        if (failures > 0) {
          offset = (await arrived(file)).offset;
        }
        if (offset < file.size) {
          offset = await sendPart(address, file, offset);
        }
        failures = 0;
      } catch (failure) {
        failures += 1;
        if (!(failure instanceof TypeError)) {
          throw failure;
        }
        if (failures > RETRIES) {
          throw new Error('the server does not answer. What has arrived is kept: import again to go on there.');
        }
        await new Promise((wake) => setTimeout(wake, 1000 * failures));
      }
    }
    show(offset);
    localStorage.removeItem('upload ' + file.name);
  }

  function line(file) {
    const row = document.createElement('p');
    const bar = document.createElement('progress');
    const words = document.createElement('span');
    bar.max = Math.max(1, file.size);
    bar.value = 0;
    bar.setAttribute('aria-label', file.name);
    words.className = 'muted';
    row.append(file.name + ' ', words, bar);
    place.append(row);
    return {
      show: (offset) => {
        bar.value = offset;
        words.textContent = Math.floor((100 * offset) / file.size) + ' % sent';
      },
      fail: (message) => {
        words.textContent = message;
        words.className = 'warning';
      },
    };
  }

  function tick(filename) {
    const known = [...form.querySelectorAll('input[name="upload"]')].find((box) => box.value === filename);
    if (known) {
      known.disabled = false;
      known.checked = true;
      return;
    }
    const hidden = document.createElement('input');
    hidden.type = 'hidden';
    hidden.name = 'upload';
    hidden.value = filename;
    form.append(hidden);
  }

  async function sendAll(files) {
    for (const file of files) {
      const shown = line(file);
      try {
        await send(file, shown.show);
        tick(file.name);
      } catch (failure) {
        shown.fail(failure.message);
        return false;
      }
    }
    return true;
  }

  form.addEventListener('submit', async (event) => {
    const dropping = event.submitter && event.submitter.hasAttribute('formaction');
    if (dropping || picker.files.length === 0) {
      return;
    }
    event.preventDefault();
    place.replaceChildren();
    event.submitter.disabled = true;
    const sent = await sendAll([...picker.files]);
    event.submitter.disabled = false;
    if (sent) {
      picker.value = '';
      form.submit();
    }
  });
})();
