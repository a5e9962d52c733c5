// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import dev.headroom.lab.traffic.RequestList;

/**
 * Traffic before a run that is not scored, so that every policy's windows are full when scoring begins: the run's own first
 * minutes, played backwards, so that load goes on where they end.
 */
final class WarmUp {
    /** As long as the longest window that any policy looks back over: the HPA's, downwards. */
    static final int SECONDS = 300;

    private WarmUp() {}

    /** The run with its warm-up before it, counted from 0. */
    static RequestList before(RequestList run) {
        RequestList.Builder joined = new RequestList.Builder();
        int first = 0;
        while (first < run.size() && run.atSeconds(first) < SECONDS) {
            first++;
        }
        for (int i = first - 1; i >= 0; i--) {
            joined.add(SECONDS - run.atSeconds(i), run.inputTokens(i), run.outputTokens(i));
        }
        for (int i = 0; i < run.size(); i++) {
            joined.add(SECONDS + run.atSeconds(i), run.inputTokens(i), run.outputTokens(i));
        }
        return joined.build(SECONDS + run.spanSeconds());
    }
}
