// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

/** Colours and type of pictures and pages, by day and by night. */
final class Theme {
    /**
     * Okabe and Ito's palette, which the colour-blind can tell apart; by night the same hues, lighter. In pictures, colour never stands
     * alone: lines are labelled where they end.
     */
    static final String COLOURS = """
            :root{--paper:#fff;--ink:#1c2530;--muted:#5d6b7a;--rule:#e3e8ed;--faint:#aeb8c2;--band:#f5f7f9;
            --ours:#0072b2;--c1:#d55e00;--c2:#009e73;--c3:#b3478c;--c4:#a87900;--good:#0072b2;--bad:#d55e00;--limit:#c0392b}
            @media (prefers-color-scheme:dark){:root{--paper:#14191f;--ink:#e4e9ee;--muted:#9aa7b4;--rule:#2a333d;--faint:#6c7a88;
            --band:#1b222a;--ours:#56b4e9;--c1:#f0813c;--c2:#2fc79a;--c3:#e08cc0;--c4:#e6b422;--good:#56b4e9;--bad:#f0813c;--limit:#ff7a6b}}
            """;

    /** How pictures are drawn; names begin with p- so that they meet nobody else's in a page. */
    static final String PICTURES = """
            svg.picture{display:block;max-width:100%;height:auto;font-family:system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
            .picture text{fill:var(--ink);font-size:11px}.picture .p-title{font-size:13px;font-weight:600}
            .picture .p-soft{fill:var(--muted)}.picture .p-small{font-size:10px}
            .p-paper{fill:var(--paper)}.p-grid{stroke:var(--rule);stroke-width:1}.p-axis{stroke:var(--faint);stroke-width:1}
            .p-mark{stroke:var(--limit);stroke-width:1.2;stroke-dasharray:5 3;fill:none}
            .p-bound{stroke:var(--ink);stroke-width:1.2;stroke-dasharray:2 3;fill:none}
            .p-line{fill:none;stroke-width:2;stroke-linejoin:round}.p-thin{fill:none;stroke-width:1;stroke-linejoin:round}
            .p-lead{stroke:var(--faint);stroke-width:.8;fill:none}
            .p-ours{stroke:var(--ours)}.p-c1{stroke:var(--c1)}.p-c2{stroke:var(--c2)}.p-c3{stroke:var(--c3)}.p-c4{stroke:var(--c4)}
            .p-rest{stroke:var(--faint)}
            .p-dot-ours{fill:var(--ours)}.p-dot-c1{fill:var(--c1)}.p-dot-c2{fill:var(--c2)}.p-dot-c3{fill:var(--c3)}
            .p-dot-c4{fill:var(--c4)}.p-dot-rest{fill:var(--faint)}.p-hollow{fill:var(--paper);stroke-width:1.6}
            .picture .p-text-ours{fill:var(--ours);font-weight:600}.picture .p-text-c1{fill:var(--c1)}
            .picture .p-text-c2{fill:var(--c2)}.picture .p-text-c3{fill:var(--c3)}.picture .p-text-c4{fill:var(--c4)}
            .p-area{fill:var(--ours);opacity:.16}.p-over{fill:var(--limit);opacity:.16}.p-band{fill:var(--band)}
            .p-badge{fill:var(--ink)}.picture .p-badge-text{fill:var(--paper);font-size:9px;font-weight:600}
            .picture .p-limit-text{fill:var(--limit)}
            """;

    private Theme() {}
}
