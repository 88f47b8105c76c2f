package org.posthorn.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// Runs one command; or, when there is none, a shell for a person at a terminal, or else the
/// commands of standard input.
///
/// Usage: `[--data DIR] [--port-offset N] [--url URL] [--token-file FILE] [COMMAND...]`. The exit
/// status is 0 when all commands were done, 1 when one was not; why stands on standard error in one
/// line.
final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            Path home = Path.of(System.getProperty("posthorn.home", ""));
            ServerLocation.WithCommand parsed = ServerLocation.parse(args, home);
            boolean interactive = parsed.command().isEmpty() && Console.terminal().isPresent();
            if (interactive) {
                HistoryFile.secure(userHome());
            }
            try (ConfigurableApplicationContext parts = start(parsed.location(), interactive)) {
                return run(parts, parsed.command(), interactive);
            }
        } catch (CommandFailedException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    /// @return the exit status
    private static int run(
            ConfigurableApplicationContext parts, List<String> command, boolean interactive) {
        if (interactive) {
            parts.getBean(InteractiveShell.class).run(new String[0]);
            return 0;
        }
        Shell shell = parts.getBean(Shell.class);
        if (!command.isEmpty()) {
            shell.run(command);
            return 0;
        }
        try {
            var input = new InputStreamReader(System.in, Charset.defaultCharset());
            return new BatchShell(shell, System.err).run(new BufferedReader(input)) ? 0 : 1;
        } catch (IOException e) {
            throw new CommandFailedException("cannot read the commands from standard input", e);
        }
    }

    private static Path userHome() {
        return Path.of(System.getProperty("user.home", "."));
    }

    static ConfigurableApplicationContext start(ServerLocation server, boolean interactive) {
        return new SpringApplicationBuilder(ShellApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .lazyInitialization(true)
                .properties(
                        Map.of(
                                "logging.level.root",
                                "off",
                                "spring.main.log-startup-info",
                                "false",
                                "spring.jmx.enabled",
                                "false",
                                "spring.shell.interactive.enabled",
                                Boolean.toString(interactive),
                                "spring.shell.history.enabled",
                                Boolean.toString(interactive),
                                "spring.shell.history.name",
                                HistoryFile.NAME,
                                "spring.shell.config.location",
                                userHome().toString()))
                .initializers(context ->
                        ((GenericApplicationContext) context)
                                .registerBean(AdminApi.class, () -> new AdminApi(server)))
                .run();
    }
}
