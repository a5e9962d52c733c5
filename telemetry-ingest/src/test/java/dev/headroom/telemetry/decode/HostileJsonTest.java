// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.decode.json.OtlpSignal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a format holds, JSON that is none, or is deeper or longer than any telemetry, is undecodable, even where nobody reads it. */
class HostileJsonTest {
    private static final Decoded UNDECODABLE = Decoded.skipped(SkipReason.UNDECODABLE);
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** A decoder, an empty object of its format within which anything may stand that nobody reads, and how deep and long that may be. */
    record Reader(String name, Decoder decoder, String object, int deepest, int longestName) {
        static Reader ofEvents(String name, Decoder decoder) {
            return new Reader(name, decoder, "{}", 32, 256);
        }

        static Reader ofOtlp(OtlpSignal signal, Decoder decoder, String root) {
            return new Reader(signal.name(), new OtlpJsonDecoder(signal, decoder), "{\"" + root + "\":[]}", 200, 4_096);
        }

        Decoded decodedWith(String field) {
            String fields = object.equals("{}") ? field : object.substring(1, object.length() - 1) + "," + field;
            return decoder.decode(("{" + fields + "}").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Reader> readers() {
        return Stream.of(
                Reader.ofEvents("events", new NativeEventJsonDecoder()),
                Reader.ofEvents("Kong", new KongLogDecoder()),
                Reader.ofOtlp(OtlpSignal.TRACES, new OtlpSpanDecoder(), "resourceSpans"),
                Reader.ofOtlp(OtlpSignal.METRICS, new ServerMetricsDecoder(), "resourceMetrics"),
                Reader.ofOtlp(OtlpSignal.LOGS, new EnvoyLogDecoder(), "resourceLogs"));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void readsUtf8WithAMarkAndNoOtherEncoding(Reader reader) {
        byte[] json = reader.object().getBytes(StandardCharsets.UTF_8);
        byte[] marked = Arrays.copyOf(UTF_8_MARK, UTF_8_MARK.length + json.length);
        System.arraycopy(json, 0, marked, UTF_8_MARK.length, json.length);

        assertThat(reader.decoder().decode(marked)).isNotEqualTo(UNDECODABLE);
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE")) {
            assertThat(reader.decoder().decode(reader.object().getBytes(Charset.forName(charset))))
                    .as(charset)
                    .isEqualTo(UNDECODABLE);
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void refusesWhatASchemaRegistrysClientFramed(Reader reader) {
        byte[] framed = ("\0\0\0\0\7" + reader.object()).getBytes(StandardCharsets.UTF_8);

        assertThat(reader.decoder().decode(framed)).isEqualTo(UNDECODABLE);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void refusesDepthAlsoWhereNobodyReads(Reader reader) {
        int within = reader.deepest() - 1;

        assertThat(reader.decodedWith("\"x\":" + "[".repeat(within) + "]".repeat(within)))
                .isNotEqualTo(UNDECODABLE);
        assertThat(reader.decodedWith("\"x\":" + "[".repeat(within + 1) + "]".repeat(within + 1)))
                .isEqualTo(UNDECODABLE);
        assertThat(reader.decodedWith("\"x\":" + "[".repeat(450_000))).isEqualTo(UNDECODABLE);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void refusesLongNamesAndNumbersAlsoWhereNobodyReads(Reader reader) {
        String longest = "n".repeat(reader.longestName());

        assertThat(reader.decodedWith("\"" + longest + "\":1")).isNotEqualTo(UNDECODABLE);
        assertThat(reader.decodedWith("\"" + longest + "n\":1")).isEqualTo(UNDECODABLE);
        assertThat(reader.decodedWith("\"x\":" + "9".repeat(64))).isNotEqualTo(UNDECODABLE);
        assertThat(reader.decodedWith("\"x\":" + "9".repeat(65))).isEqualTo(UNDECODABLE);
        assertThat(reader.decodedWith("\"x\":1e" + "9".repeat(99))).isEqualTo(UNDECODABLE);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void passesOverTextsOfAnyLengthThatNobodyReads(Reader reader) {
        assertThat(reader.decodedWith("\"x\":\"" + "a".repeat(1 << 20) + "\"")).isNotEqualTo(UNDECODABLE);
    }

    /** Java keeps texts that have one hash in one place of a map, and compares each with each. */
    @ParameterizedTest
    @MethodSource("readers")
    void passesOverManyNamesOfOneHash(Reader reader) {
        StringBuilder fields = new StringBuilder("\"x\":1");
        for (String name : namesOfOneHash(10)) {
            fields.append(",\"").append(name).append("\":1");
        }

        assertThat(reader.decodedWith(fields.toString())).isNotEqualTo(UNDECODABLE);
    }

    private static List<String> namesOfOneHash(int pairs) {
        List<String> names = List.of("");
        for (int pair = 0; pair < pairs; pair++) {
            names = names.stream()
                    .flatMap(name -> Stream.of(name + "Aa", name + "BB"))
                    .toList();
        }
        Map<Integer, Integer> hashes = new HashMap<>();
        names.forEach(name -> hashes.merge(name.hashCode(), 1, Integer::sum));
        assertThat(hashes).hasSize(1);
        return Collections.unmodifiableList(names);
    }
}
