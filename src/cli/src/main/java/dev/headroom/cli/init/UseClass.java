// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.init;

import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.util.List;
import java.util.Locale;

/**
 * Classes of use, each with a promise for 95 % of the requests. TTFT and ITL are those of the classes of the same names in
 * docs/traffic_and_slos.md of llm-d-planner (commit ed2142f). E2E is the upper end there of the use case with the same TTFT and ITL: code
 * completion, chatbot, short summary, questions about documents, research.
 */
public enum UseClass {
    /** The user notices any delay. */
    INSTANT("200ms", "35ms", "9.2s", "256", "code completion"),
    /** The answer streams as people read. */
    CONVERSATIONAL("500ms", "50ms", "13.3s", "256", "chat"),
    /** Some waiting is accepted. */
    INTERACTIVE("800ms", "50ms", "26.4s", "512", "short summaries"),
    /** The user expects to wait. */
    DEFERRED("1.2s", "60ms", "40s", "512", "questions about long documents"),
    /** No user waits. */
    BATCH("5s", "80ms", "300s", "1536", "research over night");

    /** Where the figures come from. */
    public static final String SOURCE =
            "https://github.com/llm-d-incubation/llm-d-planner/blob/main/docs/traffic_and_slos.md";

    /** The percentile of each objective. */
    static final int PERCENTILE = 95;

    private final String ttft;
    private final String itl;
    private final String e2e;
    private final String outputTokens;
    private final String example;

    UseClass(String ttft, String itl, String e2e, String outputTokens, String example) {
        this.ttft = ttft;
        this.itl = itl;
        this.e2e = e2e;
        this.outputTokens = outputTokens;
        this.example = example;
    }

    String ttft() {
        return ttft;
    }

    String itl() {
        return itl;
    }

    String e2e() {
        return e2e;
    }

    /** The limits of TTFT, ITL and E2E, in this order. */
    public List<Objective> objectives() {
        return List.of(objective(Signal.TTFT, ttft), objective(Signal.ITL, itl), objective(Signal.E2E, e2e));
    }

    private static Objective objective(Signal signal, String atMost) {
        return new Objective(signal, PERCENTILE, Durations.parse(atMost).orElseThrow());
    }

    /** The length of the answers that the E2E limit supposes. */
    public String outputTokens() {
        return outputTokens;
    }

    /** A use of this class. */
    String example() {
        return example;
    }

    @Override
    public String toString() {
        return word();
    }

    /** As the command line names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
