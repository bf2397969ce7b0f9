/* Error rates of two minutes with the limit and numbered moments. */
function errorChart(svg, words) {
  const SPAN = 120000, WINDOW = 10000, LEAST = 8;
  const seconds = new Map(); // second in milliseconds -> {version: [requests, failures]}
  const left = 40, right = 14, top = 46, bottom = 20;

  function node(parent, tag, attributes, text) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    parent.append(element);
    return element;
  }

  function rate(name, at) {
    let requests = 0, failures = 0, newest = 0;
    for (let second = at - WINDOW + 1000; second <= at; second += 1000) {
      const seen = seconds.get(second);
      if (seen && seen[name]) { requests += seen[name][0]; failures += seen[name][1]; newest = second; }
    }
    // A version that users have left has no rate any more, however bad its last requests were.
    return requests < LEAST || newest < at - 2000 ? null : failures / requests;
  }

  function percent(share) {
    return (share * 100).toFixed(share < 0.0995 && share > 0 ? 1 : 0) + ' %';
  }

  function bound(share) {
    return +(share * 100).toFixed(2) + ' %';
  }

  function draw(now, versions, limit, moments) {
    const box = svg.getBoundingClientRect();
    if (!box.width) return;
    const width = box.width, height = box.height;
    const lines = versions.map((version, i) => {
      const points = [];
      for (let at = now - SPAN; at <= now; at += 1000) {
        const value = rate(version.name, at);
        if (value !== null) points.push([at, value]);
      }
      return { name: version.name, style: i % SHAPES.length, points };
    }).filter(line => line.points.length);
    const highest = Math.max(0.04, (limit || 0) * 2, ...lines.flatMap(line => line.points.map(p => p[1] * 1.1)));
    const most = [0.04, 0.08, 0.2, 0.4, 0.6, 1].find(step => step >= Math.min(1, highest));
    const x = at => left + (at - now + SPAN) / SPAN * (width - left - right);
    const y = value => height - bottom - value / most * (height - top - bottom);

    svg.replaceChildren(words);
    svg.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
    for (let step = 0; step <= 4; step++) {
      const value = most * step / 4, where = y(value);
      node(svg, 'line', { class: 'grid', x1: left, x2: width - right, y1: where, y2: where });
      node(svg, 'text', { x: left - 6, y: where + 4, 'text-anchor': 'end' }, bound(value));
    }
    for (const ago of [120, 90, 60, 30, 0]) {
      node(svg, 'text', { x: x(now - ago * 1000), y: height - 4, 'text-anchor': ago ? 'middle' : 'end' },
        ago ? '−' + ago + ' s' : 'now');
    }
    drawMoments(now, height, x, moments);
    if (limit) {
      const where = y(limit);
      node(svg, 'line', { class: 'limit', x1: left, x2: width - right, y1: where, y2: where });
      node(svg, 'text', { class: 'limit-words', x: left + 6, y: where - 5 }, 'limit ' + bound(limit));
    }
    for (const line of lines) {
      let path = '', before = 0;
      for (const [at, value] of line.points) {
        path += (before && at - before <= 2000 ? 'L' : 'M') + x(at).toFixed(1) + ' ' + y(value).toFixed(1);
        before = at;
      }
      node(svg, 'path', { class: 'rate l' + line.style, d: path, 'data-version': line.name });
      const [at, value] = line.points[line.points.length - 1];
      mark(svg, line.style, x(at), y(value), 6);
    }
    words.textContent = lines.map(line => line.name + ': ' + percent(line.points[line.points.length - 1][1])).join(', ')
      + (limit ? '. Limit: ' + bound(limit) : '');
  }

  function drawMoments(now, height, x, moments) {
    const rows = [-99, -99, -99]; // where each row of flags ends; moments of one second stand below each other
    for (const moment of moments) {
      const at = x(moment.at);
      if (moment.at < now - SPAN || moment.at > now + 2000) continue;
      const row = Math.max(0, rows.findIndex(end => at - end > 19));
      rows[row] = at;
      const flag = 9 + 18 * row;
      node(svg, 'line', { class: 'moment', 'data-tone': moment.tone, x1: at, x2: at, y1: flag, y2: height - bottom });
      node(svg, 'circle', { class: 'flag', 'data-tone': moment.tone, cx: at, cy: flag, r: 8.5 });
      node(svg, 'text', { class: 'flag-number', x: at, y: flag + 3.8 }, moment.number);
    }
  }

  function mark(parent, style, x, y, r) {
    const d = [];
    SHAPES[style].path({
      moveTo: (a, b) => d.push('M', a, b), lineTo: (a, b) => d.push('L', a, b), closePath: () => d.push('Z'),
      rect: (a, b, w, h) => d.push('M', a, b, 'h', w, 'v', h, 'h', -w, 'Z'),
      arc: (a, b, c) => d.push('M', a - c, b, 'a', c, c, 0, 1, 0, 2 * c, 0, 'a', c, c, 0, 1, 0, -2 * c, 0),
    }, x, y, r);
    return node(parent, 'path', { class: 's' + style, d: d.join(' '), 'data-shape': SHAPES[style].name });
  }

  return {
    add(second) {
      seconds.set(second.at, second.versions);
      for (const at of seconds.keys()) if (at < second.at - SPAN - WINDOW) seconds.delete(at);
    },
    clear() { seconds.clear(); },
    latest(name) { const at = Math.max(0, ...seconds.keys()); return seconds.get(at)?.[name] || [0, 0]; },
    shape(style) {
      const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      icon.setAttribute('class', 'shape'); icon.setAttribute('viewBox', '0 0 16 16'); icon.setAttribute('aria-hidden', 'true');
      mark(icon, style, 8, 8, 6.4);
      return icon;
    },
    draw, percent,
  };
}
