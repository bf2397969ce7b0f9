(() => {
  const byId = id => document.getElementById(id);
  const picture = requestPicture(byId('requests'));
  const chart = errorChart(byId('chart'), byId('chart-words'));
  let state = { versions: [] }, moments = [], ended = false, held = false, lastNow = 0, told = '';

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }
  const time = millis => new Date(millis).toISOString().slice(11, 19);

  function link(words, lost) {
    byId('link').textContent = words;
    byId('link').dataset.state = lost ? 'lost' : 'live';
    document.body.classList.toggle('lost', lost);
  }

  function headline(words, tone) {
    // Read out by screen readers, so it changes only when it says something new.
    if (words === told) return;
    told = words;
    byId('headline').textContent = words;
    byId('headline').dataset.tone = tone;
  }

  /* How things stand, in words: what Slipway said last, or who serves the users. */
  function stand() {
    if (ended) return;
    const serving = state.versions.filter(version => version.share > 0);
    const shares = serving.map(version => version.share + ' % on ' + version.name).join(', ');
    if (state.headline) {
      headline(state.headline.words + (serving.length > 1 ? ' · ' + shares : ''), state.headline.tone);
    } else if (serving.length === 1 && serving[0].share === 100) {
      headline(serving[0].name + ' serves everybody', 'moving');
    } else {
      headline(shares || 'No version gets requests yet', serving.length ? 'moving' : 'waiting');
    }
  }

  function versions() {
    const rows = [];
    state.versions.forEach((version, i) => {
      if (!version.instances && !version.share && !version.requests) return;
      const failed = version.requests ? version.failures / version.requests : null;
      const over = failed !== null && state['error-limit'] && failed > state['error-limit'];
      const cell = (words, kind) => element('td', { className: kind || '' }, words);
      rows.push(element('tr', { className: 'head' },
        element('th', { scope: 'row' }, chart.shape(i % SHAPES.length), version.name),
        cell(version.share + ' %', 'share'),
        cell((version['per-second'] || 0).toFixed(0)),
        cell(failed === null ? '–' : (over ? '✕ ' : '') + chart.percent(failed), over ? 'over' : ''),
        cell(version.p95 === undefined ? '–' : Math.round(version.p95) + ' ms')));
      const detail = SHAPES[i % SHAPES.length].name + ', ' + version.ready + ' of ' + version.instances + ' instances ready'
        + version.faults.map(fault => ' · broken: ' + fault).join('');
      rows.push(element('tr', {}, element('td', { colSpan: 5, className: 'detail' }, detail)));
    });
    document.querySelector('#versions tbody').replaceChildren(...rows);
  }

  /* For those who asked for less motion: the same in numbers, once a second. */
  function counts() {
    byId('requests').hidden = still.matches;
    byId('counts').hidden = !still.matches;
    byId('pause').hidden = still.matches;
    if (!still.matches) return;
    byId('counts').replaceChildren(...state.versions.flatMap((version, i) => {
      const [requests, failures] = chart.latest(version.name);
      return !version.share && !requests ? [] : [element('p', {}, chart.shape(i % SHAPES.length),
        version.name + ': ' + requests + ' requests in the last second, ' + failures + ' failed ' + '✕'.repeat(Math.min(20, failures)))];
    }));
  }

  function happened() {
    if (!moments.length) return;
    byId('moments').replaceChildren(...moments.slice(-14).reverse().map(moment => {
      const item = element('li', {}, element('span', { className: 'number' }, String(moment.number)),
        element('time', {}, time(moment.at)), element('span', { className: 'words' }, moment.words));
      item.dataset.tone = moment.tone;
      return item;
    }));
  }

  function show(now) {
    lastNow = now;
    byId('load').textContent = state.load === undefined ? '–' : state.load.toFixed(0);
    byId('clock').textContent = time(now) + ' UTC';
    picture.show(state.versions);
    stand();
    versions();
    counts();
    if (!held) chart.draw(Math.floor(now / 1000) * 1000 - 1000, state.versions, state['error-limit'], moments);
  }

  byId('pause').addEventListener('click', () => {
    held = !held;
    picture.hold(held);
    byId('pause').setAttribute('aria-pressed', String(held));
    byId('pause').textContent = held ? 'Let it run' : 'Hold the picture';
  });
  still.addEventListener('change', counts);
  new ResizeObserver(() => lastNow && show(lastNow)).observe(byId('chart'));

  function connect() {
    const source = new EventSource('/events');
    const on = (name, handle) => source.addEventListener(name, event => handle(JSON.parse(event.data)));
    on('begin', data => {
      ended = false;
      picture.clear();
      chart.clear();
      data.seconds.forEach(chart.add);
      moments = data.moments;
      state = data.state;
      if (!moments.length) byId('moments').replaceChildren(element('li', { className: 'none' }, 'Nothing yet.'));
      link('live, since ' + time(data.started) + ' UTC', false);
      happened();
      show(data.now);
    });
    on('requests', picture.add);
    on('second', data => { state = data.state; chart.add(data.second); show(data.now); });
    on('moment', data => { moments = moments.concat(data).slice(-60); happened(); });
    on('ended', () => {
      ended = true;
      headline('The practice has ended. Start it again with: slipway demo', 'waiting');
      link('ended; this page goes on by itself when it starts again', true);
    });
    source.onerror = () => {
      if (!ended) {
        link('the practice fleet does not answer; asking again every second', true);
        headline('Nobody answers: the practice has ended, or its fleet is starting again', 'waiting');
      }
      // A browser asks again by itself, except after an answer that is no stream.
      source.close();
      setTimeout(connect, 1000);
    };
  }
  counts();
  connect();
})();
