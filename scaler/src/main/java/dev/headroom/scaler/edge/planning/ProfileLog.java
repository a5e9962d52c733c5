// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.planning;

import dev.headroom.scaler.capacity.ProfileDifference;
import dev.headroom.scaler.capacity.ProfileListener;
import dev.headroom.telemetry.WorkloadKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Says of each profile that is named and not there, once and when it says something else, and passes on all that it hears. Planning thread. */
public final class ProfileLog implements ProfileListener {
    private static final Logger LOG = Logger.getLogger(ProfileLog.class);

    private final ProfileListener next;
    private final Map<WorkloadKey, String> absent = new HashMap<>();

    /** Has said nothing yet. */
    public ProfileLog(ProfileListener next) {
        this.next = next;
    }

    @Override
    public void compared(WorkloadKey workload, List<ProfileDifference> differences) {
        next.compared(workload, differences);
    }

    @Override
    public void lookedFor(WorkloadKey workload, Optional<String> sentence) {
        next.lookedFor(workload, sentence);
        String before = sentence.isPresent() ? absent.put(workload, sentence.get()) : absent.remove(workload);
        if (sentence.isPresent() && !sentence.get().equals(before)) {
            LOG.warnf("profile is missing, planning without it workload=%s cause=%s", workload, sentence.get());
        } else if (sentence.isEmpty() && before != null) {
            LOG.infof("profile is available or no longer named workload=%s", workload);
        }
    }

    /** Forgets workloads that no policy steers any more. */
    public void keepOnly(Predicate<WorkloadKey> steered) {
        absent.keySet().removeIf(workload -> !steered.test(workload));
    }
}
