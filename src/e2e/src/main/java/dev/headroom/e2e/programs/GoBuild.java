// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.programs;

import dev.headroom.e2e.process.OneShot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Builds one program with the Go that is on the path. */
final class GoBuild {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "CGO_ENABLED", "0",
            // Kubernetes' own go.mod names modules that only replacements can find; -mod=mod lets them resolve.
            "GOFLAGS", "-mod=mod -buildvcs=false");

    private final GoProgram program;
    private final Path source;

    GoBuild(GoProgram program, Path source) {
        this.program = program;
        this.source = source;
    }

    /** As {@code go.mod} pins it, without the leading v. */
    String version() {
        return GoMod.version(source.resolve("go.mod"), program.module());
    }

    void into(Path folder, Path log) {
        if (!program.packages().isEmpty()) {
            List<String> command = new ArrayList<>(List.of(go(), "build", "-trimpath", "-ldflags"));
            command.add(program.linkerFlags(version()));
            command.addAll(List.of("-o", folder + "/"));
            command.addAll(program.packages());
            OneShot.in(source, ENVIRONMENT).run(command, log);
        }
        program.files().forEach((from, to) -> {
            String[] moduleAndPath = from.split(":", 2);
            copy(moduleFolder(moduleAndPath[0], log).resolve(moduleAndPath[1]), folder.resolve(to));
        });
    }

    private Path moduleFolder(String module, Path log) {
        OneShot shell = OneShot.in(source, ENVIRONMENT);
        shell.run(List.of(go(), "mod", "download", module), log);
        return Path.of(shell.output(List.of(go(), "list", "-m", "-f", "{{.Dir}}", module))
                .strip());
    }

    /** The file, or all YAML files of the folder. */
    private static void copy(Path from, Path folder) {
        try (Stream<Path> files = Files.walk(from)) {
            Files.createDirectories(folder);
            for (Path file : files.filter(GoBuild::isYaml).toList()) {
                Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(from + " cannot be copied: " + failure.getMessage(), failure);
        }
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && name.endsWith(".yaml")
                && !name.equals("kustomization.yaml")
                && !file.toString().contains("testdata");
    }

    private static String go() {
        return ExecutablePath.of("go")
                .map(Path::toString)
                .orElseThrow(
                        () -> new CannotRunException("Go is missing; install Go 1.26 or newer and put it on the PATH"));
    }

    /** Reading {@code go.mod}. */
    private static final class GoMod {
        static String version(Path file, String module) {
            Pattern line = Pattern.compile("(?m)^\\s*(?:require\\s+)?" + Pattern.quote(module) + "\\s+v(\\S+)");
            try {
                Matcher matcher = line.matcher(Files.readString(file));
                if (matcher.find()) {
                    return matcher.group(1);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(file + " cannot be read: " + failure.getMessage(), failure);
            }
            throw new IllegalStateException(file + " does not require " + module);
        }
    }
}
