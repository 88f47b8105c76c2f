package org.posthorn.pop3;

import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.store.MailStore;

/// What POP3 needs of the house.
public record Pop3Services(MailStore store, Directory directory, Authenticator authenticator) {}
