// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;

/** One of the three times that a user feels. */
public enum Signal {
    /** Arrival to first token. */
    TTFT {
        @Override
        public double secondsOf(ServedRequest request) {
            return request.timeToFirstTokenSeconds();
        }

        @Override
        double limitOf(Promise promise) {
            return promise.timeToFirstTokenSeconds();
        }

        @Override
        double leastOf(ServedRequest unfinished, double now) {
            double first = unfinished.firstTokenAt();
            return (Double.isNaN(first) ? now : first) - unfinished.arrival().atSeconds();
        }
    },
    /** Between tokens, in the mean over the request. */
    ITL {
        @Override
        public double secondsOf(ServedRequest request) {
            return request.interTokenSeconds();
        }

        @Override
        double limitOf(Promise promise) {
            return promise.interTokenSeconds();
        }

        @Override
        double leastOf(ServedRequest unfinished, double now) {
            double first = unfinished.firstTokenAt();
            int gaps = unfinished.arrival().outputTokens() - 1;
            return Double.isNaN(first) || gaps == 0 ? 0 : (now - first) / gaps;
        }
    },
    /** Arrival to last token. */
    E2E {
        @Override
        public double secondsOf(ServedRequest request) {
            return request.endToEndSeconds();
        }

        @Override
        double limitOf(Promise promise) {
            return promise.endToEndSeconds();
        }

        @Override
        double leastOf(ServedRequest unfinished, double now) {
            return now - unfinished.arrival().atSeconds();
        }
    };

    /** What a finished request took; NaN for the time between tokens of a single one. */
    public abstract double secondsOf(ServedRequest request);

    abstract double limitOf(Promise promise);

    /** What an unfinished request will have taken at least, were it to end now. */
    abstract double leastOf(ServedRequest unfinished, double now);

    /** Whether a finished request kept this part; a single token has no time between tokens and keeps it. */
    boolean keptBy(ServedRequest finished, Promise promise) {
        return !(secondsOf(finished) > limitOf(promise));
    }

    /** Whether a request that still runs has broken this part already, however quick the rest will be. */
    boolean brokenBy(ServedRequest unfinished, double now, Promise promise) {
        return leastOf(unfinished, now) > limitOf(promise);
    }
}
