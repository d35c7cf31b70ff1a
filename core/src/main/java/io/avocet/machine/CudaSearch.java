package io.avocet.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the folders of this machine in which CUDA's libraries may be: what the environment names, the usual places of a CUDA
 * installation, those of the dynamic loader, and the {@code nvidia} packages of Python environments. It reads folders
 * and the loader's configuration; it runs nothing.
 *
 * @param root the folder that stands for {@code /}
 */
public record CudaSearch(Path root, Map<String, String> environment) {
    private static final List<String> LIBRARY_FOLDERS =
            List.of("lib64", "lib", "targets/x86_64-linux/lib", "extras/CUPTI/lib64");
    private static final List<String> SYSTEM_FOLDERS =
            List.of("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib64", "lib64", "usr/lib", "lib");

    public CudaSearch {
        environment = Map.copyOf(environment);
    }

    public static CudaSearch ofThisMachine() {
        return new CudaSearch(Path.of("/"), System.getenv());
    }

    /** The first file of each library that is found anywhere. */
    public Map<CudaLibrary, Path> find() {
        List<Path> folders = folders();
        Map<CudaLibrary, Path> found = new EnumMap<>(CudaLibrary.class);
        for (CudaLibrary library : CudaLibrary.values()) {
            folders.stream()
                    .map(folder -> folder.resolve(library.fileName()))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .ifPresent(file -> found.put(library, file));
        }
        return found;
    }

    /** The files next to a library that belong to it. */
    static List<Path> companions(CudaLibrary library, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null
                ? List.of()
                : entries(folder, "lib*").stream()
                        .filter(path -> library.isCompanion(String.valueOf(path.getFileName())))
                        .toList();
    }

    /** The folders that exist, in the order of the search. */
    List<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        folders.addAll(paths("LD_LIBRARY_PATH"));
        for (String variable : List.of("CUDA_HOME", "CUDA_PATH")) {
            paths(variable).forEach(home -> addLibraryFolders(home, folders));
        }
        entries(root.resolve("usr/local"), "cuda*").stream()
                .sorted(Comparator.reverseOrder()) // the newest version first
                .forEach(home -> addLibraryFolders(home, folders));
        folders.addAll(loaderFolders());
        for (Path environment : pythonEnvironments()) {
            folders.add(environment.resolve("lib")); // where conda puts them
            sitePackages(environment)
                    .forEach(site ->
                            entries(site.resolve("nvidia"), "*").forEach(part -> folders.add(part.resolve("lib"))));
        }
        return folders.stream().filter(Files::isDirectory).toList();
    }

    private static void addLibraryFolders(Path home, Set<Path> folders) {
        LIBRARY_FOLDERS.forEach(name -> folders.add(home.resolve(name)));
    }

    private List<Path> loaderFolders() {
        List<Path> folders = new ArrayList<>();
        entries(root.resolve("etc/ld.so.conf.d"), "*.conf")
                .forEach(file -> lines(file).stream()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> line.startsWith("/"))
                        .forEach(line -> folders.add(root.resolve(line.substring(1)))));
        SYSTEM_FOLDERS.forEach(name -> folders.add(root.resolve(name)));
        return folders;
    }

    /** Environments that are active, those whose Python is on the PATH, and the user's own packages. */
    private Set<Path> pythonEnvironments() {
        Set<Path> environments = new LinkedHashSet<>();
        environments.addAll(paths("VIRTUAL_ENV"));
        environments.addAll(paths("CONDA_PREFIX"));
        for (Path folder : paths("PATH")) {
            for (String name : List.of("python3", "python")) {
                Path python = folder.resolve(name);
                if (Files.isRegularFile(python)) {
                    prefix(python).ifPresent(environments::add);
                    real(python).flatMap(CudaSearch::prefix).ifPresent(environments::add);
                }
            }
        }
        paths("HOME").forEach(home -> environments.add(home.resolve(".local")));
        environments.add(root.resolve("usr/local"));
        return environments;
    }

    /** {@code PREFIX/bin/python3} to {@code PREFIX}. */
    private static Optional<Path> prefix(Path python) {
        return Optional.ofNullable(python.toAbsolutePath().normalize().getParent())
                .map(Path::getParent);
    }

    private static Optional<Path> real(Path file) {
        try {
            return Optional.of(file.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> sitePackages(Path environment) {
        List<Path> sites = new ArrayList<>();
        for (String lib : List.of("lib", "lib64")) {
            for (Path python : entries(environment.resolve(lib), "python3*")) {
                sites.add(python.resolve("site-packages"));
                sites.add(python.resolve("dist-packages")); // Debian's name for them
            }
        }
        return sites;
    }

    private List<Path> paths(String variable) {
        List<Path> paths = new ArrayList<>();
        for (String text : environment.getOrDefault(variable, "").split(":", -1)) {
            try {
                if (!text.isBlank()) {
                    paths.add(Path.of(text));
                }
            } catch (InvalidPathException e) {
                // The loader passes over it too.
            }
        }
        return paths;
    }

    /** The entries of a folder that match a pattern, by name; none if it cannot be read. */
    private static List<Path> entries(Path folder, String pattern) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
            stream.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException e) {
            // No such place here.
        }
        entries.sort(Comparator.naturalOrder());
        return entries;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
