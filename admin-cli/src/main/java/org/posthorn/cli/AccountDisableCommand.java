package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `account disable`.
@Component
final class AccountDisableCommand extends AccountSwitchCommand {
    AccountDisableCommand(AdminApi api) {
        super(
                api,
                "account disable",
                "Keep an account from logging in and receiving mail; its mail stays",
                false);
    }
}
