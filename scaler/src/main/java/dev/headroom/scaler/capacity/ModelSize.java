// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a model is, as far as its name tells.
 *
 * @param parameters all of them
 * @param active those that one token uses; all of them unless the model is a mixture of experts
 * @param bytesPerParameter as they lie in memory
 */
record ModelSize(double parameters, double active, double bytesPerParameter) {
    /** The commonest size that is served, as 16-bit floats. */
    static final ModelSize USUAL = new ModelSize(8e9, 8e9, 2);

    private static final double BILLION = 1e9;
    private static final double MILLION = 1e6;

    /** A number before a b or an m, as a word of its own: {@code 8b}, {@code 0.5B}, {@code 8x7b}; {@code a22b} is what is active. */
    private static final Pattern SIZE =
            Pattern.compile("(?<![a-z0-9.])(?:(\\d+)x)?(a)?(\\d+(?:\\.\\d+)?)([bm])(?![a-z0-9])");

    private static final Pattern EIGHT_BITS = Pattern.compile("fp8|int8|w8a8|(?<![a-z0-9])8bit");
    private static final Pattern FOUR_BITS = Pattern.compile("fp4|int4|w4a16|awq|gptq|(?<![a-z0-9])4bit");

    /** A mixture written as 8x7b activates two of its experts, and shares its attention: Mixtral 8x7B has 47e9 parameters. */
    private static final double SHARE_OF_EXPERTS_OWN = 0.84;

    private static final double ACTIVE_EXPERTS = 2;

    /** Empty when the name says nothing of a size. */
    static Optional<ModelSize> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Matcher sizes = SIZE.matcher(lower);
        OptionalDouble all = OptionalDouble.empty();
        OptionalDouble active = OptionalDouble.empty();
        while (sizes.find()) {
            double size = Double.parseDouble(sizes.group(3)) * ("b".equals(sizes.group(4)) ? BILLION : MILLION);
            if (sizes.group(2) != null) {
                active = OptionalDouble.of(size);
            } else if (sizes.group(1) != null) {
                all = OptionalDouble.of(size * Double.parseDouble(sizes.group(1)) * SHARE_OF_EXPERTS_OWN);
                active = OptionalDouble.of(size * ACTIVE_EXPERTS * SHARE_OF_EXPERTS_OWN);
            } else if (all.isEmpty()) {
                all = OptionalDouble.of(size);
            }
        }
        if (all.isEmpty() || !(all.getAsDouble() > 0)) {
            return Optional.empty();
        }
        double parameters = all.getAsDouble();
        double used = active.isPresent() && active.getAsDouble() > 0 ? active.getAsDouble() : parameters;
        return Optional.of(new ModelSize(parameters, Math.min(parameters, used), bytesOf(lower)));
    }

    double weightBytes() {
        return parameters * bytesPerParameter;
    }

    private static double bytesOf(String name) {
        if (FOUR_BITS.matcher(name).find()) {
            return 0.5;
        }
        return EIGHT_BITS.matcher(name).find() ? 1 : USUAL.bytesPerParameter;
    }
}
