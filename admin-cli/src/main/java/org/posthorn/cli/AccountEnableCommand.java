package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `account enable`.
@Component
final class AccountEnableCommand extends AccountSwitchCommand {
    AccountEnableCommand(AdminApi api) {
        super(api, "account enable", "Let an account log in and receive mail again", true);
    }
}
