// SPDX-License-Identifier: Apache-2.0
import { LitElement, html, nothing } from 'lit';
import * as address from './address.js';
import { drawCurve, png } from './chart.js';
import { dollars, figure } from './format.js';
import { ask, read } from './live.js';

/** Another promise, load or replica instead of the present one. The service answers; nothing is changed. */
class HeadroomWhatIf extends LitElement {
    static properties = {
        about: {},
        question: { state: true },
        answer: { state: true },
        failure: { state: true },
        asking: { state: true },
    };

    constructor() {
        super();
        this.about = '';
        this.question = null;
        this.answer = null;
        this.failure = '';
        this.asking = false;
        this.chart = null;
    }

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        this.sizes = new ResizeObserver(() => this.resize());
        this.sizes.observe(this);
        this.scheme = matchMedia('(prefers-color-scheme: dark)');
        this.redraw = () => this.draw();
        this.scheme.addEventListener('change', this.redraw);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.sizes.disconnect();
        this.scheme.removeEventListener('change', this.redraw);
        this.chart?.destroy();
    }

    updated(changed) {
        if (changed.has('about')) {
            this.begin();
        }
        if (changed.has('answer')) {
            this.draw();
        }
    }

    /** From the address where it holds a question, else as the workload is. */
    async begin() {
        const about = this.about;
        this.answer = null;
        try {
            const held = address.get('f');
            const question = held
                ? JSON.parse(held)
                : await read(`/what-if?workload=${encodeURIComponent(about === 'example' ? '' : about)}`);
            if (about === this.about) {
                this.question = question;
                await this.send();
            }
        } catch (failure) {
            this.failure = failure.message;
        }
    }

    async send() {
        this.asking = true;
        try {
            this.answer = await ask('/what-if', this.question);
            this.failure = '';
        } catch (failure) {
            this.answer = null;
            this.failure = failure.message;
        }
        this.asking = false;
    }

    submit(event) {
        event.preventDefault();
        const form = new FormData(event.target);
        this.question = {
            workload: this.question.workload ?? null,
            policy: form.get('policy'),
            profile: form.get('profile') || null,
            requestsPerSecond: Number(form.get('requestsPerSecond')),
            inputTokens: Number(form.get('inputTokens')),
            outputTokens: Number(form.get('outputTokens')),
            arrivals: form.get('arrivals'),
            gpusPerNode: Number(form.get('gpusPerNode')) || null,
        };
        address.set({ f: JSON.stringify(this.question) });
        this.send();
    }

    render() {
        return html`
            <section aria-labelledby="what-if">
                <div class="title">
                    <h2 id="what-if">What if: ${this.about === 'example' ? 'a worked example' : this.about}</h2>
                    <button @click=${() => address.set({ s: '', f: '' })}>Close</button>
                </div>
                <p class="soft">Change the policy, the load or the replica. Headroom answers, and changes nothing.</p>
                <div class="grid halves">
                    ${this.question ? this.form() : nothing}
                    <div class="card" aria-live="polite">${this.result()}</div>
                </div>
            </section>`;
    }

    form() {
        const question = this.question;
        return html`
            <form class="card" @submit=${this.submit}>
                <div class="fields">
                    ${this.number('requestsPerSecond', 'Requests per second', question.requestsPerSecond)}
                    ${this.number('inputTokens', 'Input tokens', question.inputTokens)}
                    ${this.number('outputTokens', 'Output tokens', question.outputTokens)}
                    <label>Arrivals
                        <select name="arrivals">
                            ${['poisson', 'steady'].map(one => html`
                                <option value=${one} ?selected=${question.arrivals === one}>${one === 'steady' ? 'even' : 'by chance'}</option>`)}
                        </select></label>
                    <label>GPUs per node
                        <input name="gpusPerNode" type="number" min="1" step="1" placeholder="as a replica"
                            .value=${String(question.gpusPerNode ?? '')}></label>
                </div>
                <label>SLO policy
                    <textarea name="policy" rows="14" spellcheck="false" .value=${question.policy}></textarea></label>
                <label>Serving profile; empty for the one that the policy names
                    <textarea name="profile" rows="6" spellcheck="false" .value=${question.profile ?? ''}></textarea></label>
                <div class="tools">
                    <button type="submit">${this.asking ? 'Asking …' : 'Answer'}</button>
                    <button type="button" @click=${this.copy}>Copy as ConfigMap</button>
                </div>
            </form>`;
    }

    number(name, label, value) {
        return html`<label>${label}
            <input name=${name} type="number" min="0" step="any" required .value=${String(rounded(value))}></label>`;
    }

    result() {
        if (this.failure) {
            return html`<p role="alert">${this.failure}</p>`;
        }
        const answer = this.answer;
        if (answer === null) {
            return html`<p class="soft">reading …</p>`;
        }
        return html`
            <p class="say">${answer.sentence}.</p>
            <dl>
                ${this.fact('Replicas', figure(answer.replicas))}
                ${answer.nodes === undefined ? nothing : this.fact('Nodes', figure(answer.nodes))}
                ${answer.gpus === undefined ? nothing : this.fact('GPUs', figure(answer.gpus))}
                ${answer.usdPerHour === undefined ? nothing : this.fact('Cost', `${dollars(answer.usdPerHour)} an hour`)}
            </dl>
            ${answer.day ? this.days(answer) : nothing}
            ${answer.curve
                ? html`<h3>Latency in percent of its limit, by the number of replicas${answer.curve.usdPerHour ? ', and their cost' : ''}
                      <button @click=${this.save}>PNG</button></h3><div class="curve"></div>`
                : nothing}
            <ul class="notes soft">${answer.notes.map(note => html`<li>${note}.</li>`)}</ul>`;
    }

    fact(name, value) {
        return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    }

    /** The newest day, as asked and as it is. */
    days({ day, dayNow }) {
        const columns = [['as asked', day], ...(dayNow ? [['as it is', dayNow]] : [])];
        const rows = [
            ['Replica-hours', one => figure(one.replicaHours)],
            ['GPU-hours', one => figure(one.gpuHours)],
            ['Cost', one => dollars(one.usd)],
            ['Requests within the promise', one => figure(one.keptPercent, '%')],
            ['Most replicas', one => figure(one.most)],
            ['Changes', one => figure(one.changes)],
        ];
        return html`
            <h3>The newest ${figure(day.hours, 'h')} of known arrivals, planned again</h3>
            <table class="days">
                <thead><tr><td></td>${columns.map(([name]) => html`<th scope="col">${name}</th>`)}</tr></thead>
                <tbody>${rows.map(([name, value]) => html`
                    <tr><th scope="row">${name}</th>${columns.map(([, one]) => html`<td>${value(one)}</td>`)}</tr>`)}</tbody>
            </table>`;
    }

    draw() {
        this.chart?.destroy();
        this.chart = null;
        const place = this.querySelector('.curve');
        if (place && this.answer?.curve) {
            place.replaceChildren();
            this.chart = drawCurve(place, this.answer.curve, this.answer.replicas);
        }
    }

    resize() {
        const width = this.querySelector('.curve')?.clientWidth ?? 0;
        if (this.chart && width > 0) {
            this.chart.setSize({ width, height: this.chart.height });
        }
    }

    save() {
        const link = document.createElement('a');
        link.href = png(this.chart);
        link.download = 'what-if.png';
        link.click();
    }

    copy() {
        const [namespace, name] = (this.question.workload ?? 'example/assistant').split('/');
        const policy = this.querySelector('[name=policy]').value.trimEnd().split('\n');
        const lines = ['apiVersion: v1', 'kind: ConfigMap', 'metadata:', `  name: ${name}`, `  namespace: ${namespace}`,
            '  labels:', '    headroom.dev/kind: slo-policy', 'data:', '  policy.yaml: |', ...policy.map(line => `    ${line}`), ''];
        navigator.clipboard.writeText(lines.join('\n'));
    }
}

/** Four digits: more say nothing about a load. */
function rounded(value) {
    return Number(value.toPrecision(4));
}

customElements.define('headroom-what-if', HeadroomWhatIf);
