// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.scenario;

/** One simulated server: what it has in its hands, what it has counted, and whether it works. */
final class ModelServer {
    /** More sequences than this wait. */
    private static final long BATCH = 256;

    private final String uid;
    private long inFlight;
    private long finished;
    private boolean reachable = true;
    private boolean hanging;

    ModelServer(String uid) {
        this.uid = uid;
    }

    String uid() {
        return uid;
    }

    void take() {
        inFlight++;
    }

    /** Ends one request; a server that hangs ends none. */
    boolean end() {
        if (hanging) {
            return false;
        }
        inFlight--;
        finished++;
        return true;
    }

    void hang() {
        hanging = true;
    }

    /** It can be scraped no more, and serves nobody. */
    void die() {
        reachable = false;
        hanging = true;
    }

    /** It comes back: nothing in its hands, its counters at 0. */
    void restart() {
        reachable = true;
        hanging = false;
        inFlight = 0;
        finished = 0;
    }

    boolean isReachable() {
        return reachable;
    }

    long running() {
        return Math.min(inFlight, BATCH);
    }

    long waiting() {
        return inFlight - running();
    }

    long finished() {
        return finished;
    }

    /** Requests that got their first token; here all that run. */
    long firstTokens() {
        return finished + running();
    }
}
