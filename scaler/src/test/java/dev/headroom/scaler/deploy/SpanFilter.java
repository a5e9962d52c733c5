// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.fixture.OtlpSpan;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Collector's condition for dropping spans, as far as its language is used here: comparisons of the name and of attributes,
 * joined by {@code and}.
 *
 * @param clauses all of which must be true of a span that is dropped
 */
record SpanFilter(List<String> clauses) {
    private static final Pattern ATTRIBUTE = Pattern.compile("span\\.attributes\\[\"([^\"]+)\"]");
    private static final Pattern ABSENT = Pattern.compile(ATTRIBUTE + " == nil");
    private static final Pattern DIFFERENT = Pattern.compile(ATTRIBUTE + " != \"([^\"]+)\"");
    private static final Pattern OTHER_NAME = Pattern.compile("span\\.name != \"([^\"]+)\"");
    private static final Pattern NO_MATCH = Pattern.compile("not IsMatch\\(span\\.name, \"([^\"]+)\"\\)");
    private static final Pattern EITHER = Pattern.compile("\\((.+) or (.+)\\)");

    static SpanFilter of(CollectorConfiguration configuration) {
        List<String> conditions = configuration.list("processors.filter/requests.trace_conditions");
        assertThat(conditions).hasSize(1);
        return new SpanFilter(List.of(conditions.get(0).split(" and ", -1)));
    }

    boolean drops(OtlpSpan span) {
        return clauses.stream().allMatch(clause -> isTrue(clause, span));
    }

    /** The attributes that it asks for. */
    Set<String> attributes() {
        Set<String> names = new TreeSet<>();
        clauses.forEach(clause -> ATTRIBUTE.matcher(clause).results().forEach(found -> names.add(found.group(1))));
        return names;
    }

    private static boolean isTrue(String clause, OtlpSpan span) {
        Matcher either = EITHER.matcher(clause);
        if (either.matches()) {
            return isTrue(either.group(1), span) || isTrue(either.group(2), span);
        }
        Matcher absent = ABSENT.matcher(clause);
        if (absent.matches()) {
            return span.attribute(absent.group(1)).isEmpty();
        }
        Matcher different = DIFFERENT.matcher(clause);
        if (different.matches()) {
            return span.attribute(different.group(1))
                    .filter(different.group(2)::equals)
                    .isEmpty();
        }
        Matcher other = OTHER_NAME.matcher(clause);
        if (other.matches()) {
            return !span.name().equals(other.group(1));
        }
        Matcher noMatch = NO_MATCH.matcher(clause);
        assertThat(noMatch.matches()).as(clause).isTrue();
        return !Pattern.compile(noMatch.group(1).replace("$$", "$"))
                .matcher(span.name())
                .find();
    }
}
