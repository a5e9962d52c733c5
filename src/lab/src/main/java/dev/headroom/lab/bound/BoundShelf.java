// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.traffic.Arrival;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps bounds in a folder, one JSON file each, for finding one takes as long as many episodes. A file is valid for exactly the
 * episode and search it was made by: their fingerprint is its name. Any number of threads may share one; each bound is searched
 * once.
 */
public final class BoundShelf {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of the fingerprint's 64 hexadecimal digits, enough that two never meet. */
    private static final int NAME_DIGITS = 24;
    /** Steps are probed up to the largest batch and chunk in use, with the context of a mean chat. */
    private static final int PROBED_SEQUENCES = 512;

    private static final int PROBED_PREFILL = 8192;
    private static final long PROBED_CONTEXT = 700;

    private final Path folder;
    private final Map<String, ReentrantLock> inWork = new ConcurrentHashMap<>();

    /** In a folder, which is made when the first bound is kept. */
    public BoundShelf(Path folder) {
        this.folder = folder;
    }

    /**
     * The bound that is kept, else the one that is searched now.
     *
     * @param label a part of the file's name, for people: workload, engine, lead time, seed
     */
    public Optional<Bound> of(String label, Bounds bounds, Episode episode) {
        String print = fingerprint(episode, bounds.settings());
        Path file = folder.resolve(
                label.replaceAll("[^A-Za-z0-9.-]+", "-") + "-" + print.substring(0, NAME_DIGITS) + ".json");
        ReentrantLock lock = inWork.computeIfAbsent(print, key -> new ReentrantLock());
        lock.lock();
        try {
            Optional<Kept> kept = read(file);
            if (kept.isPresent()) {
                return kept.get().bound();
            }
            Optional<Bound> found = bounds.of(episode);
            write(file, found);
            return found;
        } finally {
            lock.unlock();
        }
    }

    private record Kept(Optional<Bound> bound) {}

    /** A file that is torn or of another form counts as none: it is made anew. */
    private static Optional<Kept> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode kept = JSON.readTree(Files.readString(file));
            if (!kept.path("reachable").isBoolean()) {
                return Optional.empty();
            }
            return Optional.of(new Kept(
                    kept.get("reachable").booleanValue()
                            ? Optional.of(JSON.treeToValue(kept.get("bound"), Bound.class))
                            : Optional.empty()));
        } catch (IOException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    private void write(Path file, Optional<Bound> bound) {
        ObjectNode kept = JSON.createObjectNode();
        kept.put("reachable", bound.isPresent());
        bound.ifPresent(found -> kept.set("bound", JSON.valueToTree(found)));
        try {
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(folder, "bound", ".tmp");
            Files.writeString(unfinished, pretty(kept));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("bound " + file + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    private static String pretty(ObjectNode node) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }

    /** Of all that the search sees; an engine is known by what its steps take, for tables have no text. */
    static String fingerprint(Episode episode, String settings) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Arrival arrival : episode.arrivals()) {
                add(digest, arrival.atSeconds() + " " + arrival.inputTokens() + " " + arrival.outputTokens());
            }
            EngineModel engine = episode.engine();
            add(digest, engine.gpus() + " " + engine.limits() + " " + engine.prefixHitShare());
            add(digest, engine.stepNoise() + " " + engine.tokensPerStep());
            for (int sequences = 0; sequences <= PROBED_SEQUENCES; sequences = 2 * sequences + 1) {
                for (int prefill = 0; prefill <= PROBED_PREFILL; prefill = 4 * prefill + 2) {
                    add(digest, Double.toString(engine.times().millis(sequences, PROBED_CONTEXT * sequences, prefill)));
                }
            }
            add(digest, episode.promise() + " " + episode.cluster() + " " + episode.span() + " " + episode.seed());
            add(digest, settings);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
