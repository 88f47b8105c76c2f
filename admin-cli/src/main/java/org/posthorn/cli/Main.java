package org.posthorn.cli;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// Runs one command, or a shell when there is none.
///
/// Usage: `[--data DIR] [--port-offset N] [--url URL] [--token-file FILE] [COMMAND...]`. The exit
/// status is 0 when the command was done, 1 when not; why stands on standard error in one line.
final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            Path home = Path.of(System.getProperty("posthorn.home", ""));
            ServerLocation.WithCommand parsed = ServerLocation.parse(args, home);
            try (ConfigurableApplicationContext parts =
                    start(parsed.location(), parsed.command().isEmpty())) {
                if (parsed.command().isEmpty()) {
                    parts.getBean(InteractiveShell.class).run(args);
                } else {
                    parts.getBean(Shell.class).run(parsed.command());
                }
            }
            return 0;
        } catch (CommandFailedException e) {
            System.err.println(e.getMessage());
            return 1;
        }
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
                                "logging.level.root", "off",
                                "spring.main.log-startup-info", "false",
                                "spring.jmx.enabled", "false",
                                "spring.shell.interactive.enabled", Boolean.toString(interactive),
                                "spring.shell.history.enabled", Boolean.toString(interactive),
                                "spring.shell.history.name", ".posthorn_history",
                                "spring.shell.config.location",
                                        System.getProperty("user.home", ".")))
                .initializers(context ->
                        ((GenericApplicationContext) context)
                                .registerBean(AdminApi.class, () -> new AdminApi(server)))
                .run();
    }
}
