// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.sidecar.observe.ExchangePhase;
import dev.headroom.sidecar.observe.RequestEvent;
import dev.headroom.sidecar.wire.Expected;
import dev.headroom.sidecar.wire.HttpOut.Framing;
import dev.headroom.sidecar.wire.Script;
import dev.headroom.sidecar.wire.Script.Fault;
import dev.headroom.sidecar.wire.ScriptWriter;
import dev.headroom.sidecar.wire.ScriptedClient;
import dev.headroom.sidecar.wire.ScriptedServer;
import dev.headroom.sidecar.wire.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Random exchanges through a proxy from several clients at once, each judged as it ends. */
final class ScriptedRun {
    private static final int CLIENTS = 8;
    private static final int MOST_PIPELINED = 3;
    private static final long PATIENCE_SECONDS = 20;
    private static final int OK = 200;

    private final ScriptedServer server;
    private final int proxyPort;
    private final List<Script> scripts = new ArrayList<>();

    /**
     * @param seed of everything that is left to chance
     */
    ScriptedRun(ScriptedServer server, int proxyPort, long seed, int exchanges) {
        this.server = server;
        this.proxyPort = proxyPort;
        ScriptWriter writer = new ScriptWriter(new SplittableRandom(seed));
        for (int number = 0; number < exchanges; number++) {
            Script script = writer.script(number);
            scripts.add(script);
            server.play(script);
        }
    }

    List<Script> scripts() {
        return scripts;
    }

    void run(long seed) throws Exception {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            all.add(threads.submit(() -> {
                client(random, next);
                return null;
            }));
        }
        try {
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void client(SplittableRandom random, AtomicInteger next) throws Exception {
        try (ScriptedClient client = new ScriptedClient(proxyPort, random)) {
            while (true) {
                List<Script> batch = batch(random, next);
                if (batch.isEmpty()) {
                    return;
                }
                play(client, batch);
            }
        }
    }

    private void play(ScriptedClient client, List<Script> batch) throws Exception {
        try {
            List<ScriptedClient.Seen> seen = client.play(batch);
            for (int i = 0; i < batch.size(); i++) {
                Verdicts.answer(batch.get(i), seen.get(i));
                if (reachesServer(batch.get(i))) {
                    Verdicts.request(batch.get(i), server.seen(batch.get(i)).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
                }
            }
        } catch (AssertionError | java.io.IOException | TimeoutException failure) {
            throw new AssertionError("exchange " + batch, failure);
        }
    }

    /** One script, or several that go well and can be sent at once. */
    private List<Script> batch(SplittableRandom random, AtomicInteger next) {
        List<Script> batch = new ArrayList<>();
        int most = random.nextInt(4) == 0 ? MOST_PIPELINED : 1;
        synchronized (next) {
            while (batch.size() < most && next.get() < scripts.size()) {
                Script script = scripts.get(next.get());
                boolean alone = script.fault() != Fault.NONE
                        || script.expectsContinue()
                        || script.request().body().length() > 5_000
                        || script.answer().body().length() > 5_000;
                if (alone && !batch.isEmpty()) {
                    break;
                }
                batch.add(script);
                next.incrementAndGet();
                if (alone) {
                    break;
                }
            }
        }
        return batch;
    }

    /** Whether the head of the request was sent. */
    static boolean reachesServer(Script script) {
        return script.fault() != Fault.CLIENT_LEAVES_WHILE_SENDING;
    }

    /** What was told of each exchange, beside what it did. */
    void judge(Function<String, List<RequestEvent>> events) {
        for (Script script : scripts) {
            List<RequestEvent> told = events.apply("script-" + script.number());
            try {
                judge(script, told);
            } catch (AssertionError fault) {
                throw new AssertionError("exchange " + script + " was told of as " + told, fault);
            }
        }
    }

    private static void judge(Script script, List<RequestEvent> told) {
        Expected expected = script.expected();
        if (!expected.told() || (told.isEmpty() && script.fault() == Fault.CLIENT_LEAVES_WHILE_SENDING)) {
            assertThat(told).isEmpty();
            return;
        }
        RequestEvent admitted = told.get(0);
        assertThat(admitted.phase()).isEqualTo(ExchangePhase.ADMITTED);
        int sequences = admitted.asked().sequences().orElse(1);
        assertThat(told).hasSize(1 + sequences);
        List<RequestEvent> ends = told.subList(1, told.size());
        assertThat(ends).extracting(RequestEvent::phase).isSubsetOf(phases(script));
        assertThat(ends).extracting(end -> end.name().sequence()).doesNotHaveDuplicates();
        if (script.fault() == Fault.NONE) {
            assertThat(sequences).isEqualTo(expected.sequences());
            assertThat(admitted.asked().model()).isEqualTo(expected.model());
            answered(script, ends);
        }
    }

    private static void answered(Script script, List<RequestEvent> ends) {
        Expected expected = script.expected();
        boolean well = script.answer().startLine().contains(" " + OK + " ");
        int output =
                ends.stream().mapToInt(end -> end.tokens().output().orElse(0)).sum();
        assertThat(output).isEqualTo(well ? expected.output().orElse(0) : 0);
        for (RequestEvent end : ends) {
            assertThat(end.outcome().httpStatus()).isPresent();
            assertThat(end.outcome().finish().name()).isEqualTo(well ? expected.finish() : "ERROR");
            assertThat(end.tokens().input()).isEqualTo(well ? expected.input() : OptionalInt.empty());
            assertThat(end.times().firstToken().isPresent()).isEqualTo(well && expected.stream());
            assertThat(end.times().endToEnd()).isPresent();
            end.times()
                    .firstToken()
                    .ifPresent(first -> assertThat(first)
                            .isLessThanOrEqualTo(end.times().endToEnd().orElseThrow()));
            assertThat(end.times().event()).isAfterOrEqualTo(end.times().arrival());
        }
    }

    private static ExchangePhase[] phases(Script script) {
        boolean well = script.answer().startLine().contains(" " + OK + " ");
        return switch (script.fault()) {
            case CLIENT_LEAVES_WHILE_SENDING, CLIENT_LEAVES_WHILE_READING ->
                new ExchangePhase[] {ExchangePhase.ABORTED};
            case NONE -> new ExchangePhase[] {well ? ExchangePhase.COMPLETED : ExchangePhase.FAILED};
            // Of an answer that only the end of its connection ends nobody can tell that it was cut, unless it was in
            // the head.
            case SERVER_LEAVES_WHILE_ANSWERING ->
                script.answer().framing() == Framing.UNTIL_CLOSE && well
                        ? new ExchangePhase[] {ExchangePhase.COMPLETED, ExchangePhase.FAILED}
                        : new ExchangePhase[] {ExchangePhase.FAILED};
            default -> new ExchangePhase[] {ExchangePhase.FAILED};
        };
    }
}
