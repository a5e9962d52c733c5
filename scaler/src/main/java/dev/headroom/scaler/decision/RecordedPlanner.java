// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanMaker;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.Planner;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.util.function.Consumer;

/** A planner that reports each plan together with all of its inputs. As safe from any thread as its listener. */
public final class RecordedPlanner implements PlanMaker {
    private final Planner planner;
    private final PlanSettings settings;
    private final String version;
    private final Consumer<Decision> told;

    /**
     * A planner.
     *
     * @param settings how it behaves
     * @param version of Headroom, for later readers of its decisions
     * @param told called with each plan on the thread that plans; must not block
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
