// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import java.util.List;

/** The routers that come with the lab. Where pods are equal, the one that has been ready longest gets the request. */
public enum Routing {
    /** The pod whose requests still need the fewest tokens, prompts and answers together. */
    LEAST_OUTSTANDING_TOKENS {
        @Override
        public Router router() {
            return Routing::fewestTokens;
        }
    },
    /** The pod with the fewest requests in hand. */
    LEAST_OUTSTANDING_REQUESTS {
        @Override
        public Router router() {
            return Routing::fewestRequests;
        }
    },
    /** Each in its turn. */
    ROUND_ROBIN {
        @Override
        public Router router() {
            return new Turns();
        }
    };

    /** A router of this kind that has seen nothing yet. */
    public abstract Router router();

    private static Pod fewestTokens(List<Pod> ready) {
        Pod best = ready.get(0);
        long fewest = best.outstandingTokens();
        for (int index = 1; index < ready.size() && fewest > 0; index++) {
            long tokens = ready.get(index).outstandingTokens();
            if (tokens < fewest) {
                fewest = tokens;
                best = ready.get(index);
            }
        }
        return best;
    }

    private static Pod fewestRequests(List<Pod> ready) {
        Pod best = ready.get(0);
        for (int index = 1; index < ready.size() && best.outstanding() > 0; index++) {
            Pod pod = ready.get(index);
            best = pod.outstanding() < best.outstanding() ? pod : best;
        }
        return best;
    }

    private static final class Turns implements Router {
        private int next;

        @Override
        public Pod pick(List<Pod> ready) {
            int turn = next < ready.size() ? next : 0;
            next = turn + 1;
            return ready.get(turn);
        }
    }
}
