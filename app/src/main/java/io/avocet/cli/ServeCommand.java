package io.avocet.cli;

import io.avocet.app.FetchMail;
import io.avocet.benchmark.RunBenchmark;
import io.avocet.data.LabelSet;
import io.avocet.http.AccessToken;
import io.avocet.http.HttpServer;
import io.avocet.http.ServerPaths;
import io.avocet.http.ServerSettings;
import io.avocet.http.Services;
import io.avocet.imap.AccountsFile;
import io.avocet.imap.Secrets;
import io.avocet.imap.TypedSecrets;
import io.avocet.store.LazyMailStore;
import io.avocet.store.Uploads;
import io.avocet.supervisor.ChildJvm;
import io.avocet.supervisor.ClassificationWorker;
import io.avocet.supervisor.MailPaths;
import io.avocet.supervisor.Preparation;
import io.avocet.supervisor.RunPaths;
import io.avocet.supervisor.Supervisor;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Serves the web page and the HTTP API until it is stopped with Ctrl-C or SIGTERM.")
public final class ServeCommand implements Callable<Integer> {
    private final RunBenchmark runBenchmark;
    private final Installation installation;
    private final Interruption interruption;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description =
                    "Where to listen: a name or an address of this machine, 0.0.0.0 for all of them (default:"
                            + " ${DEFAULT-VALUE}, this machine alone). Any address reachable from other machines needs a token.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8503",
            description = "0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    private ModelsDirOption modelsDir = new ModelsDirOption();

    @Mixin
    private ScoreFileOption scoreFile = new ScoreFileOption();

    @Mixin
    private LabelsOption labels = new LabelsOption();

    @Option(names = "--open", description = "Open the page in the browser.")
    private boolean open;

    @Option(
            names = "--token",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "TOKEN",
            description =
                    "Serve only clients that present this token, 16 characters or more; without a value, one is generated and"
                            + " printed.")
    private @Nullable String token;

    /** @param environment with the passwords that accounts say are in variables */
    public ServeCommand(
            RunBenchmark runBenchmark,
            Installation installation,
            Interruption interruption,
            Map<String, String> environment) {
        this.runBenchmark = runBenchmark;
        this.environment = environment;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerSettings settings = new ServerSettings(host, port, accessToken());
        Services services = services();
        try (HttpServer server = HttpServer.start(settings, services, this::warn)) {
            services.preparation().restart();
            PrintWriter out = spec.commandLine().getOut();
            out.println("Avocet is at " + server.address() + " (Ctrl-C stops it)");
            out.flush();
            if (!server.hasPage()) {
                warn(
                        "This build has no page, because Node.js or its packages were missing; the API works. The address above"
                                + " says how to get the page.");
            }
            if (open) {
                openInBrowser(server.address());
            }
            interruption.await();
        }
        interruption.isOrdinaryEnd();
        return ExitCodes.OK;
    }

    private Optional<AccessToken> accessToken() {
        if (token != null && !token.isEmpty()) {
            return Optional.of(new AccessToken(token));
        }
        return token == null && ServerSettings.isLoopback(host)
                ? Optional.empty()
                : Optional.of(AccessToken.generate());
    }

    private Services services() {
        LabelSet labelSet = LabelSet.ofFile(labels.file());
        Path home = installation.home().toAbsolutePath().normalize();
        TypedSecrets secrets = new TypedSecrets();
        MailPaths mail = new MailPaths(
                installation.mailStore(),
                new Uploads(installation.uploads()),
                new AccountsFile(installation.accounts()),
                secrets);
        RunPaths runPaths =
                new RunPaths(home, modelsDir.folder(installation), scoreFile.file(installation), labels.file(), mail);
        ServerPaths files = new ServerPaths(
                home,
                runPaths.modelsFolder(),
                runPaths.scoreFile(),
                installation.benchmarkResults(),
                installation.evaluation(),
                installation.modelsConfig(),
                mail);
        ChildJvm childJvm = ChildJvm.ofThisProcess();
        Preparation preparation = new Preparation(childJvm, runPaths, this::warn);
        Supervisor supervisor = Supervisor.open(installation.runsFolder(), childJvm, runPaths, preparation);
        mail.uploads().clear();
        return new Services(
                files,
                labelSet,
                new LazyMailStore(mail.store()),
                supervisor,
                preparation,
                new ClassificationWorker(childJvm),
                runBenchmark,
                new FetchMail(new Secrets(environment, secrets::of)));
    }

    private void openInBrowser(URI address) {
        boolean isMac =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
        String opener = isMac ? "open" : "xdg-open";
        try {
            new ProcessBuilder(opener, address.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            warn("Cannot open a browser with " + opener + ". Open the address yourself.");
        }
    }

    private void warn(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(message);
        err.flush();
    }
}
