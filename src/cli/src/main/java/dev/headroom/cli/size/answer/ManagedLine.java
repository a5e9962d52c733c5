// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.cli.size.question.ManagedOffer;
import dev.headroom.cli.size.question.WorkloadModel;
import dev.headroom.scaler.capacity.CapacityLimits;
import java.util.OptionalInt;

/**
 * A managed service at a stated price. Headroom does not know whether it keeps the promise.
 *
 * @param name of it
 * @param instances at the peak; empty where it is paid by the token
 * @param cost of it
 */
public record ManagedLine(String name, OptionalInt instances, Cost cost) {
    private static final double MILLION = 1e6;

    static ManagedLine of(ManagedOffer offer, WorkloadModel workload) {
        if (offer instanceof ManagedOffer.ByToken byToken) {
            double request = (workload.shape().inputTokens() * byToken.inputUsdPerMillion()
                            + workload.shape().outputTokens() * byToken.outputUsdPerMillion())
                    / MILLION;
            return new ManagedLine(offer.name(), OptionalInt.empty(), Cost.ofRequests(request, workload));
        }
        ManagedOffer.ByHour byHour = (ManagedOffer.ByHour) offer;
        int peak = instances(workload.peakRequestsPerSecond(), byHour);
        int mean = instances(workload.meanRequestsPerSecond(), byHour);
        return new ManagedLine(
                offer.name(),
                OptionalInt.of(peak),
                Cost.of(peak * byHour.usdPerHour(), mean * byHour.usdPerHour(), workload));
    }

    private static int instances(double requestsPerSecond, ManagedOffer.ByHour offer) {
        return CapacityLimits.replicasFor(requestsPerSecond, offer.requestsPerSecond());
    }
}
