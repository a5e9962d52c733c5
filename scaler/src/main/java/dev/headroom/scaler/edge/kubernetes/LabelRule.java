// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A requirement on the value of a node's label.
 *
 * @param key without the prefix of the node provisioner
 * @param operator how values are compared
 * @param values to compare with; one number for comparisons
 */
record LabelRule(String key, Operator operator, Set<String> values) {
    /** How values are compared. */
    enum Operator {
        IN,
        NOTIN,
        EXISTS,
        DOESNOTEXIST,
        GT,
        LT,
        GTE,
        LTE,
        /** Not known here, and so nothing is concluded from it. */
        OTHER
    }

    LabelRule {
        values = Set.copyOf(values);
    }

    static LabelRule of(String key, String operator, Collection<String> values) {
        return new LabelRule(key, operatorOf(operator), Set.copyOf(values));
    }

    static LabelRule is(String key, String value) {
        return new LabelRule(key, Operator.IN, Set.of(value));
    }

    /** Whether a node whose label has the value may do; a value that cannot be judged may. */
    boolean allows(String value) {
        return switch (operator) {
            case IN -> values.contains(value);
            case NOTIN -> !values.contains(value);
            case DOESNOTEXIST -> false;
            case GT, LT, GTE, LTE -> compares(number(value));
            case EXISTS, OTHER -> true;
        };
    }

    /** Whether a node with the label is asked for. */
    boolean wantsLabel() {
        return switch (operator) {
            case IN, EXISTS, GT, LT, GTE, LTE -> true;
            case NOTIN, DOESNOTEXIST, OTHER -> false;
        };
    }

    /**
     * Whether no value can satisfy this and all of the others, which are about the same label.
     *
     * @param others a node provisioner's rules about its nodes
     */
    boolean contradicts(List<LabelRule> others) {
        if (others.stream().anyMatch(other -> other.operator == Operator.DOESNOTEXIST)) {
            return wantsLabel();
        }
        for (LabelRule listing : others) {
            if (listing.operator == Operator.IN) {
                return listing.values.stream().noneMatch(value -> allows(value) && allAllow(others, value));
            }
        }
        return operator == Operator.IN && values.stream().noneMatch(value -> allAllow(others, value));
    }

    private static boolean allAllow(List<LabelRule> rules, String value) {
        return rules.stream().allMatch(rule -> rule.allows(value));
    }

    private boolean compares(OptionalDouble value) {
        OptionalDouble limit = values.size() == 1 ? number(values.iterator().next()) : OptionalDouble.empty();
        if (value.isEmpty() || limit.isEmpty()) {
            return true;
        }
        int order = Double.compare(value.getAsDouble(), limit.getAsDouble());
        return switch (operator) {
            case GT -> order > 0;
            case LT -> order < 0;
            case GTE -> order >= 0;
            default -> order <= 0;
        };
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException noNumber) {
            return OptionalDouble.empty();
        }
    }

    private static Operator operatorOf(String word) {
        for (Operator operator : Operator.values()) {
            if (operator.name().equals(word.toUpperCase(Locale.ROOT))) {
                return operator;
            }
        }
        return Operator.OTHER;
    }
}
