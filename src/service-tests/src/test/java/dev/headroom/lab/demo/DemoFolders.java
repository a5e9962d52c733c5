// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Folders that a demo leaves behind while it runs. */
final class DemoFolders {
    private DemoFolders() {}

    /** Of this process: other runs on this machine may have theirs. */
    static Set<Path> ofThisProcess() throws IOException {
        String own = ServiceUnderDemo.DIRECTORIES + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(Files::isDirectory)
                    .filter(file -> file.getFileName().toString().startsWith(own))
                    .collect(Collectors.toSet());
        }
    }
}
