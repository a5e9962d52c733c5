// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Moments of a trace as people write them: {@code 5400}, {@code 5400s}, {@code 90m}, {@code 1h30m}. */
final class Times implements ITypeConverter<Integer> {
    private static final Pattern WRITTEN = Pattern.compile("(?:(\\d{1,5})h)?(?:(\\d{1,7})m)?(?:(\\d{1,9})s?)?");
    private static final int SECONDS_PER_HOUR = 3600;
    private static final int SECONDS_PER_MINUTE = 60;
    /** A year: longer than any trace. */
    private static final long MOST_SECONDS = 31_622_400;

    @Override
    public Integer convert(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!text.isEmpty() && matcher.matches()) {
            long seconds =
                    part(matcher, 1) * SECONDS_PER_HOUR + part(matcher, 2) * SECONDS_PER_MINUTE + part(matcher, 3);
            if (seconds <= MOST_SECONDS) {
                return (int) seconds;
            }
        }
        throw new TypeConversionException("'" + text + "' is not whole seconds or a time such as 90s, 30m or 1h30m");
    }

    private static long part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
