package org.posthorn.cli;

import org.jline.reader.LineReader;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.jline.CommandCompleter;

/// The parts of the shell, put together by Spring.
@SpringBootApplication(proxyBeanMethods = false)
class ShellApplication {

    @Bean
    CommandCompleter commandCompleter(CommandRegistry registry, Shell shell, AdminApi api) {
        return new WordCompleter(registry, shell, api);
    }

    /// [Main] decides what runs; Spring Shell's own runner would run before it could.
    @Bean
    ApplicationRunner springShellApplicationRunner() {
        return _ -> {};
    }

    @Bean
    @Lazy
    InteractiveShell interactiveShell(LineReader reader, Shell shell) {
        return new InteractiveShell(reader, shell);
    }
}
