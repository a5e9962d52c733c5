// SPDX-License-Identifier: Apache-2.0
import { LitElement, html, nothing } from 'lit';
import { count } from './format.js';
import { read } from './live.js';
import './unattributed.js';

/** The service examines at most once in ten seconds. */
const every = 30_000;

/** What is wrong around Headroom: a button that says how much, and a list that says what, why and what to do. */
class HeadroomHealth extends LitElement {
    static properties = {
        open: { type: Boolean },
        findings: { state: true },
        broken: { state: true },
    };

    constructor() {
        super();
        this.open = false;
        this.findings = null;
        this.broken = '';
    }

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        this.examine();
        // A tab in the background asks Kafka and the API server for nothing.
        this.timer = setInterval(() => document.hidden || this.examine(), every);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        clearInterval(this.timer);
    }

    async examine() {
        try {
            this.findings = await read('/doctor');
            this.broken = '';
        } catch (failure) {
            this.broken = failure.message;
        }
    }

    render() {
        return html`
            <button class="health" aria-expanded=${this.open} aria-controls="findings" @click=${this.toggle}>
                <span class="dot ${this.grave()}"></span>Health: ${this.summary()}
            </button>
            ${this.open ? html`<section id="findings" class="card" aria-label="Health">${this.list()}
                <headroom-unattributed unfolded></headroom-unattributed></section>` : nothing}`;
    }

    toggle() {
        this.dispatchEvent(new CustomEvent('toggled', { detail: !this.open }));
    }

    grave() {
        if (this.findings === null) {
            return 'idle';
        }
        return this.findings.some(one => one.severity === 'problem') ? 'bad' : this.findings.length > 0 ? 'warn' : 'ok';
    }

    summary() {
        if (this.findings === null) {
            return this.broken || 'examining …';
        }
        const problems = this.findings.filter(one => one.severity === 'problem').length;
        const warnings = this.findings.length - problems;
        const words = [problems && count(problems, 'problem'), warnings && count(warnings, 'warning')].filter(word => word);
        return words.length > 0 ? words.join(', ') : 'well';
    }

    list() {
        if (this.findings === null) {
            return html`<p>${this.broken || 'Headroom looks at telemetry, policies, ScaledObjects, HPAs, topics and rights.'}</p>`;
        }
        if (this.findings.length === 0) {
            return html`<p>The doctor finds nothing wrong with telemetry, policies, ScaledObjects, HPAs, topics and rights.
                The same in a terminal:</p><pre>./headroom doctor --url ${location.origin}</pre>`;
        }
        // These are beneath, with their counts and the YAML that mends them.
        const others = this.findings.filter(one => one.code !== 'unattributed');
        return html`<ul class="findings">${others.map(one => html`
            <li>
                <p><span class="dot ${one.severity === 'problem' ? 'bad' : 'warn'}"></span><b>${one.what}</b></p>
                <p class="soft">${one.why}</p>
                <p>${one.do} <code>${one.code}</code></p>
            </li>`)}</ul>`;
    }
}

customElements.define('headroom-health', HeadroomHealth);
