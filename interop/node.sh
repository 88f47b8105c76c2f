#!/usr/bin/env bash
# nodemailer sends, imapflow reads, flags, searches and waits: what programs in JavaScript mail with.

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Those that run on Debian's Node.
modules=(nodemailer@7.0.6 imapflow@1.7.8)

command -v node >/dev/null || need nodejs
command -v npm >/dev/null || need npm
attempt npm install --prefix "$work" --cache "$work/cache" --ignore-scripts --no-audit --no-fund --no-progress \
    "${modules[@]}" || wrong "npm cannot install ${modules[*]}"
account node
status=0
attempt env NODE_PATH="$work/node_modules" node "$interop/node.cjs" "$work/certificate.pem" "$(port submission)" \
    "$(port lmtp)" "$(port imaps)" "$(port imap)" "node@$domain" "$password" || status=$?
grep '^ok - ' "$work/output" || true
[ $status -eq 0 ] || wrong "the script ended with exit status $status"
