// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e;

import dev.headroom.e2e.programs.CannotRunException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second run off the ports of the first. The lock ends with the process, however that ends; its file names the process. */
final class OnlyRun implements AutoCloseable {
    private static final int LONGEST_ID = 20;

    private final FileChannel file;

    private OnlyRun(FileChannel file) {
        this.file = file;
    }

    static OnlyRun ofMachine(Path cache) throws IOException {
        Files.createDirectories(cache);
        FileChannel file = FileChannel.open(
                cache.resolve("running.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        if (lock(file) == null) {
            try (file) {
                throw new CannotRunException("another run, process " + id(file)
                        + ", is on this machine; wait for its end, or end that process");
            }
        }
        file.truncate(0);
        file.write(
                StandardCharsets.UTF_8.encode(
                        Long.toString(ProcessHandle.current().pid())),
                0);
        return new OnlyRun(file);
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException ofThisProcess) {
            return null;
        }
    }

    private static String id(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_ID);
        file.read(bytes, 0);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
