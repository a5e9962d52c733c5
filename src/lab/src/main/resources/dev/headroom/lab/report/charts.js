// SPDX-License-Identifier: Apache-2.0
// Draws each figure of the page from the JSON within it. uPlot has the axes, the series over time, the zoom and the cursor that panels
// share; what stands at places of its own (dots, lines, limits, marks, shades, names at the ends of lines) is drawn in its hooks.
(() => {
  'use strict';
  const FONT = '11px system-ui, "Segoe UI", Helvetica, Arial, sans-serif';
  const BEST = 0.9999; // Beyond it a few thousand requests cannot tell attainments apart.
  const SHARES = [0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999, BEST];
  const WIDE = 30; // Where the largest value is so many times the smallest, decades are shown.
  const AIR = 1.08; // An even axis ends a little above its highest value.
  const NARROW = 480; // A narrower plot has the names of its lines above it alone.
  const ROWS = 620; // Rows are not drawn narrower.
  const NEAR = 12; // So many pixels from a point are pointed at it, and so many keep names apart.

  const trimmed = value => String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
  const signed = value => (value > 0 ? '+' : value < 0 ? '−' : '') + trimmed(Math.abs(value));
  const clock = value => {
    const [hours, minutes, seconds] = [value / 3600, value / 60 % 60, value % 60].map(part => Math.floor(part + 1e-6));
    const two = part => String(part).padStart(2, '0');
    return (hours ? hours + ':' + two(minutes) : minutes) + ':' + two(seconds);
  };
  const duration = value => value === 0 ? '0' : value < 1 ? trimmed(value * 1000) + ' ms' : trimmed(value) + ' s';
  const decades = (low, high) => [...Array(13).keys()]
    .flatMap(power => (high / low > 100 ? [1] : [1, 2, 5]).map(digit => Number(digit + 'e' + (power - 6))))
    .filter(value => value >= low && value <= high);

  // How values are bent until they are spread evenly, how they are written, and where ticks are, if uPlot does not choose them.
  const even = value => value;
  const KINDS = {
    number: { bend: even, text: trimmed },
    clock: { bend: even, text: clock, steps: [1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400] },
    duration: { bend: even, text: duration },
    decades: { bend: Math.log10, text: duration, ticks: decades },
    share: { bend: value => -Math.log10(1 - Math.min(value, BEST)), text: value => +(100 * value).toFixed(2) + ' %', ticks: () => SHARES },
    change: { bend: even, text: value => signed(100 * value) + ' %' },
    ratio: { bend: Math.log, text: trimmed, ticks: () => [0.9, 1, 1.1, 1.25, 1.5, 2, 2.5, 3, 4] },
  };

  /** An axis of a kind, from a value to one above it; what lies beyond an end is drawn at that end. Ticks of others have room. */
  const axis = (kind, from, to, pixels) => {
    const at = value => kind.bend(Math.max(from, Math.min(to, value))), ends = [kind.bend(from), kind.bend(to)];
    const room = 10 / pixels * (ends[1] - ends[0]);
    const ticks = kind.ticks && kind.ticks(from, to).filter(value => value >= from && value <= to)
      .reduceRight((kept, value) => kept.length && at(kept[0]) - at(value) < room ? kept : [value, ...kept], []);
    return { ...kind, at, ends,
      options: ticks ? { splits: () => ticks.map(at), values: () => ticks.map(kind.text) }
        : { values: (u, splits) => splits.map(kind.text), ...(kind.steps && { incrs: kind.steps }) } };
  };
  const pointsOf = one => (one.dots || []).flatMap(dots => dots.points).concat(...(one.lines || []));
  /** A panel's vertical axis, as its values ask for. */
  const upright = panel => {
    const values = panel.series.flatMap(one => [...(one.values || []), ...pointsOf(one).map(point => point[1])]).filter(value => value !== null);
    const highest = values.reduce((high, value) => Math.max(high, value), panel.limit || 0);
    const lowest = values.reduce((low, value) => value > 0 ? Math.min(low, value) : low, panel.limit || 1);
    if (panel.rows) {
      return axis({ bend: even, text: row => panel.rows[-row], ticks: () => panel.rows.map((name, row) => -row).reverse() },
        0.5 - panel.rows.length, 0.5, panel.height);
    }
    if (panel.kind === 'share') {
      const least = values.reduce((low, value) => Math.min(low, value), 1);
      return axis(KINDS.share, SHARES.filter(one => one < 0.95 && one <= least).pop(), BEST, panel.height);
    }
    return panel.kind === 'duration' && highest > WIDE * lowest
      ? axis(KINDS.decades, lowest, highest, panel.height) : axis(KINDS[panel.kind], 0, (highest || 1) * AIR, panel.height);
  };

  const colours = new Map(); // By the names of the style's variables; others by day than by night.
  const colour = name => {
    if (!colours.has(name)) colours.set(name, getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim());
    return colours.get(name);
  };
  const element = (parent, tag, style, text) => {
    const made = parent.appendChild(document.createElement(tag));
    made.className = style;
    made.textContent = text;
    return made;
  };
  const widest = texts => {
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = FONT;
    return Math.ceil(Math.max(0, ...texts.map(text => pen.measureText(text).width)));
  };
  const tip = element(document.body, 'div', 'tip', '');
  tip.hidden = true;

  /** Draws into a plot at values of its axes. */
  class Pen {
    constructor(u, x, y) {
      const { left, top, width, height } = u.bbox;
      Object.assign(this, { u, left, top, right: left + width, foot: top + height, ratio: uPlot.pxRatio, to: u.ctx });
      this.x = value => u.valToPos(x.at(value), 'x', true);
      this.y = value => u.valToPos(y.at(value), 'y', true);
    }
    holds(atX) { return atX >= this.left - 1 && atX <= this.right + 1; }
    within(rim, draw) {
      this.to.save();
      this.to.beginPath();
      this.to.rect(this.left - rim, this.top - rim, this.right - this.left + 2 * rim, this.foot - this.top + 2 * rim);
      this.to.clip();
      draw();
      this.to.restore();
    }
    line(places, style, width, dash) {
      this.to.beginPath();
      places.forEach(place => this.to.lineTo(...place));
      Object.assign(this.to, { strokeStyle: colour(style), lineWidth: width * this.ratio, lineJoin: 'round' });
      this.to.setLineDash(dash.map(part => part * this.ratio));
      this.to.stroke();
      this.to.setLineDash([]);
    }
    dot(shape, radius, style, atX, atY) {
      this.to.beginPath();
      this.to.fillStyle = colour(shape === 'ring' ? 'paper' : style);
      Object.assign(this.to, { strokeStyle: colour(style), lineWidth: 1.6 * this.ratio });
      if (shape === 'bar') this.to.rect(atX - this.ratio, atY - 7 * this.ratio, 2 * this.ratio, 14 * this.ratio);
      else this.to.arc(atX, atY, radius * this.ratio, 0, 2 * Math.PI);
      this.to.fill();
      if (shape === 'ring') this.to.stroke();
    }
    write(text, style, atX, atY, align) {
      Object.assign(this.to, { fillStyle: colour(style), textAlign: align, textBaseline: 'middle' });
      this.to.font = FONT.replace('11', 11 * this.ratio);
      this.to.fillText(text, atX, atY);
    }
  }

  const shade = (pen, panel) => pen.within(0, () => {
    Object.assign(pen.to, { globalAlpha: 0.16, fillStyle: colour('limit') });
    (panel.shades || []).forEach(([from, to]) =>
      pen.to.fillRect(pen.x(from), pen.top, pen.x(to) - pen.x(from), pen.foot - pen.top));
  });

  const overlay = (pen, panel, chart) => {
    const labels = pen.top - 8 * pen.ratio;
    if (panel.limit) pen.line([[pen.left, pen.y(panel.limit)], [pen.right, pen.y(panel.limit)]], 'limit', 1.2, [4, 3]);
    (panel.marks || []).filter(mark => pen.holds(pen.x(mark.x))).forEach(mark => {
      pen.line([[pen.x(mark.x), pen.top], [pen.x(mark.x), pen.foot]], mark.colour, 1.2, [4, 3]);
      pen.write(mark.label, mark.colour, pen.x(mark.x), labels, pen.x(mark.x) - pen.left < 40 * pen.ratio ? 'left' : 'center');
    });
    pen.within(4 * pen.ratio, () => panel.series.forEach(one => {
      (one.lines || []).forEach(line =>
        pen.line(line.map(([x, y]) => [pen.x(x), pen.y(y)]), one.colour, one.stroke === 'thin' ? 1 : 2, []));
      (one.dots || []).forEach(dots =>
        dots.points.forEach(([x, y]) => pen.dot(dots.shape, dots.radius, one.colour, pen.x(x), pen.y(y))));
    }));
    panel.series.flatMap(pointsOf).filter(([x, , , label]) => label && pen.holds(pen.x(x))).reduce((before, [x, , , label]) => {
      if (pen.x(x) - before < NEAR * pen.ratio) return before;
      pen.write(label, 'ink', pen.x(x), labels, 'center');
      return pen.x(x);
    }, -Infinity);
    (panel.asides || []).forEach((text, row) =>
      pen.write(text, 'muted', pen.u.ctx.canvas.width - 4 * pen.ratio, pen.y(-row), 'right'));
    if (pen.named) ends(pen, panel, chart).forEach(end => pen.write(end.text, end.style, pen.right + 8 * pen.ratio, end.y, 'left'));
  };
  /** The names of lines beside their ends, kept apart: down first, then up. */
  const ends = (pen, panel, chart) => {
    const found = panel.series.filter(one => one.name).map(one => {
      const line = one.values ? one.values.map((value, index) => [chart.at[index], value]) : one.lines ? one.lines[0] : [];
      const last = line.filter(point => point[1] !== null && pen.holds(pen.x(point[0]))).pop();
      return last && { text: one.name, style: one.colour, y: pen.y(last[1]) };
    }).filter(Boolean);
    if (panel.limitName) found.push({ text: panel.limitName, style: 'limit', y: pen.y(panel.limit) });
    found.sort((one, other) => one.y - other.y);
    found.forEach((end, index) => { end.y = Math.max(index ? found[index - 1].y + NEAR * pen.ratio : pen.top, end.y); });
    found.reduceRight((foot, end) => {
      end.y = Math.min(foot, end.y);
      return end.y - NEAR * pen.ratio;
    }, pen.foot - 2 * pen.ratio);
    return found;
  };

  /** A panel: above it the names of its lines with their values at the cursor. */
  const plotted = (chart, panel, box, key, last) => {
    const x = axis(KINDS[chart.kind], chart.from, chart.to, NARROW), y = upright(panel);
    const timed = panel.series.filter(one => one.values), head = element(box, 'div', 'head', '');
    const moment = element(head, 'span', '', panel.name);
    // What is drawn last matters the most.
    const names = panel.series.filter(one => one.values || one.name && pointsOf(one).length).reverse().map(one =>
       ({ one, shown: element(head, 'span', '', ''), sign: one.name && (one.stroke === 'broken' ? '┅ ' : '━ ') + one.name }));
    names.forEach(({ one, shown, sign }) => { shown.textContent = sign; shown.style.color = colour(one.colour); });
    element(head, 'span', 'aside', panel.aside);
    const width = () => Math.max(box.clientWidth, panel.rows ? ROWS : 0);
    const isNamed = () => !panel.rows && width() >= NARROW;
    const side = panel.rows ? widest(panel.asides) + 12
      : widest(chart.panels.flatMap(one => [one.limitName || '', ...one.series.map(series => series.name)])) + 12;
    const pen = u => Object.assign(new Pen(u, x, y), { named: isNamed() });
    const line = { font: FONT, stroke: () => colour('muted'), grid: { stroke: () => colour('rule'), width: 1 }, ticks: { show: false } };
    const top = panel.marks || panel.series.some(one => one.dots) ? 16 : 6, foot = last ? 40 : 4;
    const size = () => ({ width: width(), height: panel.height + top + foot });
    const u = new uPlot({
      ...size(),
      padding: [top, () => panel.rows || isNamed() ? side : 20, last ? 0 : foot, 0],
      legend: { show: false },
      cursor: { y: false, points: timed.length ? { size: 6 } : { show: false }, drag: { x: true, y: false, dist: 4 },
        sync: { key, setSeries: false } },
      scales: { x: { time: false, range: (self, low, high) => [low, high] }, y: { auto: false, range: y.ends } },
      axes: [
        { ...line, ...x.options, ...(last ? { label: chart.axis, labelFont: FONT, labelSize: 16, size: 24, gap: 4 }
          : { size: 0, values: () => [] }) },
        { ...line, ...y.options, size: panel.rows ? widest(panel.rows) + 12 : 60, gap: 6, space: 18 },
      ],
      series: [{}, ...timed.map(one => ({ stroke: () => colour(one.colour), width: one.stroke === 'broken' ? 1.2 : 2,
        dash: one.stroke === 'broken' ? [4, 3] : undefined, points: { show: false },
        paths: one.steps ? uPlot.paths.stepped({ align: 1 }) : uPlot.paths.linear() }))],
      hooks: {
        drawAxes: [self => shade(pen(self), panel)],
        draw: [self => overlay(pen(self), panel, chart)],
        setCursor: [self => {
          const index = chart.at && self.cursor.left >= 0 ? self.cursor.idx : null;
          moment.textContent = panel.name + (index === null ? '' : ' at ' + clock(chart.at[index]));
          names.filter(({ one }) => one.values).forEach(({ one, shown, sign }) => {
            const value = index === null ? null : one.values[index];
            shown.textContent = value === null ? sign : (timed.length > 1 ? sign : '') + ' ' + y.text(value);
          });
        }],
      },
    }, [
      (chart.at || [chart.from, chart.to]).map(x.at),
      ...timed.map(one => one.values.map(value => value === null ? null : y.at(value))),
    ], box);
    u.over.addEventListener('mousemove', event => point(event, u, panel, x, y));
    u.over.addEventListener('mouseleave', () => { tip.hidden = true; });
    return Object.assign(u, { fit: () => { if (width() !== u.width) u.setSize(size()); } });
  };
  /** Shows the tip of the nearest point. */
  const point = (event, u, panel, x, y) => {
    const far = ([atX, atY]) => Math.hypot(u.valToPos(x.at(atX), 'x') - u.cursor.left, u.valToPos(y.at(atY), 'y') - u.cursor.top);
    const [nearest] = panel.series.flatMap(pointsOf).filter(one => one[2])
      .map(one => ({ text: one[2], far: far(one) })).filter(one => one.far <= NEAR).sort((one, other) => one.far - other.far);
    tip.hidden = !nearest;
    if (nearest) {
      tip.textContent = nearest.text;
      tip.style.left = Math.max(8, Math.min(event.clientX + 12, innerWidth - tip.offsetWidth - 8)) + 'px';
      tip.style.top = Math.max(8, event.clientY - tip.offsetHeight - 10) + 'px';
    }
  };

  /** All panels of a chart as one image: what stands in their heads, and their plots. */
  const save = (figure, chart, plots) => {
    const ratio = uPlot.pxRatio, head = 22 * ratio, to = document.createElement('canvas'), pen = to.getContext('2d');
    to.width = Math.max(...plots.map(u => u.ctx.canvas.width)) + 2 * head;
    to.height = plots.reduce((high, u) => high + u.ctx.canvas.height + head, 2 * head);
    const write = (text, style, atX, atY) => {
      Object.assign(pen, { fillStyle: style, font: FONT.replace('11', 12 * ratio) });
      pen.fillText(text, atX, atY);
      return atX + pen.measureText(text).width + 14 * ratio;
    };
    pen.fillStyle = colour('paper');
    pen.fillRect(0, 0, to.width, to.height);
    write(chart.title, colour('ink'), head, head);
    plots.reduce((top, u, index) => {
      [...figure.querySelectorAll('.head')[index].children]
        .reduce((at, one) => write(one.textContent, getComputedStyle(one).color, at, top + 14 * ratio), head);
      pen.drawImage(u.ctx.canvas, head, top + head);
      return top + head + u.ctx.canvas.height;
    }, 1.5 * head);
    const link = document.createElement('a');
    link.download = chart.title.replace(/[^\p{L}\p{N}.-]+/gu, '-') + '.png';
    link.href = to.toDataURL('image/png');
    link.click();
  };

  const figures = [...document.querySelectorAll('figure.chart')].map((figure, number) => {
    const chart = JSON.parse(figure.querySelector('script').textContent), box = figure.querySelector('.plot');
    element(figure.querySelector('figcaption'), 'small', '', 'drag to zoom, double-click to see all');
    const button = element(figure, 'button', '', 'PNG');
    let plots = [];
    button.title = 'Saves the chart as an image';
    button.addEventListener('click', () => save(figure, chart, plots));
    new ResizeObserver(() => plots.forEach(u => u.fit())).observe(box);
    return () => {
      plots.forEach(u => u.destroy());
      box.replaceChildren();
      plots = chart.panels.map((panel, index) => plotted(chart, panel, box, 'chart' + number, index === chart.panels.length - 1));
    };
  });
  const draw = () => {
    colours.clear();
    // A fault of one leaves the others drawn.
    figures.forEach(one => { try { one(); } catch (fault) { console.error(fault); } });
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  draw();
})();
