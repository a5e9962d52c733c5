// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

/** What every parameter of a law must be. */
final class Demands {
    private Demands() {}

    static double positive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " must be above 0 and finite, was " + value);
        }
        return value;
    }
}
