// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import dev.headroom.cli.benchmark.plan.RequestTokens;
import java.util.function.Consumer;

/** A server of a model. */
public interface Endpoint {
    /**
     * Sends a request.
     *
     * @param number of the request, from which its text follows
     * @param tokens its lengths
     * @param answered told once, on any thread
     * @return ends the request; its answer then does not matter
     */
    Runnable send(long number, RequestTokens tokens, Consumer<StreamedAnswer> answered);
}
