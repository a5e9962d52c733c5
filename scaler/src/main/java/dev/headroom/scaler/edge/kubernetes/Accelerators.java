// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Extended resources that are limited and counted: whole devices. */
final class Accelerators {
    static final String NVIDIA = "nvidia.com/gpu";
    static final String NEURON = "aws.amazon.com/neuron";

    /** Accelerators that node provisioners count. */
    static final List<String> NAMES = List.of(NVIDIA, NEURON);

    /** Letters of EC2's families that hold neither; a family that is not among them may. */
    private static final Set<String> PLAIN_FAMILIES =
            Set.of("a", "c", "d", "h", "hpc", "i", "im", "is", "m", "mac", "r", "t", "u", "x", "z");

    private static final Pattern FAMILY = Pattern.compile("([a-z]+).*");

    private Accelerators() {}

    static int count(@Nullable Map<String, Quantity> resources, String name) {
        Quantity quantity = resources == null ? null : resources.get(name);
        return quantity == null ? 0 : count(quantity.toString()).orElse(0);
    }

    /** The count in a quantity; empty where it is not a whole count. */
    static Optional<Integer> count(String quantity) {
        return amount(quantity).map(Double::intValue);
    }

    /** The amount in a quantity; empty where it is not a number. */
    static Optional<Double> amount(String quantity) {
        try {
            return Optional.of(Quantity.parse(quantity).getNumericalAmount().doubleValue());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** All accelerators of the resources. */
    static Map<String, Integer> all(@Nullable Map<String, Quantity> resources) {
        Map<String, Integer> all = new TreeMap<>();
        NAMES.forEach(name -> {
            int count = count(resources, name);
            if (count > 0) {
                all.put(name, count);
            }
        });
        return all;
    }

    /** The same from texts. */
    static Map<String, Integer> ofTexts(Map<String, String> resources) {
        Map<String, Integer> all = new TreeMap<>();
        NAMES.forEach(name -> Optional.ofNullable(resources.get(name))
                .flatMap(Accelerators::count)
                .filter(count -> count > 0)
                .ifPresent(count -> all.put(name, count)));
        return all;
    }

    /** The label that says how many a node has, without its prefix. */
    static String countLabel(String resource) {
        return resource.equals(NVIDIA) ? "instance-gpu-count" : "instance-accelerator-count";
    }

    /** Whether nodes with such labels certainly have none. */
    static boolean areMissing(String resource, List<LabelRule> rules) {
        String own = resource.equals(NVIDIA) ? "instance-gpu-" : "instance-accelerator-";
        String other = resource.equals(NVIDIA) ? "instance-accelerator-" : "instance-gpu-";
        return rules.stream().anyMatch(rule -> {
            String key = rule.key();
            boolean lists = rule.operator() == LabelRule.Operator.IN;
            boolean without = rule.operator() == LabelRule.Operator.DOESNOTEXIST;
            return (key.startsWith(own) && without)
                    || (key.startsWith(other) && rule.wantsLabel())
                    || (lists
                            && key.equals(countLabel(resource))
                            && rule.values().stream().allMatch("0"::equals))
                    || (lists && isPlain(key, rule.values()));
        });
    }

    private static boolean isPlain(String key, Set<String> values) {
        boolean names = key.equals("instance-category")
                || key.equals("instance-family")
                || key.equals("node.kubernetes.io/instance-type");
        return names && !values.isEmpty() && values.stream().allMatch(Accelerators::isPlain);
    }

    private static boolean isPlain(String name) {
        Matcher family = FAMILY.matcher(name);
        return family.matches() && PLAIN_FAMILIES.contains(family.group(1));
    }
}
