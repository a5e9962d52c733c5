// SPDX-License-Identifier: Apache-2.0
import { LitElement, html, nothing } from 'lit';
import * as address from './address.js';
import { clock, count, figure } from './format.js';
import { read } from './live.js';

/** A setting that was mended shows within half a minute. */
const every = 30_000;

/** The reasons of src/docs/attribution.md, in people's words. */
const meanings = {
    no_identity: 'It names neither a scale target nor a pod, and no model with a namespace',
    unknown_pod: 'It names only a pod, and no such pod was seen',
    unknown_target: 'No policy claims its scale target',
    unknown_model: 'No policy of its namespace claims its model',
    ambiguous_model: 'Several policies claim its model',
    foreign_namespace: 'Its topic may not carry telemetry of its namespace',
    no_replica: 'A scrape does not name its replica',
};

/** Telemetry without a workload: how much by reason, where it comes from, the missing setting, and the YAML that adds it. */
class HeadroomUnattributed extends LitElement {
    static properties = {
        /** Shows only telemetry that may belong to this one; nothing without any. */
        workload: {},
        /** Without the button that folds it. */
        unfolded: { type: Boolean },
        open: { state: true },
        report: { state: true },
        broken: { state: true },
    };

    constructor() {
        super();
        this.workload = '';
        this.unfolded = false;
        this.open = false;
        this.report = null;
        this.broken = '';
    }

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        this.timer = setInterval(() => document.hidden || this.load(), every);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        clearInterval(this.timer);
    }

    updated(changed) {
        if (changed.has('workload')) {
            this.load();
        }
    }

    async load() {
        const asked = this.workload;
        try {
            const report = await read(`/unattributed/recent${asked ? `?workload=${encodeURIComponent(asked)}` : ''}`);
            if (asked === this.workload) {
                this.report = report;
                this.broken = '';
            }
        } catch (failure) {
            this.broken = failure.message;
        }
    }

    render() {
        const { report } = this;
        if (report === null) {
            return this.broken && !this.workload ? html`<p class="soft">${this.broken}</p>` : nothing;
        }
        if (report.reasons.length === 0) {
            return this.workload ? nothing : html`<p class="soft"><span class="dot ${dot(report)}"></span>${allIsWell(report)}</p>`;
        }
        if (this.workload) {
            return html`<div class="card"><h3>Telemetry that may be its own</h3>${this.reasons()}</div>`;
        }
        const sum = report.reasons.reduce((all, reason) => all + reason.count, 0);
        const summary = `${count(sum, 'event')} of the last ${report.minutes} min`;
        if (this.unfolded) {
            return html`<h3>Unattributed telemetry: ${summary}</h3>${this.reasons()}`;
        }
        return html`
            <button aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
                <span class="dot bad"></span>Unattributed telemetry: ${summary}
            </button>
            ${this.open ? html`<section class="card" aria-label="Unattributed telemetry">${this.reasons()}</section>` : nothing}`;
    }

    reasons() {
        return html`
            <ul class="findings">${this.report.reasons.map(reason => html`
                <li>
                    <p><span class="dot bad"></span><b>${meanings[reason.reason] ?? reason.reason}:
                        ${count(reason.count, 'event')}</b>
                        ${this.workload ? 'of all workloads ' : ''}in the last ${this.report.minutes} min <code>${reason.reason}</code></p>
                    ${reason.sources.map(source => this.source(source))}
                    ${reason.others > 0 ? html`<p><a href="/unattributed">${count(reason.others, 'other source')}</a></p>` : nothing}
                </li>`)}
            </ul>
            <p class="soft">An event is an observation of a request, or a scrape of a server. Nothing is scaled on these.</p>`;
    }

    source(source) {
        const candidates = (source.candidates ?? []).filter(one => one !== this.workload);
        return html`
            <p>For example ${said(source.said)}: ${figure(source.count)} since ${clock(source.firstSeen)}, the newest at
                ${clock(source.lastSeen)}.</p>
            <p>To attribute it: ${source.missing}.</p>
            <pre>${source.yaml}</pre>
            <p><button @click=${() => navigator.clipboard.writeText(source.yaml)}>Copy YAML</button>
                ${candidates.length > 0
                    ? html`<span class="soft">It may belong to ${candidates.map((one, at) =>
                          html`${at > 0 ? ', ' : ''}<a href="?w=${encodeURIComponent(one)}"
                              @click=${event => this.openWorkload(event, one)}>${one}</a>`)}.</span>`
                    : nothing}</p>`;
    }

    openWorkload(event, workload) {
        if (event.metaKey || event.ctrlKey || event.shiftKey) {
            return;
        }
        event.preventDefault();
        address.set({ w: workload, s: '', f: '' });
    }
}

/** The names that telemetry gives itself. */
function said({ topic, namespace, target, models, podName, podUid, podIp }) {
    const pod = podName ?? podUid ?? podIp;
    const names = [
        namespace && `namespace ${namespace}`,
        target && `target ${target}`,
        models?.length > 0 && `model ${models[0]}`,
        pod && `pod ${pod}`,
    ].filter(name => name);
    return html`<b>${names.length > 0 ? names.join(', ') : 'telemetry without any name'}</b> on topic ${topic}`;
}

function dot(report) {
    return report.elsewhere || report.attributed === 0 ? 'idle' : 'ok';
}

function allIsWell({ minutes, attributed, elsewhere }) {
    if (elsewhere) {
        return 'Processes of the role ingest attribute the telemetry. Their pages at /unattributed show the rest.';
    }
    return attributed === 0
        ? `No telemetry came in the last ${minutes} min.`
        : `All telemetry of the last ${minutes} min was attributed: ${count(attributed, 'event')}.`;
}

customElements.define('headroom-unattributed', HeadroomUnattributed);
