// SPDX-License-Identifier: Apache-2.0
import { LitElement, html, nothing } from 'lit';
import * as address from './address.js';
import { count, dollars } from './format.js';
import { followFleet, read } from './live.js';
import { HeadroomReport, isReport } from './report.js';
import './fleet.js';
import './health.js';
import './unattributed.js';
import './whatif.js';
import './workload.js';
import './page.css';

/** The whole page: the fleet, and beneath it the workload that the address names. */
class HeadroomPage extends LitElement {
    static properties = {
        rows: { state: true },
        newestAt: { state: true },
        broken: { state: true },
        now: { state: true },
    };

    constructor() {
        super();
        this.rows = null;
        this.newestAt = 0;
        this.broken = '';
        this.now = Date.now();
    }

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        address.onChange(() => this.requestUpdate());
        const take = rows => {
            this.rows = rows;
            this.newestAt = Date.now();
            this.broken = '';
        };
        read('/fleet').then(take, failure => (this.broken = failure.message));
        this.stop = followFleet(take, () => (this.broken = 'Headroom does not answer'));
        this.tick = setInterval(() => (this.now = Date.now()), 1000);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop();
        clearInterval(this.tick);
    }

    render() {
        const workload = address.get('w');
        document.title = workload ? `${workload} · Headroom` : 'Headroom';
        return html`
            <header>
                <h1><a href="/" @click=${this.home}>Headroom</a></h1>
                <p class="soft">${this.summary()}</p>
                <label class="find">
                    <span class="hidden">Find a workload or a state</span>
                    <input type="search" placeholder="Find a workload or a state" .value=${address.get('q')}
                        @input=${event => address.set({ q: event.target.value })}>
                </label>
                <a href="?s=example" @click=${this.example}>What if</a>
                <p class="soft live" role="status">${this.liveness()}</p>
            </header>
            <main>
                <headroom-health ?open=${address.get('d') !== ''}
                    @toggled=${event => address.set({ d: event.detail ? 'open' : '' })}></headroom-health>
                ${address.get('d') ? nothing : html`<headroom-unattributed></headroom-unattributed>`}
                <headroom-fleet .rows=${this.rows} .query=${address.get('q')} .attention=${address.get('a')}
                    .selected=${workload}></headroom-fleet>
                ${workload
                    ? html`<headroom-workload .workload=${workload} .hours=${address.get('h') || '2'}
                          .newestAt=${this.newestAt}></headroom-workload>`
                    : nothing}
                ${address.get('s') ? html`<headroom-what-if .about=${address.get('s')}></headroom-what-if>` : nothing}
            </main>`;
    }

    home(event) {
        event.preventDefault();
        address.set({ w: '', q: '', a: '', h: '', d: '', s: '', f: '' });
    }

    example(event) {
        event.preventDefault();
        address.set({ s: 'example', f: '' });
    }

    summary() {
        if (this.rows === null) {
            return 'reading …';
        }
        const cost = this.rows.reduce((sum, row) => sum + (row.usdPerHour ?? 0), 0);
        const wanted = this.rows.reduce((sum, row) => sum + row.replicas.wanted, 0);
        const words = [count(this.rows.length, 'workload'), `${count(wanted, 'replica')} wanted`];
        return (cost > 0 ? [...words, `${dollars(cost)}/h`] : words).join(' · ');
    }

    liveness() {
        if (this.broken) {
            return `${this.broken}; trying again`;
        }
        const seconds = Math.round((this.now - this.newestAt) / 1000);
        return this.rows === null ? '' : seconds > 5 ? `${seconds} s old` : 'live';
    }
}

customElements.define('headroom-page', isReport ? HeadroomReport : HeadroomPage);
