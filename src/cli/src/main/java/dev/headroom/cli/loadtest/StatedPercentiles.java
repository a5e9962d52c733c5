// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import dev.headroom.lab.file.BadInputException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** StatedPercentiles as tools write them: {@code p95}, {@code p999} for 99.9, {@code p99.9}, {@code median}. */
final class StatedPercentiles {
    private static final Pattern NAME = Pattern.compile("p([0-9]{1,2}|[0-9]{1,2}\\.[0-9]{1,4})");
    /** Without a point, three digits and more have an unwritten one before the last: {@code p999}, {@code p001}. */
    private static final Pattern NAME_IN_TENTHS = Pattern.compile("p([0-9]{2})([0-9])");

    private static final double MEDIAN = 50;

    private StatedPercentiles() {}

    /**
     * The figures of an object such as {@code {"mean": 1.2, "p50": 1.1, "p95": 2}}.
     *
     * @param mean name of the mean
     * @param seconds of the object's unit
     */
    static Figures of(JsonFields fields, String mean, double seconds) {
        NavigableMap<Double, Double> percentiles = new TreeMap<>();
        fields.object().fieldNames().forEachRemaining(name -> {
            OptionalDouble percentile = percentileOf(name);
            OptionalDouble value = percentile.isPresent() ? fields.maybeNamed(name) : OptionalDouble.empty();
            if (value.isPresent()) {
                percentiles.put(percentile.getAsDouble(), value.getAsDouble() * seconds);
            }
        });
        OptionalDouble average = fields.maybe(mean);
        return checked(
                fields.where(),
                Figures.stated(
                        average.isPresent() ? OptionalDouble.of(average.getAsDouble() * seconds) : average,
                        percentiles));
    }

    /** StatedPercentiles that fall show a file that is damaged. */
    static Figures checked(String where, Figures figures) {
        Map.Entry<Double, Double> before = null;
        for (Map.Entry<Double, Double> each : figures.percentiles().entrySet()) {
            BadInputException.unless(
                    before == null || each.getValue() >= before.getValue(),
                    where + ": P" + each.getKey() + " must not be below P" + (before == null ? "" : before.getKey()));
            before = each;
        }
        return figures;
    }

    /** Above 0; empty where the name is not that of a percentile. */
    static OptionalDouble percentileOf(String name) {
        if (name.equals("median")) {
            return OptionalDouble.of(MEDIAN);
        }
        Matcher tenths = NAME_IN_TENTHS.matcher(name);
        if (tenths.matches()) {
            return OptionalDouble.of(Double.parseDouble(tenths.group(1) + "." + tenths.group(2)));
        }
        Matcher plain = NAME.matcher(name);
        return plain.matches() && Double.parseDouble(plain.group(1)) > 0
                ? OptionalDouble.of(Double.parseDouble(plain.group(1)))
                : OptionalDouble.empty();
    }
}
