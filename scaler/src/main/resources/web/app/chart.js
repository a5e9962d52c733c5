// SPDX-License-Identifier: Apache-2.0
// Charts of one workload over one time axis, drawn by uPlot.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { clock, figure, timeZone } from './format.js';

const together = uPlot.sync('time');
const stepped = uPlot.paths.stepped({ align: 1 });

/** Distances of ticks where a part of one says nothing. */
const whole = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** A colour of the page's style sheet. */
function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/**
 * Draws a chart into an element, and returns it with what it shows.
 *
 * @param element that holds it
 * @param panel title, unit, whether its values are counts, and lines: each has a name, values, a colour's name, and what it is (line, limit,
 *     area, step, dots)
 * @param time seconds since the epoch of each value, and the axis' begin and end
 * @param last whether it shows the time axis
 */
export function draw(element, panel, time, last) {
    const held = { panel, time };
    const lines = panel.lines.map(line => ({
        label: line.name,
        stroke: colour(line.colour),
        width: line.kind === 'area' ? 0 : 1.4,
        dash: line.kind === 'dots' ? [2, 3] : line.kind === 'limit' ? [5, 4] : undefined,
        fill: line.kind === 'area' ? colour(line.colour) : undefined,
        paths: ['area', 'step', 'dots'].includes(line.kind) ? stepped : undefined,
        points: { show: false },
        spanGaps: false,
        value: (chart, value) => figure(value, panel.unit),
    }));
    const soft = colour('soft');
    const grid = { stroke: colour('line'), width: 1 };
    const axis = { stroke: soft, grid, ticks: { show: false }, font: '11px system-ui, sans-serif' };
    const options = {
        width: Math.max(240, element.clientWidth),
        height: last ? 156 : 132,
        padding: [8, 18, last ? 0 : 8, 0],
        cursor: { sync: { key: together.key }, drag: { x: false, y: false } },
        legend: { live: true },
        ...(timeZone && { tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), timeZone) }),
        scales: { x: { range: () => [held.time.from, held.time.until] }, y: { range: (chart, least, most) => [0, (most > 0 ? most : 1) * 1.08] } },
        axes: [
            { ...axis, show: last, values: (chart, ticks) => ticks.map(seconds => clock(seconds * 1000).slice(0, 5)) },
            { ...axis, size: 52, values: (chart, ticks) => ticks.map(tick => figure(tick)), space: 28, ...(panel.counts && { incrs: whole }) },
        ],
        series: [{ label: 'Time', value: (chart, seconds) => (seconds ? clock(seconds * 1000) : '–') }, ...lines],
        hooks: { draw: [chart => mark(chart, held.panel.marks ?? [])] },
    };
    const chart = new uPlot(options, columns(panel, time), element);
    held.chart = chart;
    return held;
}

/** The same chart with newer values: what the pointer shows stays. */
export function redraw(held, panel, time) {
    held.panel = panel;
    held.time = time;
    held.chart.setData(columns(panel, time));
}

/** Whether newer values of a panel fit into a chart that is there. */
export function fits(held, panel) {
    const shape = one => [one.title, one.unit, ...one.lines.map(line => line.name)].join('\n');
    return shape(held.panel) === shape(panel);
}

function columns(panel, time) {
    return [time.seconds, ...panel.lines.map(line => line.values)];
}

/** Far above the limit a latency grows without end; what is near to it must stay visible. */
const mostPercent = 250;

/**
 * Draws latencies by the number of replicas, as shares of their limits, with the number that was answered, into an element, and returns it.
 *
 * @param curve replicas, their cost where it is known, and each objective's limit and seconds
 * @param chosen the number of replicas that was answered
 */
export function drawCurve(element, curve, chosen) {
    const soft = colour('soft');
    const axis = { stroke: soft, grid: { stroke: colour('line'), width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
    const tints = ['load', 'ok', 'warn', 'ink'];
    const each = curve.usdPerHour ? curve.usdPerHour[0] / curve.replicas[0] : null;
    const cost = replicas => (each === null ? '' : `, $${figure(Math.round(each * replicas))}/h`);
    const share = (seconds, limit) => (seconds === null ? null : (100 * seconds) / limit);
    const lines = curve.objectives.map((one, at) => ({
        label: one.objective.split(' <= ')[0],
        stroke: colour(tints[at % tints.length]),
        width: 1.6,
        points: { show: false },
        value: (chart, value, series, index) => latency(one.seconds[index], one.limitSeconds),
    }));
    return new uPlot({
        width: Math.max(240, element.clientWidth),
        height: 240,
        padding: [8, 18, 0, 0],
        scales: { x: { time: false }, y: { range: (chart, least, most) => [0, Math.min(mostPercent, Math.max(110, (most ?? 0) * 1.05))] } },
        axes: [
            { ...axis, incrs: whole, values: (chart, ticks) => ticks.map(tick => `${tick}${each === null ? '' : `\n$${figure(Math.round(each * tick))}`}`), size: each === null ? 30 : 42 },
            { ...axis, size: 52, values: (chart, ticks) => ticks.map(tick => figure(tick, '%')), space: 28 },
        ],
        series: [
            { label: 'Replicas', value: (chart, replicas) => (replicas ? `${replicas}${cost(replicas)}` : '–') },
            ...lines,
            { label: 'Limit', stroke: colour('bad'), width: 1, dash: [5, 4], points: { show: false }, value: () => '100 %' },
        ],
        hooks: { draw: [chart => upright(chart, chosen)] },
    }, [curve.replicas, ...curve.objectives.map(one => one.seconds.map(seconds => share(seconds, one.limitSeconds))), curve.replicas.map(() => 100)], element);
}

/** A latency where the pointer is, in milliseconds where its limit is below a second. */
function latency(seconds, limitSeconds) {
    return limitSeconds < 1 ? figure(seconds === null || seconds === undefined ? null : Math.round(1000 * seconds), 'ms') : figure(seconds, 's');
}

/**
 * Draws the latencies that were lived by the load of a replica, as shares of their limits, into an element, and returns the chart with
 * what it shows.
 *
 * @param lived loads in requests per second of a replica, ascending, and for each objective its shares of the limit in percent
 * @param booked the load that a replica is booked with at most, where it is known
 */
export function drawLived(element, lived, booked) {
    const held = { lived, booked };
    const soft = colour('soft');
    const axis = { stroke: soft, grid: { stroke: colour('line'), width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
    const tints = ['load', 'ok', 'warn', 'ink'];
    const most = () => Math.max(held.booked ?? 0, held.lived.loads.at(-1)) * 1.1;
    const dots = lived.objectives.map((one, at) => ({
        label: one.objective.split(' <= ')[0],
        stroke: colour(tints[at % tints.length]),
        paths: () => null,
        points: { show: true, size: 4, fill: colour(tints[at % tints.length]) },
        value: (chart, value) => figure(value, '%'),
    }));
    held.chart = new uPlot({
        width: Math.max(240, element.clientWidth),
        height: 200,
        padding: [8, 18, 0, 0],
        scales: { x: { time: false, range: () => [0, most()] }, y: { range: (chart, least, top) => [0, Math.max(110, (top ?? 0) * 1.05)] } },
        axes: [{ ...axis, values: (chart, ticks) => ticks.map(tick => figure(tick)), size: 30 }, { ...axis, size: 52, values: (chart, ticks) => ticks.map(tick => figure(tick, '%')), space: 28 }],
        series: [
            { label: 'Requests/s of a replica', value: (chart, load) => figure(load) },
            ...dots,
            { label: 'Limit', stroke: colour('bad'), width: 1, dash: [5, 4], points: { show: false }, value: (chart, value) => figure(value, '%') },
        ],
        hooks: { draw: [chart => upright(chart, held.booked ?? NaN)] },
    }, shares(lived), element);
    return held;
}

/** The same chart with newer values. */
export function redrawLived(held, lived, booked) {
    held.lived = lived;
    held.booked = booked;
    held.chart.setData(shares(lived));
}

function shares(lived) {
    return [lived.loads, ...lived.objectives.map(one => one.shares), lived.loads.map(() => 100)];
}

/** A value as an upright line. */
function upright(chart, value) {
    const { ctx, bbox } = chart;
    const x = Math.round(chart.valToPos(value, 'x', true));
    if (!(x >= bbox.left && x <= bbox.left + bbox.width)) {
        return;
    }
    ctx.save();
    ctx.setLineDash([]);
    ctx.strokeStyle = colour('ink');
    ctx.lineWidth = devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.restore();
}

/** Decisions as small circles on the line of wanted replicas. */
function mark(chart, marks) {
    const { ctx } = chart;
    ctx.save();
    ctx.setLineDash([]);
    ctx.lineWidth = 1.4 * devicePixelRatio;
    ctx.strokeStyle = colour('ink');
    ctx.fillStyle = colour('card');
    for (const { seconds, value } of marks) {
        const x = chart.valToPos(seconds, 'x', true);
        const y = chart.valToPos(value, 'y', true);
        if (x >= chart.bbox.left && x <= chart.bbox.left + chart.bbox.width) {
            ctx.beginPath();
            ctx.arc(x, y, 4 * devicePixelRatio, 0, 2 * Math.PI);
            ctx.fill();
            ctx.stroke();
        }
    }
    ctx.restore();
}

/** A PNG of a chart, for a report. */
export function png(chart) {
    return chart.ctx.canvas.toDataURL('image/png');
}
