package org.posthorn.cli;

import java.util.Map;
import org.springframework.stereotype.Component;

/// `pattern add`.
@Component
final class PatternAddCommand extends AdminCommand {
    private static final CommandParameter DELIVER =
            CommandParameter.option(
                    "--deliver",
                    "ADDRESS",
                    "deliver to this address here; $1 is what the first * stands for",
                    CommandParameter.Values.ACCOUNTS);
    private static final CommandParameter FORWARD =
            CommandParameter.option(
                    "--forward",
                    "ADDRESS",
                    "forward to this address; $1 is what the first * stands for",
                    CommandParameter.Values.NONE);
    private static final CommandParameter REFUSE =
            CommandParameter.option(
                    "--refuse", "TEXT", "refuse it with this text", CommandParameter.Values.NONE);
    private static final CommandParameter DISCARD =
            CommandParameter.flag("--discard", "take it and throw it away");
    private final Entries entries;

    PatternAddCommand(AdminApi api) {
        super(
                "pattern add",
                "Say what happens to mail for addresses that look alike",
                CommandParameter.argument(
                        "PATTERN", "such as info-*@example.com", CommandParameter.Values.DOMAINS),
                DELIVER,
                FORWARD,
                REFUSE,
                DISCARD);
        this.entries = new Entries(api, "pattern");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String pattern = invocation.argument(0);
        entries.add(
                pattern,
                Entries.given(
                        invocation,
                        Map.of(
                                DELIVER, "deliver",
                                FORWARD, "forward",
                                REFUSE, "refuse",
                                DISCARD, "discard")));
        console.print("Pattern %s is added.".formatted(pattern));
    }
}
