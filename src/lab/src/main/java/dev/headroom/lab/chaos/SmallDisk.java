// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.process.Worker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system of a few megabytes in memory that processes started by {@link #before()} see at a directory, and nobody else. It needs
 * Linux, its tools {@code unshare} and {@code nsenter}, and the right to make name spaces. A process of its own holds it, so that files
 * outlive those who wrote them.
 */
final class SmallDisk implements AutoCloseable {
    private static final String BALLAST = "ballast";
    private static final int PIECE = 1 << 16;
    private static final int LEAST_PIECE = 1 << 9;
    private static final long GRACE_SECONDS = 5;

    private final Path directory;
    private final Process holder;

    private SmallDisk(Path directory, Process holder) {
        this.directory = directory;
        this.holder = holder;
    }

    /**
     * An empty one.
     *
     * @param directory where it is seen; made if it is missing
     * @throws NotPossibleHereException where the system has no such thing or does not allow it
     */
    static SmallDisk at(Path directory, int megabytes) throws IOException, NotPossibleHereException {
        Files.createDirectories(directory);
        String mount = "mount -t tmpfs -o size=" + megabytes + "m tmpfs \"$0\" && echo mounted && exec cat";
        try {
            Process holder = new ProcessBuilder(
                            "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, directory.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = holder.inputReader(StandardCharsets.UTF_8).readLine();
            if (!"mounted".equals(said)) {
                holder.destroyForcibly();
                throw new NotPossibleHereException("a small file system cannot be made here: " + said);
            }
            return new SmallDisk(directory, holder);
        } catch (IOException noSuchProgram) {
            throw new NotPossibleHereException(
                    "a small file system cannot be made here: " + noSuchProgram.getMessage());
        }
    }

    /** Starts what its last arguments name where this file system is seen. */
    List<String> before() {
        return List.of(
                "nsenter",
                "--target",
                Long.toString(holder.pid()),
                "--user",
                "--preserve-credentials",
                "--mount",
                "--");
    }

    /** A file of it, as those find it who were started by {@link #before()}. */
    Path path(String name) {
        return directory.resolve(name);
    }

    /** A file of it, as this process finds it. */
    Path file(String name) {
        return Path.of("/proc", Long.toString(holder.pid()), "root")
                .resolve(Path.of("/").relativize(directory))
                .resolve(name);
    }

    /** Leaves no byte free. */
    void fill() throws IOException {
        int piece = PIECE;
        try (OutputStream ballast = Files.newOutputStream(file(BALLAST))) {
            while (piece >= LEAST_PIECE) {
                try {
                    ballast.write(new byte[piece]);
                } catch (IOException full) {
                    piece /= 2;
                }
            }
        }
    }

    /** Gives back what {@link #fill()} took. */
    void free() throws IOException {
        Files.deleteIfExists(file(BALLAST));
    }

    @Override
    public void close() {
        Worker.dismiss(holder, GRACE_SECONDS);
    }
}
