// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Comparator;

/**
 * A policy with all its parameters.
 *
 * @param form that wins or loses by it
 * @param parameters that were tuned, as its catalogue names them; empty for what is shipped
 * @param knob aggressiveness; 1 is as the parameters say, above it buys more replicas
 */
public record Contender(@JsonUnwrapped PolicyForm form, String parameters, double knob)
        implements Comparable<Contender> {
    private static final Comparator<Contender> ORDER = Comparator.comparing(Contender::form)
            .thenComparing(Contender::parameters)
            .thenComparing(Contender::knob);

    public Contender {
        Cell.requirePlain("parameters", parameters);
        if (!(knob > 0 && Double.isFinite(knob))) {
            throw new IllegalArgumentException("knob of " + form.label() + " must be above 0, was " + knob);
        }
    }

    /** The same with its knob elsewhere. */
    public Contender withKnob(double other) {
        return new Contender(form, parameters, other);
    }

    @Override
    public int compareTo(Contender other) {
        return ORDER.compare(this, other);
    }
}
