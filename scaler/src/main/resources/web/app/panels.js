// SPDX-License-Identifier: Apache-2.0
// What the charts of a workload show of its timeline.
import { objective as words, unitOf } from './format.js';

/** The charts in their order: title, unit, lines, and marks on them. */
export function panels({ figures, objectives, seconds, changes }) {
    const known = name => figures[name].some(value => value !== null);
    const sum = (one, other) => one.map((value, at) => (value === null ? null : value + (other[at] ?? 0)));
    const replicas = [];
    if (known('ready')) {
        replicas.push({ name: 'Starting', values: sum(figures.ready, figures.starting), colour: 'start', kind: 'area' });
        replicas.push({ name: 'Ready', values: figures.ready, colour: 'ready', kind: 'area' });
    }
    replicas.push({ name: 'Answer', values: figures.answer, colour: 'ink', kind: 'step' });
    replicas.push(figures.staircase
        ? { name: 'Staircase', values: figures.staircase, colour: 'load', kind: 'dots' }
        : { name: 'Needed', values: figures.needed, colour: 'need', kind: 'dots' });
    return [
        {
            title: 'Requests per second, and what the plan is ready for',
            lines: [
                { name: 'Ready for', values: figures.planned, colour: 'need', kind: 'dots' },
                { name: 'Arrivals', values: figures.arrivals, colour: 'load', kind: 'line' },
            ],
        },
        {
            title: 'Replicas',
            counts: true,
            lines: replicas,
            marks: changes
                .filter(change => change.to !== undefined && change.from !== change.to)
                .map(change => ({ seconds: Date.parse(change.at) / 1000, value: change.to })),
        },
        ...objectives.map(objective => latency(objective, seconds)),
        ...(known('budget_spent')
            ? [{
                title: 'Error budget spent',
                unit: '%',
                lines: [
                    { name: 'All', values: seconds.map(() => 100), colour: 'bad', kind: 'limit' },
                    { name: 'Spent', values: figures.budget_spent.map(share => (share === null ? null : 100 * share)), colour: 'ink', kind: 'line' },
                ],
            }]
            : []),
        ...(known('running')
            ? [{
                title: 'Requests at the servers',
                lines: [
                    { name: 'Running', values: figures.running, colour: 'load', kind: 'line' },
                    { name: 'Waiting', values: figures.waiting, colour: 'bad', kind: 'line' },
                ],
            }]
            : []),
    ];
}

function latency({ objective, limitSeconds, seconds: observed }, seconds) {
    const { unit, scaled } = unitOf([limitSeconds, ...observed]);
    return {
        title: words(objective),
        unit,
        lines: [
            { name: 'Limit', values: seconds.map(() => scaled(limitSeconds)), colour: 'bad', kind: 'limit' },
            { name: 'Observed', values: observed.map(scaled), colour: 'ink', kind: 'line' },
        ],
    };
}

/** Spans without a sample are absent: a point without values in each such gap keeps lines from crossing it. */
export function withGaps(timeline) {
    const { seconds, spanSeconds } = timeline;
    const gaps = seconds.flatMap((begin, at) => (at > 0 && begin - seconds[at - 1] > 2 * spanSeconds ? [at] : []));
    const opened = (values, fill) => {
        const all = [...values];
        gaps.toReversed().forEach(at => all.splice(at, 0, fill(at)));
        return all;
    };
    const unknown = () => null;
    return {
        ...timeline,
        seconds: opened(seconds, at => seconds[at] - spanSeconds),
        figures: Object.fromEntries(
            Object.entries(timeline.figures).map(([name, values]) => [name, opened(values, unknown)])),
        objectives: timeline.objectives.map(one => ({ ...one, seconds: opened(one.seconds, unknown) })),
    };
}

/** Loads of a replica, ascending, and the share of its limit that each objective's latency had at that load. */
export function lived({ figures, objectives }) {
    const known = value => value !== null && value !== undefined;
    const spans = figures.arrivals
        .map((rate, at) => ({ at, load: known(rate) && figures.ready?.[at] > 0 ? rate / figures.ready[at] : null }))
        .filter(one => one.load > 0)
        .sort((one, other) => one.load - other.load);
    return {
        loads: spans.map(one => one.load),
        objectives: objectives.map(one => ({
            objective: one.objective,
            shares: spans.map(({ at }) => (known(one.seconds[at]) ? (100 * one.seconds[at]) / one.limitSeconds : null)),
        })),
    };
}
