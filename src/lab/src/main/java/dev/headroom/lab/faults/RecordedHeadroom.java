// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.faults;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.headroom.HeadroomPolicy;
import dev.headroom.lab.policy.ScalingPolicy;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Headroom, and what it said. One thread. */
final class RecordedHeadroom implements ScalingPolicy {
    private final HeadroomPolicy headroom;
    private final IntStream.Builder replicas = IntStream.builder();
    private final IntStream.Builder before = IntStream.builder();
    private final IntStream.Builder answers = IntStream.builder();

    RecordedHeadroom(HeadroomPolicy headroom) {
        this.headroom = headroom;
    }

    @Override
    public void admitted(ServedRequest request) {
        headroom.admitted(request);
    }

    @Override
    public void ended(PodIdentity pod, ServedRequest request) {
        headroom.ended(pod, request);
    }

    @Override
    public OptionalInt advanceTo(double now, FleetSight fleet) {
        int there = fleet.replicas();
        OptionalInt wanted = headroom.advanceTo(now, fleet);
        before.add(there);
        replicas.add(wanted.orElse(there));
        answers.add(headroom.newestPlan()
                .map(plan -> plan.answer().fold(known -> known.count(), unavailable -> Course.NONE))
                .orElse(Course.NONE));
        return wanted;
    }

    @Override
    public String because() {
        return headroom.because();
    }

    /** To be asked once, at the end. */
    Course course() {
        return new Course(
                replicas.build().toArray(),
                before.build().toArray(),
                answers.build().toArray());
    }
}
