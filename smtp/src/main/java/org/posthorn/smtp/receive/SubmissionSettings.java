package org.posthorn.smtp.receive;

import java.net.InetAddress;
import java.util.List;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.net.Network;
import org.posthorn.smtp.limits.SendingSettings;

/// Whom we take at their word, and how much may be sent.
///
/// @param xclientPeers may say by XCLIENT for whom they speak
/// @param listedSenders may submit without login
/// @param showsClient whether `Received` tells where a message was submitted from
/// @param sending how much an account may send
public record SubmissionSettings(
        List<Network> xclientPeers,
        List<ListedSender> listedSenders,
        boolean showsClient,
        SendingSettings sending) {

    /// Nobody is taken at their word, and nobody is told where people are.
    public static final SubmissionSettings DEFAULT =
            new SubmissionSettings(List.of(), List.of(), false, SendingSettings.DEFAULT);

    public SubmissionSettings {
        xclientPeers = List.copyOf(xclientPeers);
        listedSenders = List.copyOf(listedSenders);
    }

    boolean isXclientPeer(InetAddress peer) {
        return xclientPeers.stream().anyMatch(network -> network.contains(peer));
    }

    /// Whether somebody there may submit without login.
    boolean lists(InetAddress client) {
        return listedSenders.stream().anyMatch(each -> each.network().contains(client));
    }

    boolean lists(InetAddress client, EmailAddress sender) {
        return listedSenders.stream().anyMatch(each -> each.permits(client, sender));
    }
}
