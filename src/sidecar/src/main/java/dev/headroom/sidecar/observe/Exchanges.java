// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.util.Optional;

/** Begins an exchange with each request that makes a model generate. Any thread. */
public final class Exchanges {
    private final RequestNames names;
    private final ObserveSettings settings;
    private final Witness witness;

    /**
     * @param process no two processes have the same, at most 64 characters
     * @param settings how requests are read
     * @param witness hears of all of them
     */
    public Exchanges(String process, ObserveSettings settings, Witness witness) {
        this.names = new RequestNames(process);
        this.settings = settings;
        this.witness = witness;
    }

    /** The exchange of a request that has just arrived; empty for a request that does not call a model. */
    public Optional<Exchange> begin(RequestHead head, ObservedArrival arrival) {
        return Api.of(head.method(), head.target())
                .map(api -> new Exchange(names.next(head.id()), arrival, head.isReadable(), settings, witness));
    }
}
