// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Records made to hurt: nested deeply, with endless texts, names and numbers, or with very many of the smallest things. */
final class Hostile {
    private static final int DEEP = 5_000;
    private static final int LONG = 1 << 18;
    private static final int SMALL = 16 * 1024;

    /** Fields within which decoders of JSON look. */
    private static final String[] WAYS = {
        "target", "data", "event", "request", "ai", "tries", "k8s", "phase", "unheard-of"
    };

    private static final String[] TEXTS = {"request_id", "model", "data_base64", "schema", "started_at", "unheard-of"};

    /** The highest field of the messages that are read, and a little more. */
    private static final int HIGHEST_FIELD = 16;

    private Hostile() {}

    static Stream<byte[]> records() {
        return Stream.of(deepJson(), longJson(), manyInJson(), deepProtobuf(), manyInProtobuf(), longHosts())
                .flatMap(records -> records);
    }

    private static Stream<byte[]> deepJson() {
        return Stream.concat(
                        Stream.of("[".repeat(DEEP), "[".repeat(DEEP) + "]".repeat(DEEP), "{\"a\":".repeat(DEEP)),
                        Stream.of(WAYS)
                                .flatMap(way -> Stream.of(
                                        ("{\"" + way + "\":").repeat(DEEP),
                                        "{\"" + way + "\":" + "[".repeat(DEEP),
                                        "{\"" + way + "\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}")))
                .map(Hostile::bytes);
    }

    private static Stream<byte[]> longJson() {
        String text = "a".repeat(LONG);
        return Stream.concat(
                        Stream.of(
                                "{\"" + text + "\":1}",
                                "{\"" + text,
                                " ".repeat(LONG),
                                "\"" + text + "\"",
                                "9".repeat(LONG),
                                "{\"a\":\"" + "\\u0000".repeat(LONG / 6) + "\"}"),
                        Stream.of(TEXTS)
                                .flatMap(name -> Stream.of(
                                        "{\"" + name + "\":\"" + text + "\"}",
                                        "{\"" + name + "\":\"" + text,
                                        "{\"" + name + "\":" + "9".repeat(LONG) + "}",
                                        "{\"" + name + "\":0." + "9".repeat(LONG) + "}",
                                        "{\"" + name + "\":1e" + "9".repeat(LONG) + "}",
                                        "{\"" + name + "\":1e999999999}")))
                .map(Hostile::bytes);
    }

    private static Stream<byte[]> manyInJson() {
        StringBuilder names = new StringBuilder("{");
        for (int i = 0; names.length() < SMALL; i++) {
            names.append("\"n").append(i).append("\":0,");
        }
        return Stream.of(
                        names + "\"end\":0}",
                        "{}".repeat(SMALL / 2),
                        "[{}" + ",{}".repeat(SMALL / 3) + "]",
                        "{\"request_id\":\"r\",".repeat(SMALL / 18),
                        "{\"tries\":[{}" + ",{\"ip\":1}".repeat(SMALL / 9) + "]}")
                .map(Hostile::bytes);
    }

    /** Each field within itself; groups, opened without end; attribute values within attribute values in every signal. */
    private static Stream<byte[]> deepProtobuf() {
        return Stream.of(
                        IntStream.rangeClosed(1, HIGHEST_FIELD)
                                .mapToObj(number -> nested(ByteString.EMPTY, DEEP, number)),
                        IntStream.rangeClosed(1, HIGHEST_FIELD).mapToObj(Hostile::groups),
                        IntStream.of(5, 6, 9).mapToObj(Hostile::deepAttribute),
                        Stream.of(within(1, within(1, within(1, attribute("k8s.namespace.name", deepValue()))))))
                .flatMap(records -> records)
                .map(ByteString::toByteArray);
    }

    private static Stream<byte[]> manyInProtobuf() {
        return IntStream.rangeClosed(1, HIGHEST_FIELD).boxed().flatMap(number -> {
            ByteString empties = repeated(within(number, ByteString.EMPTY), SMALL / 2);
            return Stream.of(
                    empties.toByteArray(),
                    within(1, empties).toByteArray(),
                    within(1, within(2, empties)).toByteArray(),
                    within(1, within(2, within(2, empties))).toByteArray());
        });
    }

    /** What is nearly an address, and takes a careless pattern for ever. */
    private static Stream<byte[]> longHosts() {
        ByteString host = within(1, ByteString.copyFromUtf8(":".repeat(LONG) + "2"));
        ByteString request = attribute("gen_ai.request.model", within(1, ByteString.copyFromUtf8("llama")));
        ByteString entry = within(6, attribute("upstream_host", host)).concat(within(6, request));
        return Stream.of(
                        within(1, within(1, within(1, attribute("server.address", host)))),
                        within(1, within(1, within(1, attribute("service.instance.id", host)))),
                        within(1, within(2, within(2, entry))))
                .map(ByteString::toByteArray);
    }

    /** {@code KeyValue} in log records (6, and as the body 5) and spans (9), under a key that is read. */
    private static ByteString deepAttribute(int number) {
        ByteString pair = attribute("gen_ai.request.model", deepValue());
        return within(1, within(2, within(2, within(number, number == 5 ? deepValue() : pair))));
    }

    /** An {@code AnyValue} that is a list of one pair whose value is the like. */
    private static ByteString deepValue() {
        ByteString value = ByteString.EMPTY;
        for (int i = 0; i < DEEP / 4; i++) {
            value = within(6, within(1, within(2, value)));
        }
        return value;
    }

    private static ByteString attribute(String key, ByteString value) {
        return within(1, ByteString.copyFromUtf8(key)).concat(within(2, value));
    }

    private static ByteString nested(ByteString innermost, int depth, int number) {
        ByteString all = innermost;
        for (int i = 0; i < depth; i++) {
            all = within(number, all);
        }
        return all;
    }

    private static ByteString groups(int number) {
        return repeated(written(out -> out.writeTag(number, WireFormat.WIRETYPE_START_GROUP)), DEEP);
    }

    private static ByteString within(int number, ByteString content) {
        return written(out -> {
                    out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                    out.writeUInt32NoTag(content.size());
                })
                .concat(content);
    }

    private static ByteString repeated(ByteString bytes, int times) {
        ByteString.Output all = ByteString.newOutput();
        try {
            for (int i = 0; i < times; i++) {
                bytes.writeTo(all);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return all.toByteString();
    }

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    private static ByteString written(Writing writing) {
        ByteString.Output bytes = ByteString.newOutput();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            writing.to(out);
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
