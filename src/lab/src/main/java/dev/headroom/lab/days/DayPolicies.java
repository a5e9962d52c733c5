// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.days.DayCell.Knowledge;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.headroom.HeadroomVariants;
import dev.headroom.lab.policy.BaselineFamily;
import dev.headroom.lab.policy.Baselines;
import dev.headroom.lab.policy.PolicyVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is compared over days, by name: {@code headroom}, {@code B3} as shipped, {@code B3:tuned}, {@code B9-kpa:corrected}. Where the
 * planner has no profile, {@code B14} and {@code B15} have no load test either.
 */
final class DayPolicies {
    static final String TUNED = "tuned";

    /** The planner plans so often: of a day more often is most of the time it takes, and moves nothing. */
    private static final double PLAN_EVERY_SECONDS = 5;

    private static final String UNTESTED = "without load test";
    /** Tuning tries the shipped variant and so many others, spread over a family's grid. */
    private static final int MOST_TRIED = 6;

    private DayPolicies() {}

    /** Everybody as shipped, Headroom first. */
    static List<String> shipped() {
        return Stream.concat(
                        Stream.of(HeadroomVariants.ID),
                        Baselines.families().stream().map(BaselineFamily::policy))
                .toList();
    }

    /** Everybody as shipped, and whoever can be tuned tuned. */
    static List<String> all() {
        List<String> names = new ArrayList<>(shipped());
        Baselines.families().forEach(family -> names.add(family.policy() + ":" + TUNED));
        return List.copyOf(names);
    }

    /** Throws {@link IllegalArgumentException} with one sentence unless somebody has the name. */
    static void check(String name) {
        if (!isHeadroom(name)) {
            BaselineFamily family = Baselines.family(familyOf(name));
            Optional<String> variant = variantOf(name);
            if (variant.isPresent() && !variant.get().equals(TUNED)) {
                named(family, variant.get());
            }
        }
    }

    static boolean isHeadroom(String name) {
        return name.equals(HeadroomVariants.ID);
    }

    /** Whether it is chosen from the lived time. */
    static boolean isTuned(String name) {
        return variantOf(name).filter(TUNED::equals).isPresent();
    }

    /** Whether it learns for longer than an hour or two, and so lives all of the time before. */
    static boolean learns(String name) {
        return isHeadroom(name) || List.of("B13", "B14", "B15").contains(familyOf(name));
    }

    /** What is to be tried for it. */
    static List<PolicyVariant> grid(String name) {
        BaselineFamily family = Baselines.family(familyOf(name));
        List<PolicyVariant> grid = family.tuningGrid();
        List<PolicyVariant> tried = new ArrayList<>(List.of(family.shipped()));
        int count = Math.min(MOST_TRIED, grid.size());
        for (int pick = 0; pick < count; pick++) {
            tried.add(grid.get(pick * grid.size() / count));
        }
        return List.copyOf(tried);
    }

    /** A policy that needs no tuning. */
    static PolicyVariant fixed(String name, DayStage stage) {
        if (isHeadroom(name)) {
            return headroom(stage);
        }
        BaselineFamily family = Baselines.family(familyOf(name));
        Optional<String> variant = variantOf(name);
        if (variant.isPresent()) {
            return named(family, variant.get());
        }
        boolean untested = stage.cell().belief() == Knowledge.ABSENT
                && family.variants().stream().anyMatch(known -> known.variant().equals(UNTESTED));
        return untested ? named(family, UNTESTED) : family.shipped();
    }

    private static PolicyVariant headroom(DayStage stage) {
        Optional<String> profile = beliefOf(stage.cell())
                .profileOf(
                        stage.setUp().engine(),
                        stage.setUp().training(),
                        stage.setUp().seed());
        return HeadroomVariants.ofDocuments(stage.policyText(), profile, PLAN_EVERY_SECONDS, decision -> {});
    }

    private static Belief beliefOf(DayCell cell) {
        return switch (cell.belief()) {
            case ABSENT -> Belief.ABSENT;
            case MEASURED -> Belief.MEASURED;
            case FAST -> Belief.TOO_FAST;
            case SLOW -> Belief.TOO_SLOW;
        };
    }

    private static PolicyVariant named(BaselineFamily family, String variant) {
        return family.variants().stream()
                .filter(known -> known.variant().equals(variant))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("policy " + family.policy() + " has no variant '"
                        + variant + "'; it has " + TUNED + ", "
                        + String.join(
                                ", ",
                                family.variants().stream()
                                        .map(PolicyVariant::variant)
                                        .toList())));
    }

    private static String familyOf(String name) {
        return name.split(":", 2)[0];
    }

    private static Optional<String> variantOf(String name) {
        String[] parts = name.split(":", 2);
        return parts.length == 2 ? Optional.of(parts[1]) : Optional.empty();
    }
}
