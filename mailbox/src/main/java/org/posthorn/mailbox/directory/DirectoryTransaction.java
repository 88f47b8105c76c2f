package org.posthorn.mailbox.directory;

/// A change of the directory, with what it means for mailboxes.
public interface DirectoryTransaction {
    DirectoryRows rows();

    /// Adds the first mailboxes of a new account.
    void addMailboxes(AccountId account);

    /// Removes the account's mailboxes and messages; after the commit, whoever has one open is
    /// told.
    void removeMailboxes(AccountId account);
}
