// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanMaker;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.Planner;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.util.function.Consumer;

/** A planner whose every plan is told of, with all that it was made of. As safe from any thread as who is told. */
public final class RecordedPlanner implements PlanMaker {
    private final Planner planner;
    private final PlanSettings settings;
    private final String version;
    private final Consumer<Decision> told;

    /**
     * A planner.
     *
     * @param settings how it behaves
     * @param version of Headroom, for those who read its decisions later
     * @param told of each plan on the thread that plans; must not block
     */
    public RecordedPlanner(PlanSettings settings, String version, Consumer<Decision> told) {
        this.planner = new Planner(settings);
        this.settings = settings;
        this.version = version;
        this.told = told;
    }

    @Override
    public ReplicaPlan plan(PlanInput input) {
        ReplicaPlan plan = planner.plan(input);
        told.accept(new Decision(version, settings, input, plan));
        return plan;
    }
}
