// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import dev.headroom.lab.compare.Entrant;
import dev.headroom.lab.compare.Entrant.Role;
import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.verdict.Judge;
import dev.headroom.lab.headroom.HeadroomVariants;
import dev.headroom.lab.policy.BaselineFamily;
import dev.headroom.lab.policy.Baselines;
import dev.headroom.lab.policy.PolicyVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who takes part, and how a contender of the comparison becomes a policy that can be run. */
final class Entrants {
    private static final String SHIPPED = "shipped";
    /** Shown beside what is judged: full suites run it. */
    private static final String ADMISSIONS = "admissions";

    private Entrants() {}

    /** Headroom first, then the baselines in the protocol's order. */
    static List<Entrant> all() {
        List<Entrant> entrants = new ArrayList<>();
        List<Contender> headroom = List.of(
                new Contender(new PolicyForm(HeadroomVariants.ID, SHIPPED), "", 1),
                new Contender(new PolicyForm(HeadroomVariants.ID, ADMISSIONS), "", 1));
        entrants.add(new Entrant(HeadroomVariants.ID, "Headroom", Role.OURS, headroom, List.of()));
        Baselines.families().forEach(family -> entrants.add(entrant(family)));
        return entrants;
    }

    private static Entrant entrant(BaselineFamily family) {
        List<Contender> shipped = family.variants().stream()
                .map(variant -> new Contender(new PolicyForm(family.policy(), variant.variant()), "", 1))
                .toList();
        // Who tunes begins with what is shipped.
        List<Contender> grid = family.tuningGrid().isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(family.shipped()), family.tuningGrid().stream())
                        .map(variant ->
                                new Contender(new PolicyForm(family.policy(), Judge.TUNED), variant.variant(), 1))
                        .toList();
        return new Entrant(family.policy(), family.name(), Role.BASELINE, shipped, grid);
    }

    static boolean isHeadroom(Contender contender) {
        return contender.form().policy().equals(HeadroomVariants.ID);
    }

    /** Whether Headroom stands beside a gateway that tells of requests when they arrive. */
    static boolean hasAdmissions(Contender contender) {
        return contender.form().variant().equals(ADMISSIONS);
    }

    /** The policy of a contender that is not Headroom. */
    static PolicyVariant variantOf(Contender contender) {
        String policy = contender.form().policy();
        BaselineFamily family = Baselines.family(policy);
        List<PolicyVariant> among = contender.form().variant().equals(Judge.TUNED)
                ? Stream.concat(Stream.of(family.shipped()), family.tuningGrid().stream())
                        .toList()
                : family.variants();
        String wanted = contender.form().variant().equals(Judge.TUNED)
                ? contender.parameters()
                : contender.form().variant();
        return among.stream()
                .filter(variant -> variant.variant().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("policy " + policy + " has no variant '" + wanted + "'"))
                .withKnob(contender.knob());
    }
}
