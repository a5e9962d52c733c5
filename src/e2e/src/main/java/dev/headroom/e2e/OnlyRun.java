// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e;

import dev.headroom.e2e.programs.CannotRunException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second run off the ports of the first. The lock ends with the process, however that ends. */
final class OnlyRun implements AutoCloseable {
    private final FileChannel file;

    private OnlyRun(FileChannel file) {
        this.file = file;
    }

    static OnlyRun ofMachine(Path cache) throws IOException {
        Files.createDirectories(cache);
        FileChannel file =
                FileChannel.open(cache.resolve("running.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock();
        if (lock == null) {
            file.close();
            throw new CannotRunException("another run is on this machine; wait for its end, or use ./src/e2e/run down");
        }
        return new OnlyRun(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
