package org.posthorn.mailbox.store;

import org.posthorn.mailbox.directory.AccountId;

/// One recipient's share of an arriving message: into whose INBOX, under which delivery header.
///
/// @param deliveryHeader whole header lines, each ended by CRLF (`Return-Path`, `Delivered-To`):
///   kept beside the body and shown on top of it, so that one body serves all recipients; at most
///   2000 octets
public record Delivery(AccountId account, String deliveryHeader) {}
