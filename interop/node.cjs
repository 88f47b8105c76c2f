// What node.sh lets nodemailer and imapflow do. A line of standard output for each thing that it checked; the first wrong
// one ends it with exit status 1.
'use strict';

const assert = require('node:assert/strict');
const { once } = require('node:events');
const fs = require('node:fs');
const nodemailer = require('nodemailer');
const { ImapFlow } = require('imapflow');

const [certificate, submission, lmtp, imaps, imap, user, pass] = process.argv.slice(2);
const tls = { ca: fs.readFileSync(certificate), servername: 'localhost' };
const name = 'Zoë Ångström';

function ok(text) {
    console.log(`ok - node: ${text}`);
}

async function connect(options = { port: imaps, secure: true }) {
    const client = new ImapFlow({ host: 'localhost', auth: { user, pass }, tls, logger: false, ...options });
    await client.connect();
    return client;
}

async function all(client, range, query) {
    const messages = [];
    for await (const message of client.fetch(range, query)) {
        messages.push(message);
    }
    return messages;
}

async function send() {
    const sender = nodemailer.createTransport({
        host: 'localhost', port: submission, secure: false, requireTLS: true, auth: { user, pass }, tls,
    });
    const sent = await sender.sendMail({
        from: { name, address: user },
        to: user,
        subject: 'Grüße aus Malmö',
        text: 'Ein Text.\n.\n..ends\n',
        html: '<p>Ein <b>Text</b>.</p>',
        attachments: [{ filename: 'daten.bin', content: Buffer.alloc(200_000, 7) }],
    });
    assert.deepEqual(sent.accepted, [user]);
    ok('nodemailer: submission with STARTTLS and AUTH');
    const guess = nodemailer.createTransport({
        host: 'localhost', port: submission, secure: false, requireTLS: true, auth: { user, pass: 'wrong' }, tls,
    });
    await assert.rejects(guess.verify(), { code: 'EAUTH', responseCode: 535 });
    ok('nodemailer: a wrong password is refused');
    return sent.response;
}

function deliverer() {
    return nodemailer.createTransport({ host: 'localhost', port: lmtp, secure: false, lmtp: true, ignoreTLS: true });
}

async function deliver(subject) {
    const sent = await deliverer().sendMail({ from: 'ada@example.org', to: user, subject, text: subject });
    assert.deepEqual(sent.accepted, [user]);
}

async function read(client, reply) {
    const names = (await client.list()).map(mailbox => mailbox.path).sort();
    assert.deepEqual(names, ['Archive', 'Drafts', 'INBOX', 'Junk', 'Sent', 'Trash']);
    ok('imapflow: lists the mailboxes');

    await client.mailboxOpen('INBOX');
    const [first, second] = await all(client, '1:*', { uid: true, envelope: true, bodyStructure: true, size: true });
    assert.equal(first.envelope.subject, 'Grüße aus Malmö');
    assert.equal(first.envelope.from[0].name, name);
    assert.equal(first.bodyStructure.type, 'multipart/mixed');
    assert.equal(second.envelope.subject, 'by LMTP');
    ok('imapflow: fetches envelopes and structures');

    const { meta, content } = await client.download('1', '2');
    const octets = Buffer.concat(await content.toArray());
    assert.equal(meta.filename, 'daten.bin');
    assert.deepEqual(octets, Buffer.alloc(200_000, 7));
    ok('imapflow: downloads an attachment');

    const { source } = await client.fetchOne('1', { source: true });
    const id = reply.match(/([0-9a-z]+)$/)[1];
    assert.match(source.toString(), new RegExp(`\\bid ${id}\\b`));
    ok('the id of the reply to nodemailer stands in Received');
}

async function append(client) {
    const appended = await client.append('INBOX', 'From: b@example.org\r\nSubject: appended\r\n\r\ntext\r\n', ['\\Seen']);
    const found = await client.fetchOne(String(appended.uid), { flags: true, envelope: true }, { uid: true });
    assert.equal(found.envelope.subject, 'appended');
    assert.ok(found.flags.has('\\Seen'));
    ok('imapflow: APPEND tells the UID, with flags');
}

// In ASCII, because imapflow 1 puts other letters in quotes, where a client that has not enabled UTF-8 may not have them. The
// end of the name and what follows it stand next to each other only where the name is decoded.
async function search(client) {
    assert.deepEqual(await client.search({ from: `m <${user}>` }), [1]);
    assert.deepEqual(await client.search({ from: 'NGSTR' }), [1]);
    assert.deepEqual(await client.search({ from: 'utf-8' }), []);
    assert.deepEqual(await client.search({ from: 'example.org', subject: 'lmtp' }), [2]);
    ok('imapflow: SEARCH FROM finds display names as people read them');
}

// What a client believes of the flags: what it was told, and what it did itself.
async function observe() {
    const client = await connect();
    await client.mailboxOpen('INBOX');
    const flags = new Map((await all(client, '1:*', { flags: true })).map(message => [message.seq, message.flags]));
    client.on('flags', told => flags.set(told.seq, new Set(told.flags)));
    return {
        client,
        flags,
        async store(seq, flag, adds) {
            const change = adds ? 'messageFlagsAdd' : 'messageFlagsRemove';
            assert.equal(await client[change](String(seq), [flag], { silent: true }), true);
            flags.get(seq)[adds ? 'add' : 'delete'](flag);
        },
    };
}

function picture(flags) {
    return [...flags].map(([seq, set]) => [seq, [...set].filter(flag => flag !== '\\Recent').sort()]).sort();
}

async function store(client) {
    const observers = [await observe(), await observe()];
    let seed = 20;
    const random = below => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
    const flags = ['\\Flagged', '\\Answered', 'one', 'two'];
    for (let round = 0; round < 200; round++) {
        await Promise.all(observers.map(each => each.store(1 + random(3), flags[random(1000) % 4], random(1000) < 500)));
    }
    for (const each of observers) {
        await each.client.noop();
    }
    const truth = picture(new Map((await all(client, '1:*', { flags: true })).map(each => [each.seq, each.flags])));
    assert.deepEqual(picture(observers[0].flags), truth);
    assert.deepEqual(picture(observers[1].flags), truth);
    ok('imapflow: two connections that store .SILENT end with the right picture');
    for (const each of observers) {
        await each.client.logout();
    }
}

async function idle() {
    const client = await connect({ port: imap, secure: false, doSTARTTLS: true });
    await client.mailboxOpen('INBOX');
    const before = client.mailbox.exists;
    const exists = once(client, 'exists', { signal: AbortSignal.timeout(20_000) });
    const idling = client.idle();
    await deliver('while idle');
    const [told] = await exists;
    assert.equal(told.count, before + 1);
    ok('imapflow: STARTTLS, and IDLE tells of mail at once');
    await client.noop();
    await idling;
    await client.logout();
}

async function main() {
    const reply = await send();
    await deliver('by LMTP');
    ok('nodemailer: LMTP');
    const client = await connect();
    await read(client, reply);
    await append(client);
    await search(client);
    await store(client);
    await client.logout();
    await idle();
}

main().then(
    () => process.exit(0),
    failure => {
        console.log(failure);
        process.exit(1);
    },
);
