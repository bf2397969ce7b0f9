'use strict';

/* Shapes tell versions apart without colour. Each is centred on x, y and fits a square of 2 r. */
const SHAPES = [
  { name: 'circle', path(p, x, y, r) { p.moveTo(x + r, y); p.arc(x, y, r, 0, 2 * Math.PI); } },
  { name: 'square', path(p, x, y, r) { const s = r * 0.88; p.rect(x - s, y - s, 2 * s, 2 * s); } },
  { name: 'triangle', path(p, x, y, r) {
    p.moveTo(x, y - r * 1.1); p.lineTo(x + r * 1.1, y + r * 0.9); p.lineTo(x - r * 1.1, y + r * 0.9); p.closePath();
  } },
  { name: 'diamond', path(p, x, y, r) {
    const s = r * 1.2; p.moveTo(x, y - s); p.lineTo(x + s, y); p.lineTo(x, y + s); p.lineTo(x - s, y); p.closePath();
  } },
];
const still = matchMedia('(prefers-reduced-motion: reduce)');
const dark = matchMedia('(prefers-color-scheme: dark)');

/* The requests of the last ten seconds, drifting from right (now) to left; each version has a band as high as its share. */
function requestPicture(canvas) {
  const SPAN = 10000; // milliseconds from edge to edge
  const DELAY = 250; // frames come ten times a second; drawn this much later, nothing jumps
  const RADIUS = 4.2;
  const pen = canvas.getContext('2d');
  let bands = []; // {name, style, share, height}
  let shapes = []; // {end, took, name, failed, place}, oldest first
  let offset = null; // this page's clock minus the fleet's
  let width = 0, height = 0, colours = {}, held = 0, count = 0;

  function measure() {
    const box = canvas.getBoundingClientRect(), scale = window.devicePixelRatio || 1;
    width = box.width; height = box.height;
    canvas.width = Math.round(width * scale); canvas.height = Math.round(height * scale);
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    const style = getComputedStyle(document.documentElement);
    for (const name of ['ink', 'soft', 'card', 'line', 'bad', 'v0', 'v1', 'v2', 'v3']) {
      colours[name] = style.getPropertyValue('--' + name).trim();
    }
  }
  new ResizeObserver(measure).observe(canvas);
  dark.addEventListener('change', measure);

  function add(message) {
    const arrival = performance.now() - message.now;
    // The quickest message is the truest; slowly forgotten, in case a clock was set.
    offset = offset === null || Math.abs(arrival - offset) > 5000 ? arrival : Math.min(arrival, offset + 0.5);
    const { names, list } = message;
    for (let i = 0; i < list.length; i += 4) {
      // The golden ratio spreads neighbours evenly over the height.
      count++;
      shapes.push({ end: message.now - list[i + 1], took: list[i + 2], name: names[list[i]],
        failed: list[i + 3] === 1, place: (count * 0.6180339887) % 1 });
    }
    if (shapes.length > 12000) shapes = shapes.slice(-8000);
  }

  function layOut(now) {
    const seen = new Set();
    for (const shape of shapes) seen.add(shape.name);
    const shown = bands.filter(band => band.share > 0 || seen.has(band.name));
    const room = height - 24, least = Math.min(66, room / Math.max(1, shown.length));
    let left = room, sum = 0;
    for (const band of shown) { left -= least; sum += band.share; }
    let top = 0;
    for (const band of bands) {
      const wanted = shown.includes(band) ? least + (sum > 0 ? left * band.share / sum : left / shown.length) : 0;
      band.height = band.height === undefined ? wanted : band.height + (wanted - band.height) * 0.08;
      band.top = top;
      top += band.height;
    }
    return now;
  }

  function draw() {
    requestAnimationFrame(draw);
    if (still.matches || document.hidden || offset === null || !width) return;
    const now = held || performance.now() - offset - DELAY;
    while (shapes.length && shapes[0].end < now - SPAN - 2000) shapes.shift();
    layOut(now);
    pen.clearRect(0, 0, width, height);
    const x = time => width - 10 - (now - time) / SPAN * (width - 10);
    const drawn = { crossed: 0 };
    for (const band of bands) {
      if (band.height < 2) continue;
      const colour = colours['v' + band.style], shape = SHAPES[band.style];
      const y = one => band.top + 10 + one.place * Math.max(1, band.height - 20);
      const own = shapes.filter(one => one.name === band.name && one.end <= now && one.end > now - SPAN);
      pen.strokeStyle = colour; pen.globalAlpha = 0.3; pen.lineWidth = 2; pen.beginPath();
      for (const one of own) {
        if (one.took > 60) { pen.moveTo(x(one.end - one.took), y(one)); pen.lineTo(x(one.end), y(one)); }
      }
      pen.stroke();
      pen.fillStyle = colour;
      for (const [failed, alpha] of [[false, 0.88], [true, 0.35]]) {
        pen.globalAlpha = alpha; pen.beginPath();
        for (const one of own) {
          if (one.failed === failed) {
            const grown = RADIUS * Math.min(1, 0.4 + (now - one.end) / 250);
            shape.path(pen, x(one.end), y(one), grown);
          }
        }
        pen.fill();
      }
      pen.globalAlpha = 1; pen.strokeStyle = colours.bad; pen.lineWidth = 2.2; pen.beginPath();
      for (const one of own) {
        if (one.failed) {
          const cx = x(one.end), cy = y(one), s = RADIUS * 1.35;
          pen.moveTo(cx - s, cy - s); pen.lineTo(cx + s, cy + s); pen.moveTo(cx + s, cy - s); pen.lineTo(cx - s, cy + s);
          drawn.crossed++;
        }
      }
      pen.stroke();
      drawn[shape.name] = (drawn[shape.name] || 0) + own.length;
      label(band, colour, shape);
    }
    nobody(now, x, drawn);
    times();
    canvas.dataset.drawn = JSON.stringify(drawn);
  }

  /* Requests that no version got: a cross without a shape, at the bottom. */
  function nobody(now, x, drawn) {
    pen.strokeStyle = colours.bad; pen.lineWidth = 2.2; pen.beginPath();
    for (const one of shapes) {
      if (one.name === '' && one.end <= now && one.end > now - SPAN) {
        const cx = x(one.end), cy = height - 32 - one.place * 20, s = RADIUS * 1.2;
        pen.moveTo(cx - s, cy - s); pen.lineTo(cx + s, cy + s); pen.moveTo(cx + s, cy - s); pen.lineTo(cx - s, cy + s);
        drawn.crossed++;
      }
    }
    pen.stroke();
  }

  function label(band, colour, shape) {
    if (band.top > 1) {
      pen.strokeStyle = colours.line; pen.lineWidth = 1; pen.beginPath();
      pen.moveTo(0, band.top); pen.lineTo(width, band.top); pen.stroke();
    }
    const middle = band.top + band.height / 2;
    const words = band.name.slice(0, 14) + '  ' + band.share + ' %';
    pen.font = '650 15px system-ui, "DejaVu Sans", sans-serif';
    const wide = pen.measureText(words).width + 42;
    pen.globalAlpha = 0.9; pen.fillStyle = colours.card; pen.fillRect(0, middle - 15, wide, 30); pen.globalAlpha = 1;
    pen.fillStyle = colour; pen.beginPath(); shape.path(pen, 14, middle, 7); pen.fill();
    pen.fillStyle = colours.ink; pen.textBaseline = 'middle'; pen.textAlign = 'left'; pen.fillText(words, 30, middle + 1);
  }

  function times() {
    pen.fillStyle = colours.soft; pen.font = '12px system-ui, "DejaVu Sans", sans-serif'; pen.textBaseline = 'bottom';
    for (const [at, words, align] of [[0, '10 s ago', 'left'], [0.5, '5 s', 'center'], [1, 'now', 'right']]) {
      pen.textAlign = align; pen.fillText(words, at * (width - 2), height);
    }
  }

  requestAnimationFrame(draw);
  return {
    add,
    show(versions) {
      bands = versions.map((version, i) => Object.assign(bands.find(b => b.name === version.name) || {},
        { name: version.name, share: version.share, style: i % SHAPES.length }));
    },
    clear() { shapes = []; offset = null; },
    hold(on) { held = on && offset !== null ? performance.now() - offset - DELAY : 0; },
  };
}
