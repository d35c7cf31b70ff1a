package io.avocet.hub;

import io.avocet.file.DiskTrouble;
import io.avocet.file.FileTree;
import io.avocet.file.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Brings the newest version of one model into the cache: only the files that a base model needs, each whole and checked
 * before it gets its name. {@code refs/main} is written last, so an earlier version serves until the new one is complete.
 */
final class HubDownload {
    private static final Duration LOCK_LOOK = Duration.ofMillis(200);

    private final CachedRepository repository;
    private final HubMachine machine;
    private final DownloadListener listener;
    private final HubClient client;
    private final Retries retries;

    HubDownload(HubSettings settings, CachedRepository repository, HubMachine machine, DownloadListener listener) {
        this.repository = repository;
        this.machine = machine;
        this.listener = listener;
        this.client = new HubClient(settings, repository.id());
        this.retries = new Retries(new Random(machine.seed()), machine.pause(), client.trouble(), listener);
    }

    /** Fetches what is missing; returns the snapshot's folder. */
    Path run() {
        try {
            Revision revision = retries.run(client::revision);
            ModelFiles.requireUsable(repository.id(), revision);
            Path snapshot = repository.snapshot(revision.commit());
            List<String> files = new ArrayList<>(ModelFiles.withoutShards(revision));
            if (files.remove(ModelFiles.INDEX)) {
                fetch(revision, List.of(ModelFiles.INDEX));
                ModelFiles.shards(snapshot).forEach(files::add);
            }
            fetch(revision, files);
            try (ProcessLock lock = acquire(repository.lock("main"), "refs/main")) {
                repository.writeMain(revision.commit());
            }
            return snapshot;
        } catch (IOException e) {
            throw DiskTrouble.writing(repository.folder(), 0, e);
        }
    }

    private void fetch(Revision revision, List<String> names) throws IOException {
        Path snapshot = Files.createDirectories(repository.snapshot(revision.commit()));
        List<RemoteFile> files = new ArrayList<>();
        for (String name : names) {
            Retries.requireWanted(listener);
            RemoteFile file = retries.run(() -> client.describe(revision.commit(), name));
            if (!Checksum.isRight(snapshot.resolve(name), file)) {
                files.add(file);
                noteDamage(snapshot.resolve(name));
            }
        }
        requireSpace(revision, files);
        TransferMeter meter = new TransferMeter(repository.id(), files, machine.nanoTime(), listener);
        for (RemoteFile file : files) {
            fetch(revision, file, snapshot.resolve(file.name()), meter);
        }
    }

    private void requireSpace(Revision revision, List<RemoteFile> files) throws IOException {
        long needed = 0;
        for (RemoteFile file : files) {
            needed += blob(revision, file).bytesLeft();
        }
        long free = machine.freeBytes().applyAsLong(repository.folder());
        if (needed > free) {
            throw client.trouble().noSpace(needed, free, repository.root());
        }
    }

    private void fetch(Revision revision, RemoteFile file, Path link, TransferMeter meter) throws IOException {
        try (ProcessLock lock = acquire(repository.lock(file.etag()), file.name())) {
            BlobDownload blob = blob(revision, file);
            boolean isNew =
                    !Checksum.isRight(link, file) && !blob.isDone(); // Another process may have fetched it meanwhile.
            meter.begin(isNew ? file.size() - blob.bytesLeft() : file.size());
            if (isNew) {
                blob.run(bytes -> meter.received(file, bytes));
            }
            if (!Checksum.isRight(link, file)) {
                link(link, file, isNew);
            }
            meter.end(file);
        }
    }

    /** Says why a file is fetched that is here already; of a new version, none is. */
    private void noteDamage(Path file) {
        if (Files.isRegularFile(file)) {
            listener.note(file + " is damaged: its bytes are not those of the Hub. It is downloaded again.");
        }
    }

    private BlobDownload blob(Revision revision, RemoteFile file) {
        return new BlobDownload(client, retries, listener, repository, revision.commit(), file);
    }

    private ProcessLock acquire(Path lockFile, String what) throws IOException {
        Files.createDirectories(repository.locks());
        boolean told = false;
        while (true) {
            Optional<ProcessLock> lock = ProcessLock.tryAcquireShared(lockFile);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (!told) {
                listener.note("Waiting for another process that is downloading " + what + ".");
                told = true;
            }
            retries.rest(LOCK_LOOK);
        }
    }

    /** Links the file's name to the blob; where there are no links, moves a new blob there or copies an old one. */
    private void link(Path link, RemoteFile file, boolean isNewBlob) throws IOException {
        Path blob = repository.blob(file.etag());
        Path part = link.resolveSibling("." + link.getFileName() + ".part");
        Files.deleteIfExists(part);
        try {
            machine.linking().link(part, Path.of("../../blobs").resolve(file.etag()));
        } catch (IOException | UnsupportedOperationException e) {
            if (isNewBlob) {
                FileTree.move(blob, link);
                return;
            }
            Files.copy(blob, part);
        }
        FileTree.move(part, link);
    }
}
