// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import java.util.List;
import java.util.function.Supplier;

/** The routers that come with the lab. Where pods are equal, the one that has been ready longest gets the request. */
@SuppressWarnings("ImmutableEnumChecker") // Makers of routers have no state, but cannot say so.
public enum Routing {
    /** The pod whose requests still need the fewest tokens, prompts and answers together. */
    LEAST_OUTSTANDING_TOKENS(() -> Routing::fewestTokens),
    /** The pod with the fewest requests in hand. */
    LEAST_OUTSTANDING_REQUESTS(() -> Routing::fewestRequests),
    /** Each in its turn. */
    ROUND_ROBIN(Turns::new);

    /** Chooses the pod that a request goes to. May remember its choices; one thread. */
    interface Router {
        /**
         * One of the ready pods. Asked for each request, so it must be quick.
         *
         * @param ready at least one, in the order in which they became ready
         */
        Pod pick(List<Pod> ready);
    }

    private final Supplier<Router> maker;

    Routing(Supplier<Router> maker) {
        this.maker = maker;
    }

    /** A router of this kind that has seen nothing yet. */
    Router router() {
        return maker.get();
    }

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
