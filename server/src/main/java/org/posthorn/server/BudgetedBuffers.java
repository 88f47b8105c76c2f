package org.posthorn.server;

import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.net.BufferAllowance;

/// Lets connections keep what the process's budget has for them.
record BudgetedBuffers(WorkBudget budget) implements BufferAllowance {
    @Override
    public boolean admit(int octets) {
        return budget.takeConnection(octets);
    }

    @Override
    public boolean take(boolean known, int octets) {
        return budget.takeBuffer(known ? Party.KNOWN : Party.STRANGER, octets);
    }

    @Override
    public void give(int octets) {
        budget.giveBack(octets);
    }
}
