// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Requests whose framing was changed by chance, as those who smuggle do: a body that holds a second request, and a head (or chunks) about
 * whose meaning two readers may differ. A reader of its own, which knows the RFC's grammar alone, says which of them are beyond doubt.
 */
public final class MutatedFraming {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
    private static final List<String> CODINGS = List.of(
            "chunked",
            "Chunked",
            "\tchunked",
            "chunked ",
            "xchunked",
            "chunkedx",
            "\"chunked\"",
            "chunked;q=1",
            "gzip, chunked",
            "chunked, gzip",
            "chunked, chunked",
            "identity",
            "",
            ",chunked",
            "chunked,",
            "\u000bchunked",
            "chunked\u000b",
            "chun ked",
            "\u00a0chunked");
    private static final List<String> CODING_NAMES = List.of(
            "Transfer-Encoding",
            "transfer-encoding",
            "Transfer-Encoding ",
            "Transfer-Encoding\t",
            "X:\rTransfer-Encoding");
    private static final List<String> SIZES =
            List.of("%x", "%X", "0%x", "%x;a=b", "0x%x", "+%x", "%x ", " %x", "%xg", "-%x", "%x\r", "%x;\n", "");
    private static final List<String> ENDS = List.of("\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", "", "\r\r\n", "x\r\n");

    private final SplittableRandom random;

    public MutatedFraming(SplittableRandom random) {
        this.random = random;
    }

    /**
     * One to send.
     *
     * @param wire all bytes, the second request within the body included
     * @param doubt what the RFC's grammar says of it
     */
    public record Attack(Bytes wire, Doubt doubt) {
        /** All bytes, each as a character. */
        public String text() {
            return new String(wire.array(), StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return text().replace("\r", "\\r").replace("\n", "\\n\n");
        }
    }

    /** What a request breaks. */
    public enum Doubt {
        /** Nothing: it is to be forwarded. */
        NONE,
        /** The grammar of its chunks: whoever forwards it must have read its body and made chunks of its own. */
        CHUNKS,
        /** The grammar of its head: it must not be forwarded. */
        HEAD
    }

    /** The next one. */
    public Attack next(String name) {
        String body = "GET /second/" + name + " HTTP/1.1\r\nHost: m\r\n\r\n";
        List<String> fields = new ArrayList<>(List.of("Host: m", "X-Request-Id: " + name));
        boolean chunks = random.nextBoolean();
        boolean doubt = chunks ? coded(fields) : sized(fields, body.length());
        String version = random.nextInt(12) == 0 ? "HTTP/1.0" : "HTTP/1.1";
        doubt |= alter(fields, version);
        doubt |= chunks && version.equals("HTTP/1.0");
        StringBuilder wire = new StringBuilder("POST /first/" + name + " " + version + "\r\n");
        shuffle(fields).forEach(field -> wire.append(field).append("\r\n"));
        wire.append("\r\n");
        boolean oddChunks = false;
        if (chunks) {
            oddChunks = chunked(wire, body);
        } else {
            wire.append(body);
        }
        return new Attack(
                new Bytes(wire.toString().getBytes(StandardCharsets.ISO_8859_1)),
                doubt ? Doubt.HEAD : oddChunks ? Doubt.CHUNKS : Doubt.NONE);
    }

    private boolean coded(List<String> fields) {
        String value = random.nextInt(3) == 0 ? "chunked" : pick(CODINGS);
        String name = random.nextInt(4) == 0 ? pick(CODING_NAMES) : "Transfer-Encoding";
        fields.add(name + ":" + (random.nextBoolean() ? " " : "") + value);
        // Without a coding that is understood, a length keeps the body from being a request by right.
        boolean plain = value.replaceAll("^[ \t]+|[ \t]+$", "").equalsIgnoreCase("chunked")
                && name.equalsIgnoreCase("Transfer-Encoding");
        boolean understood = name.strip().equalsIgnoreCase("Transfer-Encoding") && !name.contains("\r");
        if (!understood || random.nextInt(5) == 0) {
            fields.add("Content-Length: 5");
            return true;
        }
        return !plain;
    }

    private boolean sized(List<String> fields, int length) {
        String value = pick(List.of(
                "%d",
                "%d",
                "%d",
                "0%d",
                "+%d",
                "-%d",
                "%d, %d",
                "%d,%d",
                "0x%x",
                "%d ",
                "%d 0",
                "%d;",
                "%d.0",
                "\u000b%d",
                "1%d1111111111111111111",
                "%da",
                "",
                "٤%d"));
        String text = value.isEmpty() ? "" : String.format(value, length, length);
        fields.add(
                pick(List.of("Content-Length", "Content-Length", "content-length", "Content-Length ")) + ": " + text);
        boolean known = !fields.get(fields.size() - 1).contains(" :")
                && DIGITS.matcher(text.replaceAll("^[ \t]+|[ \t]+$", "")).matches();
        if (random.nextInt(6) == 0) {
            fields.add("Content-Length: " + pick(List.of("0", "1", Integer.toString(length))));
            return true;
        }
        return !known;
    }

    /** Changes that make any request doubtful; whether one was made. */
    private boolean alter(List<String> fields, String version) {
        switch (random.nextInt(12)) {
            case 0 -> fields.add("Host: other");
            case 1 -> {
                fields.remove("Host: m");
                // HTTP/1.0 knows of none.
                return version.equals("HTTP/1.1");
            }
            case 2 -> fields.add("X\u0000: 1");
            case 3 -> fields.add("no colon at all");
            case 4 -> fields.add(": no name");
            case 5 -> fields.add("X y: 1");
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Writes chunks; whether one of them is doubtful. */
    private boolean chunked(StringBuilder wire, String body) {
        String size = random.nextInt(3) == 0 ? pick(SIZES) : "%x";
        String afterSize = random.nextInt(4) == 0 ? pick(ENDS) : "\r\n";
        String afterData = random.nextInt(4) == 0 ? pick(ENDS) : "\r\n";
        wire.append(size.isEmpty() ? "" : String.format(size, body.length())).append(afterSize);
        wire.append(body).append(afterData);
        wire.append("0\r\n\r\n");
        boolean plain = List.of("%x", "%X", "0%x", "%x;a=b").contains(size);
        return !plain || !afterSize.equals("\r\n") || !afterData.equals("\r\n");
    }

    private List<String> shuffle(List<String> fields) {
        List<String> left = new ArrayList<>(fields);
        List<String> shuffled = new ArrayList<>();
        while (!left.isEmpty()) {
            shuffled.add(left.remove(random.nextInt(left.size())));
        }
        return shuffled;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
