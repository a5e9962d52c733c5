// SPDX-License-Identifier: Apache-2.0
import { LitElement, html, nothing } from 'lit';
import * as address from './address.js';
import { draw, drawLived, fits, png, redraw, redrawLived } from './chart.js';
import { clock, count, dollars, figure, lasting } from './format.js';
import { read } from './live.js';
import { lived, panels, withGaps } from './panels.js';
import { saveReport } from './report-file.js';
import './unattributed.js';

/** Changes of the plan that are shown at once. */
const newest = 8;

const spans = [['0.5', '30 min'], ['2', '2 h'], ['8', '8 h'], ['26', '26 h']];

const sources = { shown: 'the load it has carried', profile: 'the serving profile', standing: 'the current rate' };

/** One workload: a sentence, its figures over one time axis, and its decisions. */
class HeadroomWorkload extends LitElement {
    static properties = {
        workload: {},
        hours: {},
        newestAt: { type: Number },
        /** Of a report: the plan and the timeline that are shown instead of those of the service. */
        given: {},
        plan: { state: true },
        timeline: { state: true },
        failure: { state: true },
        allChanges: { state: true },
    };

    constructor() {
        super();
        this.workload = '';
        this.hours = '2';
        this.given = null;
        this.plan = null;
        this.timeline = null;
        this.failure = '';
        this.allChanges = false;
        this.charts = [];
        this.curve = null;
        this.readAt = 0;
    }

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        this.sizes = new ResizeObserver(() => this.resize());
        this.sizes.observe(this);
        this.scheme = matchMedia('(prefers-color-scheme: dark)');
        this.redraw = () => {
            this.clear();
            this.drawAll();
        };
        this.scheme.addEventListener('change', this.redraw);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.sizes.disconnect();
        this.scheme.removeEventListener('change', this.redraw);
        this.clear();
    }

    willUpdate(changed) {
        if (changed.has('workload')) {
            this.clear();
            this.plan = null;
            this.timeline = null;
            this.failure = '';
            this.allChanges = false;
        }
    }

    updated(changed) {
        const other = changed.has('workload') || changed.has('hours');
        // A point of the timeline spans ten seconds: more often shows nothing new.
        if (other || (changed.has('newestAt') && this.newestAt - this.readAt > 9000)) {
            this.readAt = Date.now();
            this.load();
        }
        if (changed.has('timeline')) {
            this.drawAll();
        }
    }

    async load() {
        if (this.given) {
            this.plan = this.given.plan;
            this.timeline = withGaps(this.given.timeline);
            return;
        }
        const [asked, hours] = [this.workload, this.hours];
        const path = `/workloads/${asked.split('/').map(encodeURIComponent).join('/')}`;
        try {
            const [plan, timeline] = await Promise.all([
                read(path),
                read(`${path}/timeline?hours=${encodeURIComponent(hours)}`),
            ]);
            if (asked === this.workload && hours === this.hours) {
                this.plan = plan;
                this.timeline = withGaps(timeline);
                this.failure = '';
            }
        } catch (failure) {
            if (asked === this.workload) {
                this.failure = failure.message;
            }
        }
    }

    render() {
        return html`
            <section aria-labelledby="workload">
                <div class="title">
                    <h2 id="workload">${this.workload}</h2>
                    ${this.given ? nothing : html`
                        <button @click=${() => address.set({ s: this.workload, f: '' })}>What if</button>
                        <button @click=${() => address.set({ w: '', s: '', f: '' })}>Close</button>`}
                </div>
                ${this.failure ? html`<p class="say" role="alert">${this.failure}</p>` : nothing}
                ${this.plan && !this.given ? html`<p class="say">${sentence(this.plan)}</p>` : nothing}
                ${this.timeline ? this.body() : this.failure ? nothing : html`<p class="soft">reading …</p>`}
            </section>`;
    }

    body() {
        return html`
            <div class="grid">
                <div class="card">
                    <div class="tools">
                        ${this.given ? nothing : this.choices()}
                        <button @click=${this.save}>PNG</button>
                    </div>
                    ${this.timeline.seconds.length < 2
                        ? html`<p class="empty">Headroom has drawn this workload for less than 20 s. The figures begin with its start.</p>`
                        : nothing}
                    <div class="charts"></div>
                    <div class="lived"></div>
                </div>
                <div class="side">
                    ${this.given ? nothing : html`
                        <div class="card">
                            <h3>Why this number</h3>
                            ${rules(this.plan?.reasons ?? [])}
                        </div>`}
                    <div class="card">
                        <h3>Changes of the plan</h3>
                        ${this.changes()}
                    </div>
                    <div class="card">
                        <h3>Capacity and cost${this.given ? ` at ${clock(this.plan?.madeAt)}` : ''}</h3>
                        <dl>${this.facts().map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
                    </div>
                    ${this.starts()}
                    ${this.given ? nothing : html`<headroom-unattributed .workload=${this.workload}></headroom-unattributed>`}
                    ${this.advised()}
                    ${this.given && !this.plan?.objects ? nothing : html`
                        <div class="card">
                            <h3>Objects</h3>
                            <dl>${this.objects().map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
                            ${this.commands()}
                        </div>`}
                </div>
            </div>`;
    }

    /** How long ago the charts begin, and what takes their figures away. */
    choices() {
        return html`
            ${spans.map(([hours, name]) => html`
                <button aria-pressed=${this.hours === hours} @click=${() => address.set({ h: hours })}>${name}</button>`)}
            <a href="/workloads/${this.workload}/timeline.csv?hours=${this.hours}" download="${this.workload.replace('/', '-')}.csv">CSV</a>
            <button @click=${() => saveReport(this.workload, this.plan, this.timeline)}>Report</button>`;
    }

    /** The newest, and the others on demand; a report shows all. */
    changes() {
        const { changes } = this.timeline;
        const shown = this.given || this.allChanges ? changes : changes.slice(0, newest);
        return html`
            ${shown.map(change => this.change(change))}
            ${shown.length < changes.length
                ? html`<p><button @click=${() => (this.allChanges = true)}>Show ${changes.length - shown.length} earlier</button></p>`
                : nothing}`;
    }

    change(change) {
        const to = change.unavailable ? 'no answer' : figure(change.to);
        return html`
            <details ?open=${this.given !== null}>
                <summary><time datetime=${change.at}>${clock(change.at)}</time>
                    <b>${change.from === undefined || change.from === change.to ? to : `${figure(change.from)} → ${to}`}</b>
                    <span>${change.unavailable ?? change.reasons.at(-1)?.sentence ?? `telemetry is ${change.telemetry}`}</span></summary>
                ${rules(change.reasons)}
            </details>`;
    }

    facts() {
        const basis = this.plan?.basis ?? {};
        return [
            ['One replica is booked with at most', figure(basis.ratePerReplica, 'requests/s')],
            ['Its capacity is known from', sources[basis.capacitySource] ?? 'nothing yet'],
            ['A request has on average', `${figure(basis.inputTokens)} input and ${figure(basis.outputTokens)} output tokens`],
            ['A replica that is asked for now serves in', lasting(this.plan?.leadTimeSeconds)],
            ['The error budget is spent by', this.plan?.budget === undefined ? 'not known yet' : `${figure(100 * this.plan.budget.spent, '%')}`],
            ['It burns at', this.plan?.budget === undefined ? 'not known yet' : `${figure(this.plan.budget.burning)} times the rate that lasts`],
            ['The wanted replicas cost', basis.usdPerHour === undefined ? 'the policy states no cost' : `${dollars(basis.usdPerHour)} an hour`],
        ];
    }

    /** Newest starts of replicas, by stage. */
    starts() {
        const starts = this.timeline.starts ?? [];
        if (starts.length === 0) {
            return nothing;
        }
        const stages = ['asked', 'node', 'image', 'load', 'firstToken'];
        return html`
            <div class="card">
                <h3>Newest starts, in seconds</h3>
                <table class="days">
                    <thead><tr><th scope="col">Replica</th><th scope="col">Pod</th><th scope="col">Node</th>
                        <th scope="col">Image</th><th scope="col">Load</th><th scope="col">Token</th></tr></thead>
                    <tbody>${starts.map(start => html`
                        <tr><th scope="row" title=${start.pod}>${start.pod.slice(-5)}, ${clock(start.created)}</th>
                            ${stages.map(stage => html`<td>${start[stage] === undefined ? '–' : figure(Math.round(start[stage]))}</td>`)}</tr>`)}</tbody>
                </table>
                <p class="soft">From the decision to the pod, to a node, to the image, until it is Ready, and to its first token.
                    A dash: not over, or not seen.</p>
            </div>`;
    }

    /** In mode advise: what enforcing would have saved or missed, day by day. */
    advised() {
        const days = this.timeline.days;
        if (!days || this.plan?.objects?.mode !== 'advise') {
            return nothing;
        }
        const priced = days.some(day => day.ranUsd !== undefined);
        return html`
            <div class="card">
                <h3>If this policy enforced</h3>
                ${days.length === 0
                    ? html`<p>Headroom cannot see the replicas that run, so it cannot compare.</p>`
                    : html`
                      <p>${compared(days[0], priced)}</p>
                      <table class="days">
                          <thead><tr><th scope="col">Day</th><th scope="col">Ran</th><th scope="col">Wanted</th>
                              <th scope="col">Missed</th><th scope="col">Short</th></tr></thead>
                          <tbody>${days.map(day => html`
                              <tr><th scope="row">${day.day}</th><td>${figure(day.ranHours)}</td><td>${figure(day.wantedHours)}</td>
                                  <td>${figure(day.missedMinutes, 'min')}</td><td>${figure(day.missedShortMinutes, 'min')}</td></tr>`)}</tbody>
                      </table>
                      <p class="soft">Ran and wanted are hours of replicas, since this Headroom started. Missed is the time above an objective;
                          short is the part of it in which the plan wanted more replicas than ran.</p>`}
                <p class="soft">To enforce it, remove <code>mode: advise</code> from the policy.</p>
            </div>`;
    }

    objects() {
        const { policy, profile, target, scaledObject, nodePools } = this.plan?.objects ?? {};
        const limits = scaledObject && `${scaledObject.name}, ${scaledObject.min} to ${scaledObject.max} replicas`;
        return [
            ['Policy', policy ?? 'unknown'],
            ['Serving profile', profile ?? 'none'],
            ['Scale target', target ?? 'the policy names none'],
            ['ScaledObject', limits ?? 'none is seen'],
            ...(scaledObject?.pausedBy ? [['Paused by', scaledObject.pausedBy]] : []),
            ['NodePools', nodePools ?? 'no limit is known'],
        ];
    }

    /** What shows the same objects in a terminal. */
    commands() {
        const { target, scaledObject } = this.plan?.objects ?? {};
        const [namespace, name] = this.workload.split('/');
        if (!scaledObject) {
            return nothing;
        }
        const scaled = target ? ` ${target.replace(' ', '/').toLowerCase()}` : '';
        return html`<pre>kubectl -n ${namespace} get configmap/${name} scaledobject/${scaledObject.name} hpa/keda-hpa-${scaledObject.name}${scaled}</pre>`;
    }

    /** Charts that are there get the newer values: what the pointer shows stays. */
    drawAll() {
        const place = this.querySelector('.charts');
        if (!place || this.timeline.seconds.length < 2) {
            this.clear();
            return;
        }
        const shown = panels(this.timeline);
        if (shown.length === this.charts.length && shown.every((panel, at) => fits(this.charts[at], panel))) {
            shown.forEach((panel, at) => redraw(this.charts[at], panel, this.axis()));
        } else {
            this.clear();
            this.charts = shown.map((panel, at) =>
                draw(framed(place, panel.unit ? `${panel.title}, ${panel.unit}` : panel.title), panel, this.axis(), at === shown.length - 1));
        }
        this.drawLived();
    }

    /** The curve of a replica as users lived it; the upright line is the load that one is booked with. */
    drawLived() {
        const points = lived(this.timeline);
        const booked = this.plan?.basis.ratePerReplica;
        if (points.loads.length < 2) {
            return;
        }
        if (this.curve && points.objectives.length === this.curve.lived.objectives.length) {
            redrawLived(this.curve, points, booked);
            return;
        }
        const title = 'Latency, in percent of its limit, by the load of a replica: each dot was lived; the upright line is the most that one is booked with';
        this.curve?.chart.destroy();
        this.querySelector('.lived').replaceChildren();
        this.curve = drawLived(framed(this.querySelector('.lived'), title), points, booked);
    }

    /** One time axis for all charts, as long as was asked for: what is not known yet stays empty. */
    axis() {
        const { seconds, spanSeconds } = this.timeline;
        const until = seconds.at(-1) + spanSeconds;
        if (this.given) {
            return { seconds, from: seconds[0], until };
        }
        return { seconds, from: until - 3600 * Number(this.hours), until };
    }

    /** All that is drawn. */
    drawn() {
        return [...this.charts, this.curve].filter(one => one).map(one => one.chart);
    }

    clear() {
        this.drawn().forEach(chart => chart.destroy());
        this.charts = [];
        this.curve = null;
        this.querySelector('.charts')?.replaceChildren();
        this.querySelector('.lived')?.replaceChildren();
    }

    resize() {
        const width = this.querySelector('.charts')?.clientWidth ?? 0;
        this.drawn()
            .filter(chart => width > 0 && chart.width !== width)
            .forEach(chart => chart.setSize({ width, height: chart.height }));
    }

    save() {
        this.drawn().forEach((chart, number) => {
            const link = document.createElement('a');
            link.href = png(chart);
            link.download = `${this.workload.replace('/', '-')}-${number + 1}.png`;
            link.click();
        });
    }
}

/** A place for a chart, with its title. */
function framed(place, title) {
    const frame = document.createElement('figure');
    const caption = document.createElement('figcaption');
    caption.textContent = title;
    frame.append(caption);
    place.append(frame);
    return frame;
}

/** The rules that moved the number, in their order. */
function rules(reasons) {
    return html`<ol class="rules">${reasons.map(reason => html`
        <li><b>${reason.replicas}</b><span>${reason.sentence}<br><code>${reason.stage}</code></span></li>`)}</ol>`;
}

/** A day of advice in one sentence. */
function compared(day, priced) {
    const less = day.wantedHours <= day.ranHours;
    const hours = `${figure(Math.abs(day.ranHours - day.wantedHours))} replica-hours`;
    const worth = priced ? `, ${dollars(Math.abs(day.ranUsd - day.wantedUsd))}` : '';
    return `On ${day.day}, in ${figure(day.hours, 'h')}, it would have ${less ? 'saved' : 'added'} ${hours}${worth}.`;
}

/** The state in one sentence. */
function sentence(plan) {
    const last = plan.reasons.at(-1);
    const answer = plan.unavailable ? `No answer: ${plan.unavailable}` : count(plan.answer, 'replica');
    return last ? `${answer}. ${last.sentence}.` : `${answer}.`;
}

customElements.define('headroom-workload', HeadroomWorkload);
