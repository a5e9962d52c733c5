// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import java.util.List;

/** Chooses the pod that a request goes to. May remember its choices; one thread. */
@FunctionalInterface
public interface Router {
    /**
     * One of the ready pods. Asked for each request, so it must be quick.
     *
     * @param ready at least one, in the order in which they became ready
     */
    Pod pick(List<Pod> ready);
}
