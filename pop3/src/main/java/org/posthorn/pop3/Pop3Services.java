package org.posthorn.pop3;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.login.LoginGate;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.net.CommandMeters;

/// What POP3 needs of the house.
///
/// @param logins who judges logins
/// @param commands measures commands, of all protocols
/// @param figures where refusals are counted
public record Pop3Services(
        MailStore store,
        Directory directory,
        LoginGate logins,
        CommandMeters commands,
        PrometheusRegistry figures) {}
