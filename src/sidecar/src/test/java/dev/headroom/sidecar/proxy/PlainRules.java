// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.sidecar.wire.Field;
import java.util.List;

/** RFC 9112's grammar of a request that nobody can read in two ways; written anew, and knowing nothing of the decoder. */
final class PlainRules {
    private static final String MARKS_OF_A_TOKEN = "!#$%&'*+-.^_`|~";

    private PlainRules() {}

    static void judge(HeardRequests.Request request) {
        assertThat(isToken(request.method())).as("method of %s", request).isTrue();
        assertThat(request.target())
                .as("target of %s", request)
                .isNotEmpty()
                .matches(target -> target.chars().allMatch(c -> c > ' ' && c != 0x7f));
        request.fields().forEach(field -> judge(field, request));
        request.trailers().forEach(field -> judge(field, request));
        judgeHost(request);
        judgeLength(request);
    }

    private static void judge(Field field, HeardRequests.Request request) {
        assertThat(isToken(field.name())).as("field %s of %s", field, request).isTrue();
        assertThat(field.value().chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0))
                .as("field %s of %s", field, request)
                .isTrue();
    }

    private static void judgeHost(HeardRequests.Request request) {
        List<String> hosts = valuesOf(request.fields(), "host");
        assertThat(hosts.size()).as("hosts of %s", request).isLessThanOrEqualTo(1);
        assertThat(hosts).as("hosts of %s", request).noneMatch(host -> host.contains(",") || host.contains("@"));
        if (request.version().equals("HTTP/1.1")) {
            assertThat(hosts).as("hosts of %s", request).hasSize(1);
        }
    }

    private static void judgeLength(HeardRequests.Request request) {
        List<String> codings = valuesOf(request.fields(), "transfer-encoding");
        List<String> lengths = valuesOf(request.fields(), "content-length");
        if (!codings.isEmpty()) {
            assertThat(codings).as("codings of %s", request).hasSize(1).allMatch("chunked"::equalsIgnoreCase);
            assertThat(lengths).as("lengths beside a coding of %s", request).isEmpty();
            assertThat(request.version()).as("version of %s", request).isEqualTo("HTTP/1.1");
            return;
        }
        assertThat(lengths.size()).as("lengths of %s", request).isLessThanOrEqualTo(1);
        assertThat(lengths)
                .as("lengths of %s", request)
                .allMatch(length -> !length.isEmpty() && length.chars().allMatch(c -> c >= '0' && c <= '9'));
        long said = lengths.isEmpty() ? 0 : Long.parseLong(lengths.get(0));
        if (request.whole()) {
            assertThat((long) request.body().length()).as("body of %s", request).isEqualTo(said);
        } else {
            assertThat((long) request.body().length()).as("body of %s", request).isLessThan(said);
        }
    }

    private static List<String> valuesOf(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= '0' && c <= '9')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= 'a' && c <= 'z')
                                || MARKS_OF_A_TOKEN.indexOf(c) >= 0);
    }
}
