// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import dev.headroom.sidecar.wire.HttpOut.Framing;
import dev.headroom.sidecar.wire.HttpOut.Part;
import dev.headroom.sidecar.wire.Script.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Scripts by chance: calls of models and of everything else, of all framings, with everything that may go wrong. */
public final class ScriptWriter {
    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "PURGE"};
    private static final String[] STATUSES = {
        "200 OK",
        "200 Fine",
        "201 Created",
        "204 No Content",
        "304 Not Modified",
        "301 Moved",
        "400 Bad Request",
        "404 Not Found",
        "429 Too Many Requests",
        "500 Internal Server Error",
        "503 Service Unavailable",
        "299 "
    };
    private static final String[] NAMES = {
        "X-One", "x-one", "Set-Cookie", "Accept", "X-TWO", "Via", "Forwarded", "Trailer", "Date", "Warning"
    };
    private static final int ONE_FAULT_IN = 5;

    private final SplittableRandom random;

    /** Scripts of one seed. */
    public ScriptWriter(SplittableRandom random) {
        this.random = random;
    }

    /** The script of a number. */
    public Script script(int number) {
        return random.nextInt(3) == 0 ? other(number) : call(number);
    }

    private Script call(int number) {
        LlmTraffic.Call call = new LlmTraffic(random).next();
        boolean refused = random.nextInt(8) == 0;
        String status = refused ? (random.nextBoolean() ? "429 Too Many Requests" : "500 Oops") : "200 OK";
        String type = call.expected().stream() && !refused ? "text/event-stream; charset=utf-8" : "application/json";
        String body = refused ? "{\"error\":{\"message\":\"no\",\"type\":\"Refused\"}}" : call.answer();
        List<Field> answerFields = fields();
        answerFields.add(new Field("Content-Type", type));
        Part answer = part("HTTP/1.1 " + status, answerFields, Bytes.of(body), answerFraming());
        Part request = part(
                "POST " + call.path() + " HTTP/1.1", requestFields(number), Bytes.of(call.request()), requestFraming());
        return new Script(number, "POST", request, answer, fault(), random.nextDouble(), false, call.expected());
    }

    private Script other(int number) {
        String method = METHODS[random.nextInt(METHODS.length)];
        boolean withBody = !method.equals("GET") && !method.equals("HEAD") && random.nextInt(4) > 0;
        boolean expects = withBody && random.nextInt(4) == 0;
        List<Field> requestFields = requestFields(number);
        if (expects) {
            requestFields.add(new Field("Expect", "100-continue"));
        }
        Part request = part(
                method + " /other/" + number + "?q=%C3%A9&q=2 HTTP/1.1",
                requestFields,
                withBody ? noise() : Bytes.NONE,
                withBody ? requestFraming() : Framing.NONE);
        String status = STATUSES[random.nextInt(STATUSES.length)];
        boolean bodiless = method.equals("HEAD") || status.startsWith("204") || status.startsWith("304");
        Part answer = part(
                "HTTP/1.1 " + status,
                fields(),
                bodiless ? Bytes.NONE : noise(),
                bodiless ? Framing.NONE : answerFraming());
        if (bodiless && !status.startsWith("204") && random.nextBoolean()) {
            // How long the body would have been.
            answer = answer.with(new Field("Content-Length", "12345"));
        }
        Fault fault = expects || bodiless ? Fault.NONE : fault();
        return new Script(number, method, request, answer, fault, random.nextDouble(), expects, Expected.NOTHING);
    }

    private Part part(String startLine, List<Field> fields, Bytes body, Framing framing) {
        List<Field> trailers = new ArrayList<>();
        switch (framing) {
            case LENGTH ->
                fields.add(
                        random.nextInt(fields.size() + 1),
                        new Field("Content-Length", Integer.toString(body.length())));
            case CHUNKED -> {
                fields.add(random.nextInt(fields.size() + 1), new Field("Transfer-Encoding", "chunked"));
                if (random.nextInt(3) == 0) {
                    trailers.add(new Field("X-Trailer", "one"));
                    trailers.add(new Field("x-trailer", "two"));
                    trailers.add(new Field("Server-Timing", "a;dur=1"));
                }
            }
            case UNTIL_CLOSE -> fields.add(new Field("Connection", "close"));
            case NONE -> {}
        }
        return new Part(startLine, List.copyOf(fields), framing, body, trailers);
    }

    private List<Field> requestFields(int number) {
        List<Field> fields = fields();
        fields.add(0, new Field("Host", "models.example:8000"));
        fields.add(new Field(Script.NUMBER, Integer.toString(number)));
        fields.add(new Field("X-Request-Id", "script-" + number));
        if (random.nextInt(5) == 0) {
            fields.add(new Field("Connection", "keep-alive, X-Hop"));
            fields.add(new Field("X-Hop", "must not be seen"));
        }
        if (random.nextInt(5) == 0) {
            fields.add(new Field("TE", "trailers"));
        }
        return fields;
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            String value = random.nextInt(20) == 0 ? "v".repeat(9_000) : "value " + random.nextInt(3) + "; é=\u00FF";
            fields.add(new Field(NAMES[random.nextInt(NAMES.length)], value));
        }
        return fields;
    }

    private Bytes noise() {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(150_000) : random.nextInt(2_000)];
        random.nextBytes(bytes);
        return new Bytes(bytes);
    }

    private Framing requestFraming() {
        return random.nextBoolean() ? Framing.LENGTH : Framing.CHUNKED;
    }

    private Framing answerFraming() {
        return switch (random.nextInt(6)) {
            case 0 -> Framing.UNTIL_CLOSE;
            case 1, 2 -> Framing.LENGTH;
            default -> Framing.CHUNKED;
        };
    }

    private Fault fault() {
        Fault[] faults = Fault.values();
        return random.nextInt(ONE_FAULT_IN) > 0 ? Fault.NONE : faults[1 + random.nextInt(faults.length - 1)];
    }
}
