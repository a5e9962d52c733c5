// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void takesWhatWasBuiltFromTheSameSources() throws IOException {
        pin("v3.6.16");
        Path built = built("etcd-3.6.16");
        ProgramCache cache = cache();

        assertThat(cache.executable(GoProgram.ETCD, "server")).isEqualTo(built.resolve("server"));
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void doesNotTakeWhatWasBuiltFromOtherSources() throws IOException {
        pin("v3.6.16");
        built("etcd-3.6.16");
        Files.writeString(source().resolve("go.sum"), "another");

        assertThatThrownBy(() -> cache().folder(GoProgram.ETCD))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("etcd 3.6.16 is not built at ")
                .hasMessageEndingWith("; start once without --offline to build it");
    }

    @Test
    void hasAFolderForEachVersion() throws IOException {
        pin("v3.6.16");
        built("etcd-3.6.16");
        pin("v3.6.17");

        assertThatThrownBy(() -> cache().folder(GoProgram.ETCD)).hasMessageContaining("etcd-3.6.17");
    }

    @Test
    void findsEveryProgramPinned() {
        Path programs = Path.of("programs");
        for (GoProgram program : GoProgram.values()) {
            assertThat(new GoBuild(program, programs.resolve(program.folder())).version())
                    .as(program.folder())
                    .matches("\\d+\\.\\d+\\.\\d+");
            assertThat(programs.resolve(program.folder()).resolve("go.sum")).isRegularFile();
        }
    }

    private ProgramCache cache() {
        return new ProgramCache(
                directory.resolve("cache"),
                directory.resolve("e2e"),
                true,
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private Path source() {
        return directory.resolve("e2e/programs/etcd");
    }

    private void pin(String version) throws IOException {
        Files.createDirectories(source());
        Files.writeString(
                source().resolve("go.mod"), "module x\n\nrequire (\n\tgo.etcd.io/etcd/server/v3 " + version + "\n)\n");
    }

    private Path built(String folder) throws IOException {
        Path built = Files.createDirectories(directory.resolve("cache").resolve(folder));
        Files.writeString(built.resolve("built-from"), Fingerprint.of(GoProgram.ETCD.recipe(), source()));
        return built;
    }
}
