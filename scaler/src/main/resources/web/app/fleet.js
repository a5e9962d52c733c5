// SPDX-License-Identifier: Apache-2.0
import { LitElement, html, nothing, svg } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import * as address from './address.js';
import { dollars, figure } from './format.js';

/** How each kind of attention is called, and how grave it is. */
const kinds = {
    slo_missed: ['SLO missed', 'bad'],
    budget: ['Error budget', 'warn'],
    infeasible: ['No number of replicas meets the SLO', 'bad'],
    telemetry: ['Telemetry', 'warn'],
    stuck_start: ['Stuck start', 'warn'],
    room: ['No room', 'warn'],
    paused: ['Paused', 'warn'],
    advise: ['Advises only', 'idle'],
    none: ['Well', 'ok'],
    asleep: ['Asleep', 'idle'],
};

/** Rows that are drawn at once; more on demand, so that 500 workloads do not hold up a narrow machine. */
const page = 100;

/** Rows this near to what is seen are kept up to date; the others wait until someone scrolls to them. */
const near = '400px';

/** All workloads, the one first that needs a person. */
class HeadroomFleet extends LitElement {
    static properties = {
        rows: { attribute: false },
        query: {},
        attention: {},
        selected: {},
        shown: { state: true },
        seen: { state: true },
    };

    constructor() {
        super();
        this.rows = null;
        this.query = '';
        this.attention = '';
        this.selected = '';
        this.shown = page;
        /** Workloads whose rows are near to what is seen. */
        this.seen = new Set();
        /** Each row as it was drawn last. */
        this.drawn = new Map();
    }

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        this.watch = new IntersectionObserver(changes => this.see(changes), { rootMargin: near });
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.watch.disconnect();
    }

    see(changes) {
        const seen = new Set(this.seen);
        changes.forEach(({ isIntersecting, target }) => (isIntersecting ? seen.add(target.dataset.workload) : seen.delete(target.dataset.workload)));
        this.seen = seen;
    }

    willUpdate(changed) {
        const onlyFigures = [...changed.keys()].every(key => key === 'rows' || key === 'seen');
        if (!onlyFigures || this.drawn.size > this.rows?.length) {
            this.drawn.clear();
        }
    }

    /** The same element is watched once, however often it is named; a new one is told of at once. */
    updated() {
        this.querySelectorAll('tbody tr').forEach(row => this.watch.observe(row));
    }

    render() {
        if (this.rows === null) {
            return nothing;
        }
        if (this.rows.length === 0) {
            return html`<section class="card empty">
                <h2>No workload has a policy yet</h2>
                <p>Headroom plans each workload for which a ConfigMap labelled <code>headroom.dev/kind: slo-policy</code>
                    holds a valid policy. To begin, apply one:</p>
                <pre>kubectl apply -f deploy/examples/slo-policy.yaml</pre>
            </section>`;
        }
        const found = this.rows.filter(row => this.matches(row));
        return html`
            <nav class="kinds" aria-label="Filter by state">${this.filters()}</nav>
            <div class="card scroll">
                <table class="fleet">
                    <caption class="hidden">Workloads, those first that need attention</caption>
                    <thead>
                        <tr>
                            <th scope="col">Workload</th>
                            <th scope="col">State</th>
                            <th scope="col" class="n">Ready → wanted</th>
                            <th scope="col" class="wide">Worst objective</th>
                            <th scope="col" class="n">$/h</th>
                            <th scope="col" class="wide">Requests, last hour</th>
                        </tr>
                    </thead>
                    <tbody>
                        ${repeat(found.slice(0, this.shown), row => row.workload, row => this.kept(row))}
                    </tbody>
                </table>
                ${found.length === 0 ? html`<p class="empty">No workload matches. <button @click=${this.all}>Show all</button></p>` : nothing}
                ${found.length > this.shown
                    ? html`<p class="empty"><button @click=${() => (this.shown += page)}>
                          Show ${Math.min(page, found.length - this.shown)} more of ${found.length}</button></p>`
                    : nothing}
            </div>`;
    }

    all() {
        address.set({ q: '', a: '' });
    }

    filters() {
        const counts = new Map();
        for (const row of this.rows) {
            counts.set(row.attention, (counts.get(row.attention) ?? 0) + 1);
        }
        return Object.entries(kinds)
            .filter(([kind]) => counts.has(kind))
            .map(([kind, [name, grave]]) => html`
                <button aria-pressed=${this.attention === kind}
                    @click=${() => address.set({ a: this.attention === kind ? '' : kind })}>
                    <span class="dot ${grave}"></span>${name} ${counts.get(kind)}
                </button>`);
    }

    matches(row) {
        const words = this.query.toLowerCase().split(/\s+/).filter(word => word);
        const text = `${row.workload} ${row.state} ${kinds[row.attention]?.[0]}`.toLowerCase();
        return (!this.attention || row.attention === this.attention) && words.every(word => text.includes(word));
    }

    /** A row; as it was drawn last where it is far from what is seen. */
    kept(row) {
        if (this.seen.has(row.workload) || !this.drawn.has(row.workload)) {
            this.drawn.set(row.workload, this.row(row));
        }
        return this.drawn.get(row.workload);
    }

    row(row) {
        const [name, grave] = kinds[row.attention] ?? [row.attention, 'warn'];
        const link = new URLSearchParams(location.search);
        link.set('w', row.workload);
        return html`
            <tr data-workload=${row.workload} class=${row.workload === this.selected ? 'selected' : ''}>
                <th scope="row"><a href="?${link}" aria-current=${row.workload === this.selected ? 'true' : nothing}
                    @click=${event => this.open(event, row.workload)}>${row.workload}</a></th>
                <td><span class="state"><span class="dot ${grave}"></span><b>${name}</b></span>
                    <span class="soft">${row.state}</span></td>
                <td class="n">${figure(row.replicas.ready)} → ${figure(row.replicas.wanted)}</td>
                <td class="wide">${this.worst(row)}</td>
                <td class="n">${dollars(row.usdPerHour)}</td>
                <td class="wide">${spark(row.lastHour)}</td>
            </tr>`;
    }

    open(event, workload) {
        if (event.metaKey || event.ctrlKey || event.shiftKey) {
            return;
        }
        event.preventDefault();
        address.set({ w: workload, s: '', f: '' });
    }

    worst(row) {
        if (row.ofLimit === undefined) {
            return html`<span class="soft">no recent request</span>`;
        }
        const share = Math.round(row.ofLimit * 100);
        const grave = share > 100 ? 'bad' : share > 85 ? 'warn' : 'ok';
        return html`<meter class=${grave} min="0" max="100" value=${Math.min(100, share)}
            aria-label="${row.objective}">${share} %</meter> <span class="soft">${share} % of the limit</span>`;
    }
}

/** A line of 60 minutes; gaps where nothing was observed. */
function spark(values) {
    const known = values.filter(value => value !== null);
    if (known.length < 2) {
        return html`<span class="soft">not yet</span>`;
    }
    const most = Math.max(...known, 1e-9);
    let path = '';
    let draws = false;
    values.forEach((value, minute) => {
        if (value !== null) {
            path += `${draws ? 'L' : 'M'}${minute * 2} ${(22 - (20 * value) / most).toFixed(1)}`;
        }
        draws = value !== null;
    });
    return html`<svg class="spark" viewBox="0 0 120 24" role="img" aria-label="at most ${figure(most)} requests per second">
        ${svg`<path d=${path}></path>`}</svg>`;
}

customElements.define('headroom-fleet', HeadroomFleet);
