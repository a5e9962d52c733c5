// SPDX-License-Identifier: Apache-2.0
import { LitElement, html } from 'lit';
import { clock, count, dollars, figure, lasting, objective as words } from './format.js';
import './workload.js';

const given = document.getElementById('report');

/** Whether this page is a report: a file with figures in it, which asks no service. */
export const isReport = given !== null;

/** Some hours of a workload, to attach to an incident. */
export class HeadroomReport extends LitElement {
    constructor() {
        super();
        const { plan, timeline } = JSON.parse(given.textContent);
        timeline.figures.staircase = staircase(timeline.figures);
        this.report = { plan, timeline };
    }

    createRenderRoot() {
        return this;
    }

    render() {
        const { timeline } = this.report;
        document.title = `${timeline.workload}, ${day(timeline.seconds[0])} · Headroom`;
        return html`
            <header><h1>Headroom</h1><p class="soft">Report on ${timeline.workload}. Times are UTC.</p></header>
            <main>
                <section class="card" aria-label="Summary">
                    <dl>${facts(this.report).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
                </section>
                <headroom-workload .workload=${timeline.workload} .given=${this.report}></headroom-workload>
            </main>`;
    }
}

/** The fewest replicas that carry the arrivals of each moment. */
function staircase(figures) {
    return figures.arrivals.map((rate, at) => {
        const each = figures.per_replica[at];
        return rate !== null && each > 0 ? Math.ceil(rate / each) : null;
    });
}

function day(seconds) {
    return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** For how long each point stands: until the next one. After a longer pause nothing is known. */
function lengths({ seconds, spanSeconds }) {
    return seconds.map((begin, at) => {
        const length = (seconds[at + 1] ?? begin + spanSeconds) - begin;
        return length <= 2 * spanSeconds ? length : spanSeconds;
    });
}

function facts({ plan, timeline }) {
    const { figures, objectives, seconds, spanSeconds } = timeline;
    const stands = lengths(timeline);
    const until = seconds.at(-1) + spanSeconds;
    const hours = values => values.reduce((sum, value, at) => sum + ((value ?? 0) * stands[at]) / 3600, 0);
    const known = values => values.some(value => value !== null);
    const hourly = values => (known(values) ? `${figure(hours(values))} replica-hours` : 'unknown');
    const each = figures.usd_per_hour.findLast((usd, at) => usd !== null && figures.desired[at] > 0);
    const wanted = figures.desired[figures.usd_per_hour.lastIndexOf(each)];
    const answers = figures.answer.filter(answer => answer !== null);
    const priced = values => (each > 0 && known(values) ? `, ${dollars((hours(values) * each) / wanted)}` : '');
    return [
        ['Time', `${day(seconds[0])} ${clock(seconds[0] * 1000)} to ${day(until)} ${clock(until * 1000)}`],
        ['Answer', answers.length === 0
            ? 'no number'
            : `${figure(Math.min(...answers))} to ${count(Math.max(...answers), 'replica')}, ${count(timeline.changes.length, 'change')}`],
        ['Ready', hourly(figures.ready) + priced(figures.ready)],
        ['Answered', hourly(figures.answer) + priced(figures.answer)],
        ['Staircase: the fewest that carry the arrivals', hourly(figures.staircase) + priced(figures.staircase)],
        ...objectives.map(one => [words(one.objective), missed(one, stands)]),
        ['Lead time of a replica, at the end', plan.leadTimeSeconds === undefined ? 'unknown' : lasting(plan.leadTimeSeconds)],
    ];
}

function missed({ limitSeconds, seconds }, stands) {
    const sum = counts => stands.reduce((all, length, at) => all + (counts(seconds[at]) ? length : 0), 0);
    const observed = sum(value => value !== null);
    return observed === 0
        ? 'no request was observed'
        : `above ${figure(limitSeconds, 's')} for ${lasting(sum(value => value !== null && value > limitSeconds))} of ${lasting(observed)}`;
}
