// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.policy.PolicyVariant.Turnable;
import java.util.ArrayList;
import java.util.List;

/** One of others' policies in all the forms in which it is compared. */
public final class BaselineFamily {
    private static final String SHIPPED = "shipped";
    private static final String TUNED = "tuned ";

    private final String policy;
    private final String name;
    private final List<PolicyVariant> variants = new ArrayList<>();
    private final List<PolicyVariant> grid = new ArrayList<>();

    /** As shipped alone; other forms are added one by one. */
    BaselineFamily(String policy, String name, Turnable shipped) {
        this.policy = policy;
        this.name = name;
        variant(SHIPPED, shipped);
    }

    BaselineFamily variant(String variant, Turnable maker) {
        variants.add(PolicyVariant.turnable(policy, name, variant, maker));
        return this;
    }

    BaselineFamily tuned(String parameters, Turnable maker) {
        grid.add(PolicyVariant.turnable(policy, name, TUNED + parameters, maker));
        return this;
    }

    /** Short id. */
    public String policy() {
        return policy;
    }

    /** For readers. */
    public String name() {
        return name;
    }

    /** With its makers' constants. */
    public PolicyVariant shipped() {
        return variants.get(0);
    }

    /** As shipped, and whatever other readings of it the protocol asks for. */
    public List<PolicyVariant> variants() {
        return List.copyOf(variants);
    }

    /** What to try on a training window: values of its one or two main parameters. */
    public List<PolicyVariant> tuningGrid() {
        return List.copyOf(grid);
    }

    /** As shipped, but more or less aggressive: above 1 it buys more replicas. */
    public PolicyVariant withKnob(double knob) {
        return shipped().withKnob(knob);
    }
}
