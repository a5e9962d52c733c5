// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Requests that engines have ended on their own, until all have come to the same moment and they can be told in order. */
final class ServedTotals implements Consumer<ServedRequest> {
    private record Ended(Pod pod, ServedRequest request, double at) {}

    private static final Comparator<Ended> IN_ORDER = Comparator.comparingDouble(Ended::at);

    private final List<Ended> held = new ArrayList<>();
    private @Nullable Pod current;

    /** Takes those of one pod, until it is asked for another's. */
    Consumer<ServedRequest> of(Pod pod) {
        current = pod;
        return this;
    }

    @Override
    public void accept(ServedRequest request) {
        Pod pod = current;
        if (pod == null) {
            throw new IllegalStateException("a request has ended in no pod");
        }
        held.add(new Ended(pod, request, request.failed() ? request.failedAt() : request.finishedAt()));
    }

    /** When the last one of a pod ended; before all time where none is held. */
    double lastOf(Pod pod) {
        double last = Double.NEGATIVE_INFINITY;
        for (Ended ended : held) {
            last = ended.pod() == pod ? Math.max(last, ended.at()) : last;
        }
        return last;
    }

    void tell(Completions completions) {
        if (held.isEmpty()) {
            return;
        }
        held.sort(IN_ORDER);
        for (Ended ended : held) {
            completions.completed(ended.pod().identity(), ended.request());
        }
        held.clear();
    }
}
